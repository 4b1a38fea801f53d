import { z } from 'zod';
import { EventFields } from '../../event/event';
import { Id } from '../../ids';
import { checkFieldValue, isKindName, kinds, type KindName } from '../../kinds';
import { MessageFields } from '../../message/message';
import { ok, failure } from '../../result';
import { appError } from '../../errors';
import { Stamp } from '../../sync/stamp';
import type { Problems } from '../problems';
import type { ImportFormat, ImportOutput, SourceRecord } from '../format';
import { importMessages as messages } from '../import.messages';
import type { PreparedRow } from '../prepared';

const name = 'carrydesk';

/** What a line of an export comes as: the name of its file, and its text. */
export const lineColumns = ['file', 'line'] as const;

/** The bookkeeping that a row of an export carries; its content is checked by its kind. */
const ExportedRow = z.looseObject({
  id: Id,
  stamp: Stamp,
  stamps: z.record(z.string(), Stamp).optional(),
  sets: z.record(z.string(), z.record(z.string(), z.tuple([z.string(), z.string()]))).optional(),
  redacted: z.record(z.string(), Stamp).optional(),
});

/** An export of our own: rows go back with their stamps, so putting them back merges and loses nothing. */
export const carrydesk: ImportFormat = {
  name,
  label: messages.formats[name],
  recognise: ({ layout }) => (layout === 'lines' ? 1 : 0),
  open: ({ columns, problems }) => {
    if (columns.join() !== lineColumns.join()) {
      return failure(appError('invalid_input', messages.wrongLayout(name), { format: name }));
    }
    return ok({ read: (record) => [readLine(record, problems)], end: () => [] });
  },
};

function readLine({ row: at, cells }: SourceRecord, problems: Problems): ImportOutput {
  const [file = '', line = ''] = cells;
  const kind = file.replace(/\.ndjson$/, '');
  const read = isKindName(kind) ? parseRow(kind, line) : messages.notAnObject;
  if (typeof read !== 'string') return { type: 'row', row: read, at };
  problems.add({ reason: 'bad-line', column: file, row: at, example: read });
  return { type: 'failed', at, isTicket: kind === 'tickets' };
}

/** The row of a line, or what is wrong with it. */
function parseRow(kind: KindName, line: string): PreparedRow | string {
  const value = parseJson(line);
  if (value === undefined) return messages.notAnObject;
  const parsed = ExportedRow.safeParse(value);
  if (!parsed.success) return firstProblem(parsed.error);
  return contentProblem(kind, parsed.data) ?? { kind, row: parsed.data };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // Not JSON: the caller reports the line.
    return undefined;
  }
}

function contentProblem(kind: KindName, row: Readonly<Record<string, unknown>>): string | null {
  if (kind === 'messages' || kind === 'events') {
    const parsed = (kind === 'messages' ? MessageFields : EventFields).safeParse(row);
    return parsed.success ? null : firstProblem(parsed.error);
  }
  for (const field of kinds[kind].fields ?? []) {
    const value = row[field.key];
    const problem = value === undefined ? null : checkFieldValue(field, value);
    if (problem !== null) return `“${field.key}”: ${problem.replace(/\s+/g, ' ').trim()}`;
  }
  return null;
}

function firstProblem(error: z.ZodError): string {
  const [issue] = error.issues;
  const place = issue?.path.join('.') ?? '';
  return place === '' ? (issue?.message ?? '') : `“${place}”: ${issue?.message ?? ''}`;
}
