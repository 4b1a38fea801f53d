import type { TicketEvent, TicketMessage } from '../../../protocol/store-shapes';

/** A message or a line of history, in the order of time. */
export type TimelineItem =
  | { readonly type: 'message'; readonly id: string; readonly at: number; readonly message: TicketMessage }
  | { readonly type: 'event'; readonly id: string; readonly at: number; readonly event: TicketEvent };

/** Events that a message on the page tells already. */
const told: ReadonlySet<string> = new Set(['replied', 'noted', 'called']);

/** Messages, and between them the history where it is wanted. */
export function timelineOf(
  messages: readonly TicketMessage[],
  events: readonly TicketEvent[],
  hasHistory: boolean,
): readonly TimelineItem[] {
  const spoken = messages.map(
    (message) => ({ type: 'message', id: message.id, at: message.at, message }) as const,
  );
  if (!hasHistory) return spoken.toSorted(byTime);
  const happened = events
    .filter((event) => !told.has(event.kind))
    .map((event) => ({ type: 'event', id: event.id, at: event.at, event }) as const);
  return [...spoken, ...happened].toSorted(byTime);
}

function byTime(a: TimelineItem, b: TimelineItem): number {
  return a.at - b.at || (a.id < b.id ? -1 : 1);
}
