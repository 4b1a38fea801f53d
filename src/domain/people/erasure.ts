import type { EventFields, FieldChange } from '../event/event';
import type { MessageFields } from '../message/message';
import type { Redaction } from '../sync/redaction';
import { wholeRow } from '../sync/row';
import { erasureMessages as messages } from './erasure.messages';

/** Erases everything that is known of a person. The row stays, so that tickets keep their requester. */
export const personErasure: Redaction = { erased: [wholeRow], left: { name: messages.person } };

/** What is erased of a message that the person wrote: their name, and with `withBody` what they said. */
export function messageErasure(message: MessageFields, withBody: boolean): Redaction | null {
  const { authorName, call } = message;
  return unlessEmpty({
    ...(authorName === undefined ? {} : { authorName: messages.person }),
    ...(withBody ? { body: messages.message } : {}),
    ...(withBody && call !== undefined ? { call: { ...call, outcome: '' } } : {}),
  });
}

/** What is erased of a line of history: the name of who did it, and every old or new value that names the person. */
export function eventErasure(
  event: EventFields,
  isByThem: boolean,
  isNamedIn: (text: string) => boolean,
): Redaction | null {
  const changes = event.changes.map((change) => withoutNames(change, isNamedIn));
  return unlessEmpty({
    ...(isByThem && event.actorName !== undefined ? { actorName: messages.person } : {}),
    ...(changes.every((change, at) => change === event.changes[at]) ? {} : { changes }),
  });
}

/** The same change, where it names nobody. */
function withoutNames(change: FieldChange, isNamedIn: (text: string) => boolean): FieldChange {
  const blank = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.filter((one) => !isNamedAnywhere(one, isNamedIn));
    return isNamedAnywhere(value, isNamedIn) ? null : value;
  };
  const isNamed = [change.from, change.to].some((value) => isNamedAnywhere(value, isNamedIn));
  return isNamed ? { field: change.field, from: blank(change.from), to: blank(change.to) } : change;
}

/** True when a text anywhere in a value names them. */
export function isNamedAnywhere(value: unknown, isNamedIn: (text: string) => boolean): boolean {
  if (typeof value === 'string') return isNamedIn(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((inner) => isNamedAnywhere(inner, isNamedIn));
}

function unlessEmpty(left: Readonly<Record<string, unknown>>): Redaction | null {
  return Object.keys(left).length === 0 ? null : { erased: [], left };
}
