import type { CustomFieldType } from '../custom-field/custom-field';
import { longestLine, longestText, type Field, type FieldNature } from '../field/field';
import { checkFieldValue } from '../kinds';
import { registeredFields, ticketField } from '../ticket/fields';
import { statusCategories } from '../ticket/status';
import { statusMessages } from '../ticket/status.messages';
import { columnRule, type ColumnRule, type Understood } from './column-rule';
import {
  customRule,
  flagRule,
  namedRule,
  numberRule,
  personOf,
  personRule,
  textRule,
  timeRule,
  wholeTextRule,
  wordRule,
  type DirectoryUse,
  type TimeReading,
  type Words,
} from './field-rules';
import { fieldWords } from './field-words';

/** What the rule of a mapped column is made with. */
type TargetUse = DirectoryUse & {
  readonly dates: TimeReading;
  /** Distinguishes several columns that are put together into one field. */
  readonly place: number;
  /** What a person said that values mean. */
  readonly values: Readonly<Record<string, string>>;
};

/** A place that a column may be put into. */
export type Target = {
  readonly make: (use: TargetUse) => ColumnRule;
  /** True where several columns may be put together. */
  readonly isShared: boolean;
  /** The values that a translation may give; null where everything is allowed. */
  readonly allowed: readonly string[] | null;
};

/** The parts of a person that columns may tell one by one. */
const personParts = ['name', 'email', 'phone', 'title', 'location', 'organisation'] as const;

/** Texts that become messages or names, and not fields. */
const textTargets = ['body', 'note'] as const;

/** What the desk keeps for itself stays out of maps; every other field may be named in one. */
const keptByTheDesk: ReadonlySet<string> = new Set([
  'number',
  'pendingAt',
  'onHoldAt',
  'deletedAt',
  'spamAt',
  'mergedInto',
  'splitFrom',
  'links',
  'source',
  'sourceIds',
  'sourceRows',
]);

/** Ticket fields that a map may name. */
const mappedFields = registeredFields()
  .map((field) => field.key)
  .filter((key) => !keptByTheDesk.has(key));

/** Other names of the same places: those of the query language, and the usual ones of other systems. */
const aliases: Readonly<Record<string, string>> = {
  description: 'body',
  id: 'number',
  key: 'number',
  tag: 'tags',
  created: 'createdAt',
  updated: 'updatedAt',
  due: 'dueAt',
  solved: 'solvedAt',
  closed: 'closedAt',
  organization: 'organisation',
  title: 'subject',
  agent: 'assignee',
  group: 'team',
  customer: 'requester',
  caller: 'requester',
  actor: 'updatedBy',
  resolution: 'fix',
};

/** Every name that a map may put a column into, beside `custom.…`. */
export const targetNames: readonly string[] = [
  'number',
  'updatedBy',
  'ignore',
  ...textTargets,
  ...mappedFields,
  ...personParts.map((part) => `requester.${part}`),
  'assignee.name',
  'assignee.email',
];

/** The standard name of a place, or undefined where there is none. */
export function targetName(name: string): string | undefined {
  const wanted = name.trim();
  const found = targetNames.find((candidate) => candidate.toLowerCase() === wanted.toLowerCase());
  const alias = wanted.toLowerCase();
  return found ?? (Object.hasOwn(aliases, alias) ? aliases[alias] : undefined);
}

/** The place of a standard name. `ignore` and `number` are not read as fields. */
export function targetOf(name: string): Target {
  if (name === 'updatedBy') return { make: (use) => textRule(use, '~actor'), isShared: false, allowed: null };
  if (name === 'ignore' || name === 'number')
    return { make: nothing, isShared: name === 'ignore', allowed: null };
  if (name === 'body' || name === 'note') {
    return { make: (use) => wholeTextRule(use, `~${name}:${use.place}`), isShared: true, allowed: null };
  }
  if (name.includes('.'))
    return { make: (use) => translated(use, wholeTextRule(use, `~${name}`)), isShared: false, allowed: null };
  const field = ticketField(name);
  return field === undefined ? { make: nothing, isShared: true, allowed: null } : fieldTarget(field);
}

/** The place of a custom field. */
export function customTarget(key: string, label: string, type: CustomFieldType): Target {
  const make = (use: TargetUse): ColumnRule => translated(use, customRule(use, { key, label, type }));
  return { make, isShared: false, allowed: null };
}

function fieldTarget(field: Field): Target {
  const allowed = allowedValues(field);
  const isShared = field.nature.type === 'tags';
  return { make: (use) => fieldRule(field, allowed, use), isShared, allowed };
}

function allowedValues({ key, nature }: Field): readonly string[] | null {
  if (key === 'status') return statusCategories;
  return nature.type === 'choice' ? nature.options.map(({ id }) => id) : null;
}

/** Which rule reads a field goes by its nature, so a new field needs nothing here. */
function fieldRule(field: Field, allowed: readonly string[] | null, use: TargetUse): ColumnRule {
  if (allowed !== null) return choiceRule(field, allowed, use);
  return translated(use, natureRule(field, use));
}

function natureRule(field: Field, use: TargetUse): ColumnRule {
  const { key, nature } = field;
  switch (nature.type) {
    case 'time':
      return timeRule(use, key === 'solvedAt' || key === 'closedAt' ? `~${key}` : key, use.dates);
    case 'number':
      return numberRule(use, key);
    case 'flag':
      return flagRule(use, key);
    case 'tags':
      return tagsRule(use, `~${key}:${use.place}`);
    case 'references':
      return followersRule(use, key);
    case 'reference':
      return referenceRule(use, key, nature.to);
    case 'text':
    case 'choice':
      return key === 'subject' ? wholeTextRule(use, key) : textRule(use, key, longestOf(field));
  }
}

/** A field that takes more than a line takes free text. */
function longestOf(field: Field): number | undefined {
  return checkFieldValue(field, 'x'.repeat(longestLine + 1)) === null ? longestText : undefined;
}

function referenceRule(use: TargetUse, key: string, to: string): ColumnRule {
  if (to === 'organisations' || to === 'teams' || to === 'categories') return namedRule(use, key, to);
  return personRule(use, key, key === 'assignee');
}

function choiceRule(field: Field, allowed: readonly string[], use: TargetUse): ColumnRule {
  const labels = field.key === 'status' ? Object.entries(statusMessages.categories) : optionsOf(field.nature);
  const words: Words = {
    ...fieldWords[field.key],
    ...Object.fromEntries(labels.map(([id, label]) => [label.toLowerCase(), id])),
    ...Object.fromEntries(allowed.map((id) => [id, id])),
    ...Object.fromEntries(
      Object.entries(use.values).map(([theirs, ours]) => [theirs.trim().toLowerCase(), ours]),
    ),
  };
  // A ticket whose status nobody understands is at least not over.
  return wordRule(use, { field: field.key, words, otherwise: field.key === 'status' ? 'open' : null });
}

function optionsOf(nature: FieldNature): readonly (readonly [string, string])[] {
  return nature.type === 'choice' ? nature.options.map(({ id, label }) => [id, label] as const) : [];
}

/** The longest tag, and the most, that a set holds; as `tagsField` has it. */
const longestTag = 200;
const mostTags = 500;

function tagsRule(use: TargetUse, field: string): ColumnRule {
  const interpret = (cell: string): Understood => {
    const tags = partsOf(cell).map((tag) => tag.slice(0, longestTag));
    return { patch: { [field]: [...new Set(tags)].sort().slice(0, mostTags) } };
  };
  return columnRule({ ...use, fields: [field], interpret });
}

function followersRule(use: TargetUse, field: string): ColumnRule {
  const interpret = (cell: string): Understood => {
    const ids = partsOf(cell).flatMap((name) => use.directory.person(personOf(name)) ?? []);
    return { patch: { [field]: [...new Set(ids)].sort() } };
  };
  return columnRule({ ...use, fields: [field], interpret });
}

function partsOf(cell: string): readonly string[] {
  return cell
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function nothing(use: TargetUse): ColumnRule {
  return columnRule({ ...use, fields: [], isFreeText: true, interpret: () => ({ patch: {} }) });
}

/** Reads a cell as what it was said to mean. */
function translated(use: TargetUse, rule: ColumnRule): ColumnRule {
  const meanings = new Map(Object.entries(use.values).map(([theirs, ours]) => [theirs.trim(), ours]));
  if (meanings.size === 0) return rule;
  return {
    index: rule.index,
    // The reading keeps the cell of the source: by it the next row is compared.
    read: (cell) => ({ ...rule.read(meanings.get(cell.trim()) ?? cell), cell }),
  };
}
