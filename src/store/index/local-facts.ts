import type { LocalWrite } from '../commit/feed';
import type { DeskDatabase, DraftRow, ReadRow } from '../database';

/**
 * What each agent has read and is writing on this desk, in memory. A ticket that nobody opened since the desk was
 * made, and whose last word from outside is older than the desk itself, counts as read: an import is not news.
 */
export class LocalFacts {
  readonly #readBefore: number;
  readonly #reads = new Map<string, Map<string, number>>();
  readonly #drafts = new Map<string, DraftRow>();
  /** Who writes on what; made when first asked for after a change. */
  #draftKeys: Set<string> | null = null;

  constructor(readBefore: number) {
    this.#readBefore = readBefore;
  }

  /** Reads the tables once. */
  async load(database: DeskDatabase): Promise<void> {
    for (const read of await database.reads.toArray()) this.#noteRead(read);
    for (const draft of await database.drafts.toArray()) this.#drafts.set(draft.id, draft);
  }

  /** Follows one commit; returns the tickets whose facts changed. */
  apply(writes: readonly LocalWrite[]): readonly string[] {
    return writes.flatMap((write) => {
      if (write.table === 'reads' && 'put' in write) {
        this.#noteRead(write.put as ReadRow);
        return [(write.put as ReadRow).ticketId];
      }
      return write.table === 'drafts' ? this.#applyDraft(write) : [];
    });
  }

  /** True when somebody outside wrote after the agent last looked. */
  isUnread(agentId: string, ticketId: string, lastInboundAt: number | null): boolean {
    if (lastInboundAt === null) return false;
    return lastInboundAt > (this.#reads.get(agentId)?.get(ticketId) ?? this.#readBefore);
  }

  /** True when the agent has begun to write on the ticket. */
  hasDraft(agentId: string, ticketId: string): boolean {
    this.#draftKeys ??= new Set(
      [...this.#drafts.values()].map((draft) => draftKey(draft.agentId, draft.ticketId)),
    );
    return this.#draftKeys.has(draftKey(agentId, ticketId));
  }

  #noteRead({ agentId, ticketId, at }: ReadRow): void {
    const reads = this.#reads.get(agentId) ?? new Map<string, number>();
    reads.set(ticketId, at);
    this.#reads.set(agentId, reads);
  }

  #applyDraft(write: LocalWrite): readonly string[] {
    this.#draftKeys = null;
    const draft = 'put' in write ? (write.put as DraftRow) : null;
    const id = 'put' in write ? (write.put as DraftRow).id : String(write.removed);
    // A draft may move to another ticket, which changes both.
    const tickets = [this.#drafts.get(id)?.ticketId, draft?.ticketId].filter(
      (ticketId) => typeof ticketId === 'string',
    );
    if (draft === null) this.#drafts.delete(id);
    else this.#drafts.set(id, draft);
    return tickets;
  }
}

function draftKey(agentId: string, ticketId: string | null): string {
  return `${agentId}\n${ticketId ?? ''}`;
}
