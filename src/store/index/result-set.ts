import type { Slot } from './column';

type SlotTest = (slot: Slot) => boolean;
type SlotOrder = (left: Slot, right: Slot) => number;

/** More changed slots than this and it is cheaper to look at all of them again. */
const fewChanges = 2_000;

/**
 * The tickets that one query finds, kept up to date. Changed slots are only noted when a commit comes, and looked
 * at when somebody asks: a query nobody looks at costs nothing.
 */
export class ResultSet {
  readonly #matches: SlotTest;
  readonly #makeOrder: () => SlotOrder;
  #members: Uint8Array;
  #count = 0;
  #order: Slot[] | null = null;
  #changed = new Set<Slot>();
  #isStale = true;

  constructor(matches: SlotTest, makeOrder: () => SlotOrder) {
    this.#matches = matches;
    this.#makeOrder = makeOrder;
    this.#members = new Uint8Array(0);
  }

  /** Notes that a slot has other values now. */
  note(slot: Slot): void {
    if (this.#isStale) return;
    this.#changed.add(slot);
    if (this.#changed.size > fewChanges) this.invalidate();
  }

  /** Notes that everything may have changed. */
  invalidate(): void {
    this.#isStale = true;
    this.#order = null;
    this.#changed.clear();
  }

  /** How many tickets there are. */
  count(slotCount: number): number {
    this.#refresh(slotCount);
    return this.#count;
  }

  /** The tickets in order. */
  sorted(slotCount: number): readonly Slot[] {
    this.#refresh(slotCount);
    this.#order ??= this.#members
      .reduce<Slot[]>((slots, isMember, slot) => {
        if (isMember === 1) slots.push(slot);
        return slots;
      }, [])
      .sort(this.#makeOrder());
    return this.#order;
  }

  #refresh(slotCount: number): void {
    if (this.#members.length < slotCount) {
      const larger = new Uint8Array(Math.max(slotCount, this.#members.length * 2));
      larger.set(this.#members);
      this.#members = larger;
    }
    if (this.#isStale) this.#lookAtAll(slotCount);
    else if (this.#changed.size > 0) this.#lookAtChanged();
  }

  #lookAtAll(slotCount: number): void {
    this.#count = 0;
    for (let slot = 0; slot < slotCount; slot += 1) this.#setMember(slot, false, this.#matches(slot));
    this.#order = null;
    this.#changed.clear();
    this.#isStale = false;
  }

  #lookAtChanged(): void {
    const changed = [...this.#changed];
    this.#changed.clear();
    for (const slot of changed) this.#setMember(slot, this.#members[slot] === 1, this.#matches(slot));
    if (this.#order === null) return;
    const moved = new Set(changed);
    const kept = this.#order.filter((slot) => !moved.has(slot));
    const order = this.#makeOrder();
    const entering = changed.filter((slot) => this.#members[slot] === 1).sort(order);
    this.#order = mergeSorted(kept, entering, order);
  }

  #setMember(slot: Slot, was: boolean, is: boolean): void {
    this.#members[slot] = is ? 1 : 0;
    this.#count += Number(is) - Number(was);
  }
}

/** Joins two ordered lists; the second is short, so its places are searched for. */
function mergeSorted(kept: readonly Slot[], entering: readonly Slot[], order: SlotOrder): Slot[] {
  const merged: Slot[] = [];
  let from = 0;
  for (const slot of entering) {
    const place = insertionPoint(kept, slot, from, order);
    for (; from < place; from += 1) merged.push(kept[from] ?? slot);
    merged.push(slot);
  }
  for (; from < kept.length; from += 1) merged.push(kept[from] ?? 0);
  return merged;
}

function insertionPoint(slots: readonly Slot[], slot: Slot, from: number, order: SlotOrder): number {
  let low = from;
  let high = slots.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (order(slots[middle] ?? slot, slot) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
