import { ok } from '../../src/domain/result';
import type { OpenedStore, OpenStoreOptions } from '../../src/store/serve';

/** Data as small as a test of processes needs: it counts commands, once for each id, and outlives every process. */
export class StandInStore {
  seq = 0;
  executed: string[] = [];
  drained = 0;
  opens = 0;
  failingOpens = 0;
  holdCommands: Promise<void> = Promise.resolve();

  /** Opens it as the real one is opened. */
  async open(options?: OpenStoreOptions): Promise<OpenedStore> {
    this.opens += 1;
    if (this.failingOpens > 0) {
      this.failingOpens -= 1;
      throw new Error('cannot open');
    }
    const handlers = this.#handlers(options);
    return {
      handlers,
      hostHandlers: handlers as unknown as OpenedStore['hostHandlers'],
      live: { seq: () => this.seq, watch: () => () => {} },
      hold: () => {},
      isStuck: () => false,
      drain: async () => {
        this.drained += 1;
      },
    };
  }

  #handlers(options: OpenStoreOptions | undefined): OpenedStore['handlers'] {
    const command = async (_input: unknown, { commandId }: { commandId?: string }) => {
      await this.holdCommands;
      if (commandId !== undefined && !this.executed.includes(commandId)) {
        this.executed.push(commandId);
        this.seq += 1;
        await options?.journal(new Uint8Array([this.seq]), this.seq);
      }
      return ok(null);
    };
    const status = () => ok({ name: 'Desk', seq: this.seq, tickets: 0, isIndexWarm: true });
    // A test calls two operations of the contract; the rest would be noise here.
    return { 'draft.discard': command, 'desk.status': status } as unknown as OpenedStore['handlers'];
  }
}
