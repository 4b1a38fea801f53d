/** What one who waits for a long run over a backup may give along. */
export type RunOptions = Readonly<{
  /** Told again and again how many bytes of the backup are done. */
  onProgress?: ((bytes: number) => void) | undefined;
  signal?: AbortSignal | undefined;
}>;

/** What is called after each step: tells the progress, or throws the reason of the signal to end the run. */
export function stepOf({ onProgress, signal }: RunOptions, done: () => number): () => void {
  return () => {
    signal?.throwIfAborted();
    onProgress?.(done());
  };
}

/** Whether a run ended because its signal said so. */
export function isStopped({ signal }: RunOptions, error: unknown): boolean {
  return signal?.aborted === true && error === signal.reason;
}
