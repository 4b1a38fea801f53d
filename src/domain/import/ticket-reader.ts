import type { FieldChange } from '../event/event';
import type { PatchEntries } from './column-rule';
import type { Directory } from './directory';
import {
  applyEntries,
  changeCollector,
  eventKindOf,
  followLifecycle,
  newDraft,
  type OnChange,
  type TicketDraft,
} from './draft';
import type { ImportContext, ImportOutput, ImportReader, SourceRecord } from './format';
import { importMessages as messages } from './import.messages';
import { prepareTicket } from './prepare-ticket';
import { addRow } from './row-ranges';
import { cutText, longestCustomText } from './text';
import type { TicketMapping } from './ticket-mapping';

/** What a reader of tickets works with. */
export type TicketReaderUse = {
  readonly mapping: TicketMapping;
  readonly directory: Directory;
  readonly context: ImportContext;
};

/** Reads a table into tickets: a ticket a row, or a ticket from all rows of its key. */
export function ticketReader(use: TicketReaderUse): ImportReader {
  return use.mapping.keepsHistory ? historyReader(use) : rowReader(use);
}

/**
 * Gathers the rows of each key. Tickets come out at the end, in the order in which their keys first stood in the
 * file: only then is it sure that no further row follows, wherever the rows of a key stand.
 */
function historyReader(use: TicketReaderUse): ImportReader {
  const drafts = new Map<string, TicketDraft>();
  const keyOf = keyReader(use);
  const { look } = use.mapping;
  return {
    ...(look === null ? {} : { survey: look }),
    read: (record) => {
      const { id, name } = keyOf(record);
      const draft = drafts.get(id) ?? newDraft(name ?? '', use.mapping.constants);
      if (draft.rows.length === 0) drafts.set(id, draft);
      foldRow(draft, record, use);
      return [];
    },
    *end() {
      for (const [id, draft] of drafts) {
        yield* outputsOf(id, draft, use);
        drafts.delete(id);
      }
    },
  };
}

/**
 * Makes a ticket of each row. A survey comes first, so that a person is complete (address, phone, agent or not)
 * when the first ticket that names them is handed on.
 */
function rowReader(use: TicketReaderUse): ImportReader {
  const keyOf = keyReader(use);
  const seen = new Map<string, number>();
  return {
    survey: (record) => {
      const { mapping } = use;
      mapping.look?.(record);
      const draft = newDraft('', mapping.constants);
      for (const rule of mapping.surveyed) {
        applyEntries(draft, rule.read(record.cells[rule.index] ?? '').entries, null);
      }
      mapping.compose?.(draft.values);
    },
    *read(record) {
      const { id, name } = keyOf(record);
      const occurrence = (seen.get(id) ?? 0) + 1;
      seen.set(id, occurrence);
      if (occurrence > 1 && name !== null) reportRepeatedKey(record, name, use);
      // The store finds a ticket by its source number too, so a further ticket of a number gets one of its own.
      const ownName = name === null || occurrence === 1 ? name : `${name}#${occurrence}`;
      const draft = newDraft(ownName ?? '', use.mapping.constants);
      foldRow(draft, record, use);
      yield* outputsOf(occurrence === 1 ? id : `${id}\u0000${occurrence}`, draft, use);
    },
    end: () => [],
  };
}

function reportRepeatedKey({ row }: SourceRecord, name: string, { mapping, context }: TicketReaderUse): void {
  context.problems.add({ reason: 'repeated-key', column: mapping.key?.column ?? '', row, example: name });
}

/** Names the ticket of a row: `id` is unique in the source, `name` is what people know it by. */
function keyReader({ mapping, context }: TicketReaderUse) {
  const { key } = mapping;
  return ({ row, cells, extra }: SourceRecord): { readonly id: string; readonly name: string | null } => {
    const name = key === null ? '' : (cells[key.index] ?? '').trim();
    // Nothing that stands before a content begins with a blank, so it cannot be taken for a name.
    if (name !== '') return { id: name, name };
    if (key !== null) context.problems.add({ reason: 'no-key', column: key.column, row });
    return { id: ` ${context.deriveId(0, ...cells, '', ...extra)}`, name: null };
  };
}

function foldRow(draft: TicketDraft, record: SourceRecord, use: TicketReaderUse): void {
  const { mapping, directory, context } = use;
  const changes: FieldChange[] = [];
  const onChange = mapping.keepsHistory
    ? changeCollector(changes, draft.events.length === 0, mapping.untold)
    : null;
  readCells(draft, record, use, onChange);
  if (mapping.compose !== null) applyEntries(draft, Object.entries(mapping.compose(draft.values)), onChange);
  if (record.extra.length > 0) applyEntries(draft, extraCells(record.extra, directory), onChange);
  if (mapping.keepsHistory) addEvent(draft, record, changes, { mapping, context });
  addRow(draft.rows, record.row);
}

/** A cell that holds what it held in the row before is not understood again. */
function readCells(
  draft: TicketDraft,
  record: SourceRecord,
  { mapping, context }: TicketReaderUse,
  onChange: OnChange | null,
): void {
  const { rules } = mapping;
  const { readings } = draft;
  for (let place = 0; place < rules.length; place += 1) {
    const rule = rules[place];
    if (rule === undefined) continue;
    const cell = record.cells[rule.index] ?? '';
    const before = readings[place];
    const reading = before !== undefined && before.cell === cell ? before : rule.read(cell);
    if (reading.problem !== null) context.problems.add({ ...reading.problem, row: record.row });
    if (reading === before) continue;
    readings[place] = reading;
    applyEntries(draft, reading.entries, onChange);
  }
}

/** Cells beyond the last column belong to nothing, but somebody wrote them. */
function extraCells(extra: readonly string[], directory: Directory): PatchEntries {
  const text = cutText(extra.join('\n'), longestCustomText);
  if (text.trim() === '') return [];
  return [[directory.customField({ key: 'extra_cells', label: messages.extraCells, type: 'text' }), text]];
}

function addEvent(
  draft: TicketDraft,
  { row }: SourceRecord,
  changes: readonly FieldChange[],
  { mapping, context }: Pick<TicketReaderUse, 'mapping' | 'context'>,
): void {
  const { values, events } = draft;
  const before = events.at(-1);
  const at = numberAmong(values, 'updatedAt', 'createdAt') ?? before?.at ?? 0;
  const wall = numberAmong(values, '~wall:updatedAt', '~wall:createdAt') ?? before?.wall ?? 0;
  if (before !== undefined && wall < before.wall) context.problems.add({ reason: 'out-of-order', row });
  const createdAt = numberAmong(values, 'createdAt');
  if (createdAt !== null && at < createdAt) {
    context.problems.add({ reason: 'before-created', column: mapping.columnNames['updatedAt'] ?? '', row });
  }
  followLifecycle(draft, changes, at);
  const actorName = values['~actor'];
  events.push({
    kind: before === undefined ? 'created' : eventKindOf(changes),
    at,
    wall,
    actorName: typeof actorName === 'string' ? actorName : '',
    changes,
  });
}

function numberAmong(values: Readonly<Record<string, unknown>>, ...fields: readonly string[]): number | null {
  for (const field of fields) {
    const value = values[field];
    if (typeof value === 'number') return value;
  }
  return null;
}

/** The ticket, after the records that it is the first to need. */
function* outputsOf(id: string, draft: TicketDraft, use: TicketReaderUse): Iterable<ImportOutput> {
  const ticket = prepareTicket(id, draft, use);
  for (const record of use.directory.take()) yield { type: 'record', record };
  yield { type: 'ticket', ticket, rows: draft.rows };
}
