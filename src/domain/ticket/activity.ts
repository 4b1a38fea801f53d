import type { MessageFields } from '../message/message';

/**
 * What the messages of a ticket amount to. It is derived: the store keeps it beside the ticket in the same
 * transaction, and `check` recounts it.
 */
export type TicketActivity = {
  readonly replies: number;
  readonly notes: number;
  readonly calls: number;
  readonly lastMessageAt: number | null;
  /** When somebody outside last wrote; what makes a ticket unread. */
  readonly lastInboundAt: number | null;
};

/** The activity of a ticket nobody has written on. */
export const noActivity: TicketActivity = {
  replies: 0,
  notes: 0,
  calls: 0,
  lastMessageAt: null,
  lastInboundAt: null,
};

/** Counts one more message in. */
export function countMessage(activity: TicketActivity, message: MessageFields): TicketActivity {
  return {
    replies: activity.replies + (message.kind === 'reply' ? 1 : 0),
    notes: activity.notes + (message.kind === 'note' ? 1 : 0),
    calls: activity.calls + (message.kind === 'call' ? 1 : 0),
    lastMessageAt: Math.max(activity.lastMessageAt ?? message.at, message.at),
    lastInboundAt:
      message.direction === 'in'
        ? Math.max(activity.lastInboundAt ?? message.at, message.at)
        : activity.lastInboundAt,
  };
}

/** Counts all messages of a ticket. */
export function activityOf(messages: readonly MessageFields[]): TicketActivity {
  return messages.reduce(countMessage, noActivity);
}
