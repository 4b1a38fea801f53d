/**
 * What an iterable gives, until a signal ends it: then this throws the reason of the signal, even while the iterable
 * does not answer. One that is stuck is left behind.
 */
export async function* untilAborted<T>(
  items: AsyncIterable<T>,
  signal: AbortSignal | undefined,
): AsyncGenerator<T, void, void> {
  if (signal === undefined) {
    yield* items;
    return;
  }
  signal.throwIfAborted();
  const iterator = items[Symbol.asyncIterator]();
  let stop = (): void => undefined;
  const stopped = new Promise<null>((resolve) => {
    stop = () => resolve(null);
  });
  signal.addEventListener('abort', stop);
  let isOver = false;
  try {
    for (;;) {
      const next = iterator.next();
      const answer = await Promise.race([next, stopped]);
      if (answer === null) {
        // What it still says is for nobody.
        next.catch(() => undefined);
        signal.throwIfAborted();
      } else if (answer.done === true) {
        isOver = true;
        return;
      } else {
        yield answer.value;
        signal.throwIfAborted();
      }
    }
  } finally {
    signal.removeEventListener('abort', stop);
    if (!isOver) iterator.return?.().catch(() => undefined);
  }
}
