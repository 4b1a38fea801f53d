import { ok, failure } from '../../result';
import { appError } from '../../errors';
import { columnRule, type ColumnRule, type Patch, type Understood } from '../column-rule';
import { dateParser, firstOf, parseIsoDate, type DateParser } from '../dates';
import { createDirectory, freeCustomKey, type Directory } from '../directory';
import {
  customRule, flagRule, keptValue, namedRule, numberRule, personRule, textRule, timeRule, wordRule,
  type DirectoryUse, type TimeReading,
} from '../field-rules';
import type { ImportContext, ImportFormat, ImportSample } from '../format';
import { importMessages as messages } from '../import.messages';
import type { CustomFieldType } from '../../custom-field/custom-field';
import type { TicketMapping } from '../ticket-mapping';
import { ticketReader } from '../ticket-reader';
import { foldedChannels, servicenowChannels, servicenowPriorities, servicenowSeverities, servicenowStates } from './servicenow-values';

const name = 'servicenow-audit-log';

/** Without these it is not an audit log; every further column is optional. */
const requiredColumns = ['number', 'incident_state', 'sys_updated_at', 'sys_mod_count'] as const;

/** The missing marker of the log. */
const missing: ReadonlySet<string> = new Set(['?']);

/** Everything that the rules of one reader share. */
type RuleUse = DirectoryUse & { readonly dates: TimeReading };

type RuleMaker = { readonly field: string; readonly make: (use: RuleUse) => ColumnRule };

const custom = (key: string, label: string, type: CustomFieldType): RuleMaker => ({
  field: `custom.${key}`,
  make: (use) => customRule(use, { key, label, type }),
});

const time = (field: string): RuleMaker => ({ field, make: (use) => timeRule(use, field, use.dates) });

const number = (field: string): RuleMaker => ({ field, make: (use) => numberRule(use, field) });

const words = (field: string, table: Readonly<Record<string, string>>): RuleMaker => ({
  field,
  make: (use) => wordRule(use, { field, words: table, otherwise: null }),
});

/** What each column of the log says about a ticket. */
const columns: Readonly<Record<string, RuleMaker>> = {
  incident_state: { field: 'status', make: stateRule },
  active: custom('active', 'Active', 'flag'),
  reassignment_count: number('reassignmentCount'),
  reopen_count: number('reopenCount'),
  sys_mod_count: custom('sys_mod_count', 'Number of changes', 'number'),
  made_sla: { field: 'madeSla', make: (use) => flagRule(use, 'madeSla') },
  caller_id: { field: 'requester', make: (use) => personRule(use, 'requester', false) },
  opened_by: custom('opened_by', 'Opened by', 'text'),
  opened_at: time('createdAt'),
  sys_created_by: custom('sys_created_by', 'Recorded by', 'text'),
  sys_created_at: custom('sys_created_at', 'Recorded at', 'date'),
  sys_updated_by: { field: '~actor', make: (use) => textRule(use, '~actor') },
  sys_updated_at: time('updatedAt'),
  contact_type: { field: 'channel', make: channelRule },
  location: custom('location', 'Location', 'text'),
  category: { field: 'category', make: categoryRule },
  subcategory: custom('subcategory', 'Subcategory', 'text'),
  u_symptom: custom('symptom', 'Symptom', 'text'),
  cmdb_ci: custom('cmdb_ci', 'Configuration item', 'text'),
  impact: words('impact', servicenowSeverities),
  urgency: words('urgency', servicenowSeverities),
  priority: { field: 'priority', make: priorityRule },
  assignment_group: { field: 'team', make: (use) => namedRule(use, 'team', 'teams') },
  assigned_to: { field: 'assignee', make: (use) => personRule(use, 'assignee', true) },
  knowledge: custom('knowledge', 'Knowledge article used', 'flag'),
  u_priority_confirmation: custom('priority_confirmation', 'Priority confirmed', 'flag'),
  notify: custom('notify', 'Notify', 'text'),
  problem_id: custom('problem_id', 'Problem', 'text'),
  rfc: custom('rfc', 'Change request', 'text'),
  vendor: custom('vendor', 'Vendor', 'text'),
  caused_by: custom('caused_by', 'Caused by change', 'text'),
  closed_code: { field: 'closeCode', make: (use) => textRule(use, 'closeCode') },
  resolved_by: custom('resolved_by', 'Resolved by', 'text'),
  resolved_at: time('~solvedAt'),
  closed_at: time('~closedAt'),
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
  const found = context.columns.flatMap((column, index) => {
    const rule = columns[column] ?? furtherColumn(column);
    return column === 'number' ? [] : [{ column, field: rule.field, rule: rule.make({ index, column, missing, directory, dates }) }];
  });
  return {
    source: 'servicenow',
    scope: [name],
    key: { index: context.columns.indexOf('number'), column: 'number' },
    keepsHistory: true,
    rules: found.map(({ rule }) => rule),
    columnNames: Object.fromEntries(found.map(({ field, column }) => [field, column])),
    untold: new Set(['custom.sys_mod_count', 'custom.active']),
    constants: { type: 'incident' },
    compose: null,
    subject: composeSubject,
    expectsSubject: false,
  };
}

/** A column that this version of the log does not have is kept as it is. */
function furtherColumn(column: string): RuleMaker {
  return custom(freeCustomKey(column), column, 'text');
}

/** Day before month, as the log has it; ISO is understood too, which cannot be taken for it. */
function logDate(): DateParser {
  const patterns = ['d/M/yyyy H:mm', 'd/M/yyyy H:mm:ss', 'd-M-yyyy H:mm:ss', 'd-M-yyyy H:mm', 'd.M.yyyy H:mm', 'd/M/yyyy'];
  const parsers = patterns.map(dateParser).flatMap((parser) => (parser.ok ? [parser.value] : []));
  return firstOf([...parsers, parseIsoDate]);
}

/** -100 says nothing, so the state of the row before stands; so it does where the state is missing. */
function stateRule(use: RuleUse): ColumnRule {
  const interpret = (cell: string): Understood => {
    const word = cell.trim().toLowerCase();
    if (word === '-100') return { patch: {}, problem: 'state-unknown' };
    const isAwaiting = word.startsWith('awaiting ');
    const status = servicenowStates[word] ?? (isAwaiting ? 'on-hold' : undefined);
    if (status === undefined) return { patch: keptValue(use, cell), problem: 'unknown-value' };
    return { patch: { status, holdReason: isAwaiting ? cell.trim() : null } };
  };
  return columnRule({ ...use, fields: [], interpret });
}

/** The channel; where one of ours stands for several of theirs, theirs is kept beside it. */
function channelRule(use: RuleUse): ColumnRule {
  const contactType = { key: 'contact_type', label: 'Contact type', type: 'text' } as const;
  const also = (cell: string, value: string | null): Patch => {
    const isFolded = value !== null && foldedChannels.has(cell.trim().toLowerCase());
    return { [isFolded ? use.directory.customField(contactType) : 'custom.contact_type']: isFolded ? cell : null };
  };
  return wordRule(use, {
    field: 'channel',
    words: servicenowChannels,
    otherwise: null,
    also,
    alsoFields: ['custom.contact_type'],
  });
}

/** Planning and low are one priority here, so planning is kept beside it. */
function priorityRule(use: RuleUse): ColumnRule {
  const also = (cell: string): Patch =>
    /^\s*(5\b|planning)/i.test(cell) ? keptValue(use, cell) : { 'custom.source_priority': null };
  const alsoFields = ['custom.source_priority'];
  return wordRule(use, { field: 'priority', words: servicenowPriorities, otherwise: null, also, alsoFields });
}

function categoryRule(use: RuleUse): ColumnRule {
  const interpret = (cell: string): Understood => ({
    patch: { category: use.directory.named('categories', cell), '~category': cell },
  });
  return columnRule({ ...use, fields: ['category', '~category'], interpret });
}

/** The log has no text, so the subject is put together from what it says the incident is about. */
function composeSubject(values: Readonly<Record<string, unknown>>, key: string | null): string {
  const [symptom, ...rest] = ['custom.symptom', '~category', 'custom.subcategory'].map((field) => values[field]);
  const place = rest.filter((part) => typeof part === 'string').join(', ');
  if (typeof symptom === 'string') return place === '' ? symptom : `${symptom} (${place})`;
  return place === '' ? messages.incidentNamed(key ?? '') : place;
}
