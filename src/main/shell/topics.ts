import type { LiveSource } from '../../protocol/rpc/live';
import type { QueryName } from '../../protocol/rpc/contract';
import type { shellContract } from '../../protocol/shell';

type Topic = QueryName<typeof shellContract>;

/** Tells subscribed pages that the answer of a query of the shell may have changed. */
export class ShellTopics {
  readonly #watchers = new Set<Readonly<{ topic: string; onInvalidate: () => void }>>();
  #seq = 0;

  readonly live: LiveSource = {
    seq: () => this.#seq,
    watch: (topic, _input, onInvalidate) => {
      const watcher = { topic, onInvalidate };
      this.#watchers.add(watcher);
      return () => this.#watchers.delete(watcher);
    },
  };

  /** The answers of this query may have changed. */
  touch(topic: Topic): void {
    this.#seq += 1;
    for (const watcher of this.#watchers) if (watcher.topic === topic) watcher.onInvalidate();
  }
}
