import type { CustomFieldType } from '../../custom-field/custom-field';
import { columnRule, type ColumnRule, type Patch, type Understood } from '../column-rule';
import { freeCustomKey } from '../directory';
import {
  customRule,
  flagRule,
  keptValue,
  namedRule,
  numberRule,
  personRule,
  textRule,
  timeRule,
  wordRule,
  type DirectoryUse,
  type TimeReading,
} from '../field-rules';
import { columnLabel } from '../text';
import {
  foldedChannels,
  servicenowChannels,
  servicenowPriorities,
  servicenowSeverities,
  servicenowStates,
} from './servicenow-values';
import { servicenowLabels as labels } from './servicenow.messages';

/** Everything that the rules of one reader share. */
export type RuleUse = DirectoryUse & { readonly dates: TimeReading };

/** What a column says: the field that it fills, and the rule that reads it. */
export type RuleMaker = { readonly field: string; readonly make: (use: RuleUse) => ColumnRule };

/** A custom field that ServiceNow is known to have. */
export function known(key: keyof typeof labels, type: CustomFieldType): RuleMaker {
  return custom(key, labels[key], type);
}

/** The rules of a table, column by column, and which column each field is read from. */
export type TableRules = {
  readonly rules: readonly ColumnRule[];
  readonly columnNames: Readonly<Record<string, string>>;
};

/**
 * Makes the rule of every column. A column without a place of its own, or whose place another column has taken,
 * becomes a custom field under its own name.
 */
export function tableRules(
  columns: readonly string[],
  placeOf: (column: string) => RuleMaker | undefined,
  use: Omit<RuleUse, 'index' | 'column'>,
): TableRules {
  const columnNames: Record<string, string> = {};
  const rules = columns.map((column, index) => {
    const wanted = placeOf(column);
    const maker =
      wanted === undefined || Object.hasOwn(columnNames, wanted.field)
        ? furtherColumn(column, columnNames)
        : wanted;
    columnNames[maker.field] = column;
    return maker.make({ ...use, index, column });
  });
  return { rules, columnNames };
}

function furtherColumn(column: string, taken: Readonly<Record<string, string>>): RuleMaker {
  return custom(
    freeCustomKey(column, (key) => Object.hasOwn(taken, `custom.${key}`)),
    columnLabel(column),
    'text',
  );
}

/** A column of times. */
export function time(field: string): RuleMaker {
  return { field, make: (use) => timeRule(use, field, use.dates) };
}

/** A column of text for a field. */
export function text(field: string, longest?: number): RuleMaker {
  return { field, make: (use) => textRule(use, field, longest) };
}

/** The column that names the ticket: it says nothing else. */
export const keyColumn: RuleMaker = {
  field: '~key',
  make: (use) => columnRule({ ...use, fields: [], isFreeText: true, interpret: () => ({ patch: {} }) }),
};

/** The columns that the audit log and the lists have in common. */
export const commonColumns: Readonly<Record<string, RuleMaker>> = {
  active: known('active', 'flag'),
  reassignment_count: number('reassignmentCount'),
  reopen_count: number('reopenCount'),
  sys_mod_count: known('sys_mod_count', 'number'),
  made_sla: { field: 'madeSla', make: (use) => flagRule(use, 'madeSla') },
  caller_id: { field: 'requester', make: (use) => personRule(use, 'requester', false) },
  opened_by: known('opened_by', 'text'),
  opened_at: time('createdAt'),
  sys_created_by: known('sys_created_by', 'text'),
  contact_type: { field: 'channel', make: channelRule },
  location: known('location', 'text'),
  category: { field: 'category', make: categoryRule },
  subcategory: known('subcategory', 'text'),
  u_symptom: known('symptom', 'text'),
  cmdb_ci: known('cmdb_ci', 'text'),
  impact: severity('impact'),
  urgency: severity('urgency'),
  priority: { field: 'priority', make: priorityRule },
  assignment_group: { field: 'team', make: (use) => namedRule(use, 'team', 'teams') },
  assigned_to: { field: 'assignee', make: (use) => personRule(use, 'assignee', true) },
  knowledge: known('knowledge', 'flag'),
  u_priority_confirmation: known('priority_confirmation', 'flag'),
  notify: known('notify', 'text'),
  problem_id: known('problem_id', 'text'),
  rfc: known('rfc', 'text'),
  vendor: known('vendor', 'text'),
  caused_by: known('caused_by', 'text'),
  resolved_by: known('resolved_by', 'text'),
  resolved_at: time('~solvedAt'),
  closed_at: time('~closedAt'),
};

/**
 * The state of an incident. -100 says nothing, so the state of the row before stands; so it does where the state is
 * missing. What an incident waits for is kept as the source words it; `clearsReason` takes it away with the next
 * state, where no other column tells it.
 */
export function stateRule(use: RuleUse, clearsReason: boolean): ColumnRule {
  const interpret = (cell: string): Understood => {
    const word = cell.trim().toLowerCase();
    if (word === '-100') return { patch: {}, problem: 'state-unknown' };
    const isAwaiting = word.startsWith('awaiting ');
    const status = Object.hasOwn(servicenowStates, word)
      ? servicenowStates[word]
      : isAwaiting
        ? 'on-hold'
        : undefined;
    if (status === undefined) return { patch: keptValue(use, cell), problem: 'unknown-value' };
    const reason = isAwaiting ? { holdReason: cell.trim() } : clearsReason ? { holdReason: null } : {};
    return { patch: { status, ...reason, ...(isCanceled(word) ? keptValue(use, cell) : {}) } };
  };
  return columnRule({ ...use, fields: [], interpret });
}

/** Closed says less than canceled does, so the word is kept. */
function isCanceled(word: string): boolean {
  return /^(cancell?ed|8)$/.test(word);
}

function custom(key: string, label: string, type: CustomFieldType): RuleMaker {
  return { field: `custom.${key}`, make: (use) => customRule(use, { key, label, type }) };
}

function number(field: string): RuleMaker {
  return { field, make: (use) => numberRule(use, field) };
}

function severity(field: string): RuleMaker {
  return { field, make: (use) => wordRule(use, { field, words: servicenowSeverities, otherwise: null }) };
}

/** The channel; where one of ours stands for several of theirs, theirs is kept beside it. */
function channelRule(use: RuleUse): ColumnRule {
  const contactType = { key: 'contact_type', label: labels.contact_type, type: 'text' } as const;
  const also = (cell: string, value: string | null): Patch => {
    const isFolded = value !== null && foldedChannels.has(cell.trim().toLowerCase());
    return {
      [isFolded ? use.directory.customField(contactType) : 'custom.contact_type']: isFolded ? cell : null,
    };
  };
  const alsoFields = ['custom.contact_type'];
  return wordRule(use, { field: 'channel', words: servicenowChannels, otherwise: null, also, alsoFields });
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
