import type { EventKind } from '../event/event';
import { longestLine, longestText } from '../field/field';
import { isOpenCategory, type StatusCategory } from '../ticket/status';
import type { Directory } from './directory';
import type { DraftEvent, TicketDraft } from './draft';
import type { ImportContext } from './format';
import { importMessages as messages } from './import.messages';
import type { PreparedTicket } from './prepared';
import { rowReferences } from './row-ranges';
import { cutText, splitText } from './text';
import type { TicketMapping } from './ticket-mapping';

/** What a finished ticket is made with. */
export type PrepareUse = {
  readonly mapping: TicketMapping;
  readonly directory: Directory;
  readonly context: ImportContext;
};

type Values = Readonly<Record<string, unknown>>;

/** The ids of tickets do not depend on times, which a corrected map or time zone would change. */
const timeless = 0;

/** Makes the stored form of a ticket whose rows have all been read. `identity` names it within the source. */
export function prepareTicket(identity: string, draft: TicketDraft, use: PrepareUse): PreparedTicket {
  const id = use.context.deriveId(timeless, ...use.mapping.scope, 'ticket', identity);
  const { values } = draft;
  settleTimes(draft, use);
  reportOrderOfTimes(draft, values, use);
  const subject = subjectOf(draft, use);
  values['subject'] = subject.line;
  values['channel'] ??= 'import';
  const row = storedRow(id, values);
  row['source'] = use.mapping.source;
  if (draft.key !== '') row['sourceIds'] = [draft.key.slice(0, longestElement)];
  row['sourceRows'] = rowReferences(use.context.fileHash, draft.rows).slice(0, mostElements);
  return {
    row,
    messages: prepareMessages(id, draft, subject.rest, use),
    events: prepareEvents(id, draft, use),
  };
}

/** The most elements, and the longest one, that a set field holds; as `tagsField` has it. */
const mostElements = 500;
const longestElement = 200;

function storedRow(id: string, values: Values): { readonly id: string; [field: string]: unknown } {
  const stored: { readonly id: string; [field: string]: unknown } = { id };
  for (const field in values) {
    const value = values[field];
    const isStored = value !== null && value !== undefined && value !== '' && !field.startsWith('~');
    if (isStored) stored[field] = value;
  }
  return stored;
}

/**
 * Decides what the measured times of solving and closing say. A ticket that is open is never said to be solved:
 * its measured time goes to a field of its own.
 */
function settleTimes(draft: TicketDraft, use: PrepareUse): void {
  const { values } = draft;
  const [solvedAt, closedAt] = [timeAmong(values, '~solvedAt'), timeAmong(values, '~closedAt')];
  const status = statusOf(values, solvedAt, closedAt);
  const row = lastRow(draft);
  values['status'] = status;
  if (!isOpenCategory(status)) values['solvedAt'] = solvedAt ?? timeAmong(values, '~solvedMove');
  else if (solvedAt !== null)
    keepMeasure(values, { key: 'resolved_at', label: messages.solvedInSource }, solvedAt, use);
  if (status === 'closed') values['closedAt'] = closedAt ?? timeAmong(values, '~closedMove');
  else if (closedAt !== null)
    keepMeasure(values, { key: 'closed_at', label: messages.closedInSource }, closedAt, use);
  if (isOpenCategory(status) && solvedAt !== null)
    use.context.problems.add({ reason: 'solved-but-open', row });
  if (status !== 'closed' && closedAt !== null) use.context.problems.add({ reason: 'closed-but-open', row });
}

/** A source that tells no status may still tell that it is over. */
function statusOf(values: Values, solvedAt: number | null, closedAt: number | null): StatusCategory {
  if (typeof values['status'] === 'string') return values['status'] as StatusCategory;
  if (closedAt !== null) return 'closed';
  return solvedAt === null ? 'new' : 'solved';
}

function keepMeasure(
  values: Record<string, unknown>,
  { key, label }: { readonly key: string; readonly label: string },
  time: number,
  { directory }: PrepareUse,
): void {
  values[directory.customField({ key, label, type: 'date' })] = time;
}

/** The subject as one line, and what of it has to go into the first message. */
function subjectOf(
  draft: TicketDraft,
  { mapping, context }: PrepareUse,
): { readonly line: string; readonly rest: string } {
  const given = draft.values['subject'];
  const row = lastRow(draft);
  if (typeof given === 'string' && given.trim() !== '') {
    if (given.length <= longestLine) return { line: given, rest: '' };
    context.problems.add({ reason: 'subject-cut', row });
    return { line: `${cutText(given, longestLine - 1)}…`, rest: given };
  }
  const name = draft.key === '' ? null : draft.key;
  if (mapping.expectsSubject) context.problems.add({ reason: 'no-subject', row });
  const made = mapping.subject(draft.values, name);
  const fallback = name === null ? messages.ticketOfRow(row) : messages.ticketNamed(name);
  return { line: cutText(made === '' ? fallback : made, longestLine), rest: '' };
}

function prepareMessages(
  ticketId: string,
  draft: TicketDraft,
  longSubject: string,
  { context }: PrepareUse,
): PreparedTicket['messages'] {
  const { values } = draft;
  const created = timeAmong(values, 'createdAt');
  const wall = timeAmong(values, '~wall:createdAt') ?? timeless;
  const body = [longSubject, ...textsAmong(values, '~body')].filter((text) => text !== '').join('\n\n');
  const replies = splitText(body, longestText);
  const notes = splitText(textsAmong(values, '~note').join('\n\n'), longestText);
  if (replies.length > 1 || notes.length > 1)
    context.problems.add({ reason: 'body-split', row: lastRow(draft) });
  const authorId = typeof values['requester'] === 'string' ? values['requester'] : null;
  const common = { ticketId, channel: String(values['channel']), at: created ?? context.importedAt };
  return [
    ...replies.map((text) => ({ kind: 'reply' as const, direction: 'in' as const, authorId, body: text })),
    ...notes.map((text) => ({
      kind: 'note' as const,
      direction: 'out' as const,
      authorId: null,
      body: text,
    })),
  ].map((message, place) => ({
    id: context.deriveId(wall + place, ticketId, 'message', String(place)),
    ...common,
    ...message,
  }));
}

function prepareEvents(
  ticketId: string,
  draft: TicketDraft,
  { mapping, context }: PrepareUse,
): PreparedTicket['events'] {
  const events = mapping.keepsHistory ? draft.events : measuredEvents(draft.values);
  const ordinals = ordinalsOf(events);
  return events.map(({ kind, at, wall, actorName, changes }, place) => {
    // Children are ordered by their ids, so lines of one minute get the milliseconds that the source does not tell.
    const ordinal = ordinals?.[place] ?? 0;
    const id = context.deriveId(wall + ordinal, ticketId, 'event', String(ordinal));
    const event: PreparedTicket['events'][number] = {
      id,
      ticketId,
      kind,
      at,
      actorId: null,
      changes: [...changes],
    };
    if (actorName !== '') event.actorName = cutText(actorName, longestLine);
    return event;
  });
}

/** How many lines of the same time stand before each line; null where every line has a time of its own. */
function ordinalsOf(events: readonly DraftEvent[]): readonly number[] | null {
  const isAscending = events.every(
    (event, place) => place === 0 || event.wall > (events[place - 1]?.wall ?? 0),
  );
  if (isAscending) return null;
  const seen = new Map<number, number>();
  return events.map(({ wall }) => {
    const ordinal = seen.get(wall) ?? 0;
    seen.set(wall, ordinal + 1);
    return ordinal;
  });
}

/** The few lines of history that a row without one tells by its times. */
function measuredEvents(values: Values): DraftEvent[] {
  const kinds: readonly (readonly [string, EventKind])[] = [
    ['createdAt', 'created'],
    ['solvedAt', 'solved'],
    ['closedAt', 'closed'],
  ];
  return kinds.flatMap(([field, kind]) => {
    const at = timeAmong(values, field);
    const wall =
      timeAmong(values, `~wall:${field}`) ?? timeAmong(values, `~wall:~${field}`) ?? at ?? timeless;
    return at === null ? [] : [{ kind, at, wall, actorName: '', changes: [] }];
  });
}

function reportOrderOfTimes(draft: TicketDraft, values: Values, { mapping, context }: PrepareUse): void {
  const [created, responded] = [timeAmong(values, 'createdAt'), timeAmong(values, 'firstResponseAt')];
  const [solved, closed] = [timeAmong(values, 'solvedAt'), timeAmong(values, 'closedAt')];
  const row = lastRow(draft);
  const { problems } = context;
  for (const [field, time] of [
    ['firstResponseAt', responded],
    ['~solvedAt', solved],
    ['~closedAt', closed],
  ] as const) {
    const column = mapping.columnNames[field];
    const isEarly = time !== null && created !== null && time < created;
    if (isEarly && column !== undefined) problems.add({ reason: 'before-created', column, row });
  }
  if (solved !== null && responded !== null && solved < responded)
    problems.add({ reason: 'solved-before-response', row });
  if (solved !== null && closed !== null && closed < solved)
    problems.add({ reason: 'closed-before-solved', row });
}

function lastRow({ rows }: TicketDraft): number {
  return rows.at(-1)?.[1] ?? 0;
}

function timeAmong(values: Values, field: string): number | null {
  const value = values[field];
  return typeof value === 'number' ? value : null;
}

/** The texts of a note of the reader that several columns may fill: `~body`, `~body:1` and so on. */
function textsAmong(values: Values, note: string): readonly string[] {
  const notes = Object.keys(values).filter((field) => field === note || field.startsWith(`${note}:`));
  return notes.map((field) => values[field]).filter((value) => typeof value === 'string');
}
