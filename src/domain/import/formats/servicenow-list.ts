import { longestText } from '../../field/field';
import { appError } from '../../errors';
import { failure, ok } from '../../result';
import { columnRule, type ColumnRule } from '../column-rule';
import { dateParser, firstOf, parseIsoDate, type DateParser } from '../dates';
import { createDirectory, type Directory } from '../directory';
import { namedRule, wholeTextRule } from '../field-rules';
import type { ImportContext, ImportFormat, ImportSample } from '../format';
import { importMessages as messages } from '../import.messages';
import type { TicketMapping } from '../ticket-mapping';
import { ticketReader } from '../ticket-reader';
import {
  commonColumns,
  known,
  stateRule,
  tableRules,
  text,
  time,
  type RuleMaker,
  type RuleUse,
} from './servicenow-rules';
import { servicenowTypes } from './servicenow-values';

const name = 'servicenow-list';

const missing: ReadonlySet<string> = new Set();

/** What each column of a list says about a ticket, by the column's name in the table. */
const columns: Readonly<Record<string, RuleMaker>> = {
  ...commonColumns,
  number: { field: 'type', make: typeRule },
  short_description: { field: 'subject', make: (use) => wholeTextRule(use, 'subject') },
  description: { field: '~body', make: (use) => wholeTextRule(use, '~body') },
  work_notes: { field: '~note', make: (use) => wholeTextRule(use, '~note') },
  comments_and_work_notes: { field: '~note', make: (use) => wholeTextRule(use, '~note') },
  state: { field: 'status', make: (use) => stateRule(use, false) },
  hold_reason: text('holdReason'),
  close_code: text('closeCode'),
  closed_code: text('closeCode'),
  close_notes: text('fix', longestText),
  cause: text('cause', longestText),
  company: { field: 'organisation', make: (use) => namedRule(use, 'organisation', 'organisations') },
  due_date: time('dueAt'),
  sys_created_on: known('sys_created_at', 'date'),
  sys_updated_on: time('updatedAt'),
  sys_updated_by: known('updated_by', 'text'),
  closed_by: known('closed_by', 'text'),
  business_service: known('business_service', 'text'),
};

/** Lists show labels where the table has names; most labels are the name in other letters, these are not. */
const namesOfLabels: Readonly<Record<string, string>> = {
  opened: 'opened_at',
  caller: 'caller_id',
  channel: 'contact_type',
  resolved: 'resolved_at',
  closed: 'closed_at',
  updated: 'sys_updated_on',
  sys_updated_at: 'sys_updated_on',
  updated_by: 'sys_updated_by',
  created: 'sys_created_on',
  sys_created_at: 'sys_created_on',
  created_by: 'sys_created_by',
  resolution_code: 'close_code',
  resolution_notes: 'close_notes',
  configuration_item: 'cmdb_ci',
  problem: 'problem_id',
  change_request: 'rfc',
  caused_by_change: 'caused_by',
  on_hold_reason: 'hold_reason',
  service: 'business_service',
  symptom: 'u_symptom',
  incident_state: 'state',
};

/** Columns that mark a list of incidents whose numbers are written in some other way; three of them are enough. */
const telling = ['opened_at', 'caller_id', 'priority', 'state', 'assignment_group', 'assigned_to'];

/** A list of ServiceNow as its list view exports it, or as its table API answers: a ticket a row. */
export const servicenowList: ImportFormat = {
  name,
  label: messages.formats[name],
  recognise,
  open: (context) => {
    if (!context.columns.some((column) => columnName(column) === 'number')) {
      return failure(appError('invalid_input', messages.lacksColumns(name, 'number'), { format: name }));
    }
    const directory = createDirectory(context.deriveId);
    return ok(ticketReader({ mapping: mappingOf(context, directory), directory, context }));
  },
};

/** The name in the table of a column that may be called by its label. */
function columnName(column: string): string {
  const folded = column
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_');
  return (Object.hasOwn(namesOfLabels, folded) ? namesOfLabels[folded] : undefined) ?? folded;
}

function recognise({ layout, columns: present, records }: ImportSample): number {
  const names = present.map(columnName);
  const place = names.indexOf('number');
  if (layout !== 'table' || place === -1 || !names.includes('short_description')) return 0;
  const numbered = records.filter(({ cells }) => /^[A-Z]{2,6}\d{4,}$/.test(cells[place] ?? '')).length;
  if (numbered * 2 >= records.length) return 0.9;
  return telling.filter((column) => names.includes(column)).length >= 3 ? 0.3 : 0;
}

function mappingOf(context: ImportContext, directory: Directory): TicketMapping {
  const dates = { parse: listDate(), zone: context.timezone ?? 'UTC', zonedTime: context.zonedTime };
  const names = context.columns.map(columnName);
  const placeOf = (column: string) => placeOfColumn(columnName(column), names);
  const { rules, columnNames } = tableRules(context.columns, placeOf, { missing, directory, dates });
  const key = names.indexOf('number');
  return {
    source: name,
    scope: [name],
    key: { index: key, column: context.columns[key] ?? '' },
    keepsHistory: false,
    rules,
    columnNames,
    untold: new Set(),
    surveyed: rules,
    look: null,
    constants: { type: 'incident' },
    compose: null,
    subject: () => '',
    expectsSubject: true,
  };
}

function placeOfColumn(tableName: string, names: readonly string[]): RuleMaker | undefined {
  // Without a time of opening, the time of the record is when the ticket began.
  if (tableName === 'sys_created_on' && !names.includes('opened_at')) return time('createdAt');
  return Object.hasOwn(columns, tableName) ? columns[tableName] : undefined;
}

/** The letters of a number tell what kind of record it is. */
function typeRule(use: RuleUse): ColumnRule {
  const interpret = (cell: string) => {
    const letters = /^[a-z]+/.exec(cell.trim().toLowerCase())?.[0] ?? '';
    const type = Object.hasOwn(servicenowTypes, letters) ? servicenowTypes[letters] : undefined;
    return { patch: { type: type ?? 'incident' } };
  };
  return columnRule({ ...use, fields: [], isFreeText: true, interpret });
}

/** Exports write ISO dates unless the person's profile says otherwise; day first is the usual other way. */
function listDate(): DateParser {
  const patterns = ['d-M-yyyy HH:mm:ss', 'd/M/yyyy HH:mm:ss', 'd.M.yyyy HH:mm:ss', 'd/M/yyyy H:mm'];
  const parsers = patterns.map(dateParser).flatMap((parser) => (parser.ok ? [parser.value] : []));
  return firstOf([parseIsoDate, ...parsers]);
}
