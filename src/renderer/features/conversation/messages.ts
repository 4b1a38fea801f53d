import type { MessageKind } from '../../../domain/message/message';
import { plural } from '../../components/plural';

/** The words of the conversation. */
export const conversationMessages = {
  title: 'Conversation',
  messages: 'Messages',
  showHistory: 'Show history',
  empty: {
    title: 'Nothing written yet',
    text: 'Write a reply to the requester or a note for your team below.',
  },
  kind: { reply: 'Reply', note: 'Internal note', call: 'Call' } satisfies Record<MessageKind, string>,
  noteHint: 'Only agents see this',
  by: (kind: MessageKind, isIncoming: boolean, who: string): string => {
    if (kind === 'note') return `Internal note by ${who}`;
    if (kind === 'call') return isIncoming ? `Call from ${who}` : `Call by ${who}`;
    return isIncoming ? `Message from ${who}` : `Reply by ${who}`;
  },
  call: (seconds: number, outcome: string): string => {
    const minutes = Math.round(seconds / 60);
    const length =
      seconds < 60
        ? plural(seconds, { one: 'second', other: 'seconds' })
        : plural(minutes, { one: 'minute', other: 'minutes' });
    return outcome === '' ? length : `${length} · ${outcome}`;
  },
  unknownAuthor: 'Unknown',
} as const;
