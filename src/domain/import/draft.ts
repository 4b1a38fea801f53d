import type { EventKind, FieldChange } from '../event/event';
import { isOpenCategory, type StatusCategory } from '../ticket/status';
import { ticketField, ticketFields } from '../ticket/fields';
import type { CellReading, Patch, PatchEntries } from './column-rule';
import type { RowRange } from './format';

/** One line of history while its ticket is being gathered. `wall` orders it and names it without a zone. */
export type DraftEvent = {
  readonly kind: EventKind;
  readonly at: number;
  readonly wall: number;
  readonly actorName: string;
  readonly changes: readonly FieldChange[];
};

/**
 * A ticket while its rows come in. It is changed in place, and by this module only: a file of a million rows must
 * not copy a ticket for each of them.
 */
export type TicketDraft = {
  readonly key: string;
  readonly values: Record<string, unknown>;
  readonly readings: (CellReading | undefined)[];
  readonly events: DraftEvent[];
  readonly rows: RowRange[];
};

/** A ticket that no row has spoken of yet. */
export function newDraft(key: string, constants: Patch): TicketDraft {
  return { key, values: { ...constants }, readings: [], events: [], rows: [] };
}

/** Hears of each field that a cell changed, with the value before, where a history is kept. */
export type OnChange = (field: string, from: unknown, to: unknown) => void;

/** Writes what a cell says. */
export function applyEntries(
  { values }: TicketDraft,
  entries: PatchEntries,
  onChange: OnChange | null,
): void {
  for (const [field, to] of entries) {
    const from = values[field] ?? null;
    if (isSame(from, to)) continue;
    values[field] = to;
    onChange?.(field, from, to);
  }
}

/** The first row tells where the ticket stood when its history begins; what else it said is the ticket itself. */
const toldFirst: ReadonlySet<string> = new Set(['status', 'team', 'assignee', 'priority']);

/**
 * Collects the changes of a row that a line of history tells: of the first row a few, of later ones every field but
 * the notes of the reader, those that other lines tell, and those that the source is said to leave untold.
 */
export function changeCollector(
  changes: FieldChange[],
  isFirst: boolean,
  untold: ReadonlySet<string>,
): OnChange {
  return (field, from, to) => {
    const isTold = isFirst
      ? toldFirst.has(field)
      : !field.startsWith('~') && !silentFields.has(field) && !untold.has(field);
    if (isTold) changes.push({ field, from: from ?? emptyOf(field), to: to ?? emptyOf(field) });
  };
}

/** The kind of the history line that these changes amount to. */
export function eventKindOf(changes: readonly FieldChange[]): EventKind {
  const status = changes.find((change) => change.field === 'status');
  if (status !== undefined) return statusEvent(categoryOf(status.from), categoryOf(status.to));
  const isAssignment = changes.some((change) => change.field === 'assignee' || change.field === 'team');
  return isAssignment ? 'assigned' : 'changed';
}

/** Keeps the times of transitions, as the lifecycle of a ticket of our own would have. */
export function followLifecycle({ values }: TicketDraft, changes: readonly FieldChange[], at: number): void {
  for (const { field, from, to } of changes) {
    if (field === 'assignee' && to !== null) values['assignedAt'] = at;
    if (field === 'status') moveStatus(values, categoryOf(from), categoryOf(to), at);
  }
}

function moveStatus(
  values: Record<string, unknown>,
  from: StatusCategory,
  to: StatusCategory,
  at: number,
): void {
  values['pendingAt'] = to === 'pending' ? at : null;
  values['onHoldAt'] = to === 'on-hold' ? at : null;
  if (to === 'open') values['startedAt'] ??= at;
  if (to === 'solved' || (to === 'closed' && from !== 'solved')) values['~solvedMove'] = at;
  if (to === 'closed') values['~closedMove'] = at;
  if (!isOpenCategory(from) && isOpenCategory(to)) values['reopenedAt'] = at;
}

function statusEvent(from: StatusCategory, to: StatusCategory): EventKind {
  if (!isOpenCategory(from) && isOpenCategory(to)) return 'reopened';
  const kinds = {
    new: 'changed',
    open: 'started',
    pending: 'pending',
    'on-hold': 'on_hold',
    solved: 'solved',
    closed: 'closed',
  } as const;
  return kinds[to];
}

/** A status that an import writes is always the one its category is named after. */
function categoryOf(status: unknown): StatusCategory {
  return (typeof status === 'string' ? status : 'new') as StatusCategory;
}

/**
 * What the history of a source tells beside what our own does: whether the service level was met is measured by
 * the source alone, so its change is told here.
 */
const alsoTold: ReadonlySet<string> = new Set(['madeSla']);

/** Fields of which a history says nothing. */
const silentFields: ReadonlySet<string> = new Set(
  ticketFields.filter((field) => !field.inHistory && !alsoTold.has(field.key)).map((field) => field.key),
);

function emptyOf(field: string): unknown {
  return ticketField(field)?.empty ?? null;
}

function isSame(from: unknown, to: unknown): boolean {
  if (from === to) return true;
  if (!Array.isArray(from) || !Array.isArray(to)) return false;
  return from.length === to.length && from.every((element, index) => element === to[index]);
}
