import type { CustomField } from '../../domain/custom-field/custom-field';
import { fieldOfCustomField } from '../../domain/custom-field/custom-field';
import type { Field } from '../../domain/field/field';
import { foldText } from '../../domain/query/fold';
import { readRow } from '../../domain/kinds';
import type { SyncedRow } from '../../domain/sync/row';
import { noActivity, type TicketActivity } from '../../domain/ticket/activity';
import { registeredFields } from '../../domain/ticket/fields';
import {
  hasFacts,
  heldValues,
  isFacts,
  ticketFacts,
  type TicketFact,
  type TicketQueryEnvironment,
} from '../../domain/ticket/query';
import { isOpenCategory, statusCategories, type StatusCategory } from '../../domain/ticket/status';
import {
  codedColumn,
  compareTexts,
  numberColumn,
  setColumn,
  textColumn,
  type Column,
  type Slot,
} from './column';

/** Fields that no query names but that facts and lists need. */
const alsoKept: ReadonlySet<string> = new Set([
  'deletedAt',
  'spamAt',
  'mergedInto',
  'splitFrom',
  'followers',
  'reopenCount',
  'sourceRows',
]);

const allFacts: readonly TicketFact[] = [...isFacts, ...hasFacts];

/** Facts of the row alone, kept as bits; the others depend on the time or on who asks. */
const factBits: ReadonlyMap<TicketFact, number> = new Map(
  allFacts.map((fact, position) => [fact, 1 << position]),
);

const firstCapacity = 1_024;

/**
 * Every ticket in compact columns: what lists, counts, facets, sorting and filters are answered from. It is derived,
 * holds nothing that the rows do not, and is brought up to date by each commit.
 */
export class TicketIndex {
  readonly #environment: TicketQueryEnvironment;
  readonly #columns = new Map<string, Column>();
  /** What each custom field's column was made for. */
  readonly #customNatures = new Map<string, string>();
  readonly #slots = new Map<string, Slot>();
  readonly #ids: (string | undefined)[] = [];
  readonly #texts: string[] = [];
  readonly #free: Slot[] = [];
  readonly #byNumber = new Map<number, string>();
  readonly #byAlias = new Map<string, string>();
  readonly #lastInbound = numberColumn();
  #facts = new Uint32Array(0);
  #capacity = 0;

  /** `environment` supplies names and statuses; its time and agent are not used. */
  constructor(environment: TicketQueryEnvironment) {
    this.#environment = environment;
    for (const field of registeredFields()) {
      if (field.queryName !== null || alsoKept.has(field.key))
        this.#columns.set(field.key, this.#columnFor(field));
    }
    this.#grow(firstCapacity);
  }

  /** How many tickets it holds, the hidden ones included. */
  get size(): number {
    return this.#slots.size;
  }

  /** One more than the highest slot ever used. */
  get slotCount(): number {
    return this.#ids.length;
  }

  /** Makes sure that a custom field has the column that its definition asks for now; values move over. */
  addCustomField(definition: CustomField): void {
    const field = fieldOfCustomField(definition);
    const nature = JSON.stringify(field.nature);
    if (this.#customNatures.get(field.key) === nature) return;
    const former = this.#columns.get(field.key);
    const column = this.#columnFor(field);
    column.grow(this.#capacity);
    for (let slot = 0; slot < this.slotCount; slot += 1) column.write(slot, former?.read(slot));
    this.#columns.set(field.key, column);
    this.#customNatures.set(field.key, nature);
  }

  /** Follows a change of the statuses: a ticket is open or not by the stage that its status belongs to. */
  restage(): void {
    const open = factBits.get('open') ?? 0;
    for (let slot = 0; slot < this.slotCount; slot += 1) {
      const facts = this.#facts[slot] ?? 0;
      const category = this.#category(String(this.value(slot, 'status') ?? 'new'));
      this.#facts[slot] = isOpenCategory(category) ? facts | open : facts & ~open;
    }
  }

  /** Takes a ticket in, or brings it up to date; returns its slot. */
  upsert(row: SyncedRow): Slot {
    const slot = this.#slots.get(row.id) ?? this.#newSlot(row.id);
    this.#forgetNames(slot, row.id);
    for (const [key, column] of this.#columns) column.write(slot, row[key]);
    this.#learnNames(row);
    const activity = (row['activity'] as TicketActivity | undefined) ?? noActivity;
    this.#lastInbound.write(slot, activity.lastInboundAt);
    this.#texts[slot] = searchText(row);
    this.#facts[slot] = this.#factsOf(row, activity);
    return slot;
  }

  /** Forgets a ticket; returns the slot that it had. */
  remove(id: string): Slot | undefined {
    const slot = this.#slots.get(id);
    if (slot === undefined) return undefined;
    this.#forgetNames(slot, id);
    this.#slots.delete(id);
    this.#ids[slot] = undefined;
    this.#free.push(slot);
    return slot;
  }

  /** The ticket in a slot, if there is one. */
  idAt(slot: Slot): string | undefined {
    return this.#ids[slot];
  }

  /** The slot of a ticket. */
  slotOf(id: string): Slot | undefined {
    return this.#slots.get(id);
  }

  /** The column of a field, by its key. */
  column(key: string): Column | undefined {
    return this.#columns.get(key);
  }

  /** One stored value. */
  value(slot: Slot, key: string): unknown {
    return this.#columns.get(key)?.read(slot) ?? null;
  }

  /** When somebody outside last wrote on the ticket; null for never. */
  lastInboundAt(slot: Slot): number | null {
    return this.#lastInbound.read(slot) as number | null;
  }

  /** True when a fact of the row alone holds. */
  hasFact(slot: Slot, fact: TicketFact): boolean {
    return ((this.#facts[slot] ?? 0) & (factBits.get(fact) ?? 0)) !== 0;
  }

  /** The folded words that bare words of a query are looked for in. */
  text(slot: Slot): string {
    return this.#texts[slot] ?? '';
  }

  /** Statuses sort by the stage of a ticket's life that they belong to. */
  #stage(statusId: string): number {
    return statusCategories.indexOf(this.#category(statusId));
  }

  #category(statusId: string): StatusCategory {
    return this.#environment.statuses.get(statusId)?.category ?? 'new';
  }

  /** The ticket with a number. */
  idByNumber(number: number): string | undefined {
    return this.#byNumber.get(number);
  }

  /** The ticket that another system knows under a number, in any case of letters. */
  idByAlias(alias: string): string | undefined {
    return this.#byAlias.get(foldText(alias));
  }

  #learnNames(row: SyncedRow): void {
    if (typeof row['number'] === 'number') this.#byNumber.set(row['number'], row.id);
    for (const alias of (row['sourceIds'] as readonly string[] | undefined) ?? [])
      this.#byAlias.set(foldText(alias), row.id);
  }

  #forgetNames(slot: Slot, id: string): void {
    if (this.#ids[slot] !== id) return;
    const number = this.value(slot, 'number') as number | null;
    if (number !== null && this.#byNumber.get(number) === id) this.#byNumber.delete(number);
    for (const alias of (this.value(slot, 'sourceIds') as readonly string[] | null) ?? []) {
      if (this.#byAlias.get(foldText(alias)) === id) this.#byAlias.delete(foldText(alias));
    }
  }

  /** True when a slot holds exactly what a row says: the test that the index has not drifted. */
  isEqual(slot: Slot, row: SyncedRow): boolean {
    const activity = (row['activity'] as TicketActivity | undefined) ?? noActivity;
    const isSame = [...this.#columns].every(([key, column]) => sameValue(column.read(slot), row[key]));
    return (
      isSame && this.#texts[slot] === searchText(row) && this.#facts[slot] === this.#factsOf(row, activity)
    );
  }

  #newSlot(id: string): Slot {
    const slot = this.#free.pop() ?? this.#ids.length;
    if (slot >= this.#capacity) this.#grow(this.#capacity * 2);
    this.#ids[slot] = id;
    this.#slots.set(id, slot);
    return slot;
  }

  #grow(capacity: number): void {
    this.#capacity = capacity;
    for (const column of this.#columns.values()) column.grow(capacity);
    this.#lastInbound.grow(capacity);
    const facts = new Uint32Array(capacity);
    facts.set(this.#facts);
    this.#facts = facts;
  }

  #factsOf(row: SyncedRow, activity: TicketActivity): number {
    const circumstances = { activity, isUnread: false, hasDraft: false };
    const timeless = { ...this.#environment, now: Number.NEGATIVE_INFINITY, me: '' };
    const facts = ticketFacts(readRow('tickets', row), circumstances, timeless);
    return facts.reduce((bits, fact) => bits | (factBits.get(fact) ?? 0), 0);
  }

  #columnFor(field: Field): Column {
    const { nature } = field;
    switch (nature.type) {
      case 'number':
      case 'time':
        return numberColumn();
      case 'tags':
      case 'references':
        return setColumn();
      case 'text':
        // A subject is nearly always its own; the other short texts repeat.
        return field.key === 'subject'
          ? textColumn()
          : codedColumn({ held: (value) => [value], compare: compareTexts });
      case 'choice': {
        const ranks = new Map(nature.options.map((option, rank) => [option.id, rank]));
        const rank = (value: string): number => ranks.get(value) ?? -1;
        return codedColumn({ held: (value) => [value], compare: (left, right) => rank(left) - rank(right) });
      }
      case 'flag':
        return flagColumn();
      case 'reference': {
        const held = (value: string) => heldValues(field, value, this.#environment);
        if (nature.to === 'statuses')
          return codedColumn({ held, compare: (left, right) => this.#stage(left) - this.#stage(right) });
        const label = (id: string): string => this.#environment.names(nature.to, id)[1] ?? id;
        return codedColumn({ held, compare: (left, right) => compareTexts(label(left), label(right)) });
      }
    }
  }
}

/** Yes, no or neither, stored as words so that a query compares what people write. */
function flagColumn(): Column {
  const column = codedColumn({ held: (value) => [value], compare: compareTexts });
  return {
    ...column,
    write: (slot, value) => column.write(slot, typeof value === 'boolean' ? (value ? 'yes' : 'no') : null),
    read: (slot) => {
      const word = column.read(slot);
      return word === null ? null : word === 'yes';
    },
  };
}

/** The texts of a ticket that bare words are looked for in; the separator stands in nobody's subject. */
export function searchableTexts(row: SyncedRow): readonly string[] {
  const aliases = (row['sourceIds'] as readonly string[] | undefined) ?? [];
  return [String(row['subject'] ?? ''), String(row['number'] ?? ''), ...aliases];
}

function searchText(row: SyncedRow): string {
  return searchableTexts(row).map(foldText).join('\uffff');
}

function sameValue(held: unknown, stored: unknown): boolean {
  const isNone = (value: unknown): boolean =>
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  if (isNone(held) || isNone(stored)) return isNone(held) && isNone(stored);
  return Array.isArray(held) ? JSON.stringify(held) === JSON.stringify(stored) : held === stored;
}
