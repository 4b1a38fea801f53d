import { appError } from '../../errors';
import { failure, ok } from '../../result';
import { dateParser, firstOf, parseIsoDate, type DateParser } from '../dates';
import { createDirectory, type Directory } from '../directory';
import type { ImportContext, ImportFormat, ImportSample } from '../format';
import { importMessages as messages } from '../import.messages';
import type { TicketMapping } from '../ticket-mapping';
import { ticketReader } from '../ticket-reader';
import {
  commonColumns,
  keyColumn,
  known,
  stateRule,
  tableRules,
  text,
  time,
  type RuleMaker,
} from './servicenow-rules';

const name = 'servicenow-audit-log';

/** Without these it is not an audit log; every further column is optional. */
const requiredColumns = ['number', 'incident_state', 'sys_updated_at', 'sys_mod_count'] as const;

/** The missing marker of the log. */
const missing: ReadonlySet<string> = new Set(['?']);

/** What each column of the log says about a ticket. */
const columns: Readonly<Record<string, RuleMaker>> = {
  ...commonColumns,
  number: keyColumn,
  incident_state: { field: 'status', make: (use) => stateRule(use, true) },
  sys_created_at: known('sys_created_at', 'date'),
  sys_updated_by: text('~actor'),
  sys_updated_at: time('updatedAt'),
  closed_code: text('closeCode'),
};

/**
 * The incident audit log of ServiceNow: each row is the state of an incident after one update, and the rows of a
 * number are its history (contracts, "ServiceNow audit log").
 */
export const servicenowAuditLog: ImportFormat = {
  name,
  label: messages.formats[name],
  recognise: (sample) => (hasColumns(sample) ? 1 : 0),
  open: (context) => {
    if (requiredColumns.some((column) => !context.columns.includes(column))) {
      const needed = requiredColumns.join(', ');
      return failure(appError('invalid_input', messages.lacksColumns(name, needed), { format: name }));
    }
    const directory = createDirectory(context.deriveId);
    return ok(ticketReader({ mapping: mappingOf(context, directory), directory, context }));
  },
};

function hasColumns({ layout, columns: present }: ImportSample): boolean {
  return layout === 'table' && requiredColumns.every((column) => present.includes(column));
}

function mappingOf(context: ImportContext, directory: Directory): TicketMapping {
  const dates = { parse: logDate(), zone: context.timezone ?? 'UTC', zonedTime: context.zonedTime };
  const placeOf = (column: string) => (Object.hasOwn(columns, column) ? columns[column] : undefined);
  const { rules, columnNames } = tableRules(context.columns, placeOf, { missing, directory, dates });
  return {
    source: 'servicenow',
    scope: [name],
    key: { index: context.columns.indexOf('number'), column: 'number' },
    keepsHistory: true,
    rules,
    columnNames,
    untold: new Set(['custom.sys_mod_count', 'custom.active']),
    surveyed: [],
    look: null,
    constants: { type: 'incident' },
    compose: null,
    subject: composeSubject,
    expectsSubject: false,
  };
}

/** Day before month, as the log has it; ISO is understood too, which cannot be taken for it. */
function logDate(): DateParser {
  const patterns = [
    'd/M/yyyy H:mm',
    'd/M/yyyy H:mm:ss',
    'd-M-yyyy H:mm:ss',
    'd-M-yyyy H:mm',
    'd.M.yyyy H:mm',
    'd/M/yyyy',
  ];
  const parsers = patterns.map(dateParser).flatMap((parser) => (parser.ok ? [parser.value] : []));
  return firstOf([...parsers, parseIsoDate]);
}

/** The log has no text, so the subject is put together from what it says the incident is about. */
function composeSubject(values: Readonly<Record<string, unknown>>, key: string | null): string {
  const [symptom, ...rest] = ['custom.symptom', '~category', 'custom.subcategory'].map(
    (field) => values[field],
  );
  const place = rest.filter((part) => typeof part === 'string').join(', ');
  if (typeof symptom === 'string') return place === '' ? symptom : `${symptom} (${place})`;
  return place === '' ? messages.incidentNamed(key ?? '') : place;
}
