import {
  contentFields,
  elementsOf,
  elementStamps,
  fieldStamp,
  isErased,
  isPresent,
  type ElementStamps,
  type SyncedRow,
} from './row';
import type { Stamp } from './stamp';

/** How a field behaves when two desks wrote it. The laws stand in README.md. */
export type MergeRule = 'lastWrite' | 'addWinsSet';

/** Tells the merge rule of a field of a kind of row. */
export type MergeRules = (field: string) => MergeRule;

/**
 * Joins two states of one row into the state that has seen both.
 * Commutative, associative and idempotent; the laws stand in README.md beside this file.
 */
export function mergeRows(left: SyncedRow, right: SyncedRow, rules: MergeRules): SyncedRow {
  const stamp: Stamp = left.stamp > right.stamp ? left.stamp : right.stamp;
  const merged: MutableRow = { id: left.id, stamp };
  const redacted = mergeRedactions(left, right);
  for (const field of unionOf(contentFields(left), contentFields(right))) {
    if (isErased({ ...merged, ...redacted }, field)) mergeErased(merged, left, right, field);
    else if (rules(field) === 'addWinsSet') mergeSet(merged, left, right, field);
    else mergeRegister(merged, left, right, field);
  }
  return { ...merged, ...redacted };
}

type MutableRow = {
  id: string;
  stamp: Stamp;
  stamps?: Record<string, Stamp>;
  sets?: Record<string, Record<string, ElementStamps>>;
  [field: string]: unknown;
};

/** Every field that either side erased, with the later stamp. */
function mergeRedactions(left: SyncedRow, right: SyncedRow): Pick<SyncedRow, 'redacted'> {
  const names = unionOf(Object.keys(left.redacted ?? {}), Object.keys(right.redacted ?? {}));
  if (names.length === 0) return {};
  const stamps = names.map((name) => [name, later(erasedAt(left, name), erasedAt(right, name))] as const);
  return { redacted: Object.fromEntries(stamps) as Record<string, Stamp> };
}

/** What the later redaction put in a field's place stands there, if it put anything; no write counts. */
function mergeErased(merged: MutableRow, left: SyncedRow, right: SyncedRow, field: string): void {
  const [leftStamp, rightStamp] = [erasedAt(left, field), erasedAt(right, field)];
  if (leftStamp === '' && rightStamp === '') return;
  const winner =
    leftStamp === rightStamp ? tieBreak(left, right, field) : leftStamp > rightStamp ? left : right;
  if (field in winner) merged[field] = winner[field];
}

function erasedAt({ redacted }: SyncedRow, name: string): Stamp | '' {
  return redacted?.[name] ?? '';
}

function mergeRegister(merged: MutableRow, left: SyncedRow, right: SyncedRow, field: string): void {
  const leftStamp = knownStamp(left, field);
  const rightStamp = knownStamp(right, field);
  const winner =
    leftStamp === rightStamp ? tieBreak(left, right, field) : leftStamp > rightStamp ? left : right;
  const stamp = fieldStamp(winner, field);
  merged[field] = winner[field];
  if (stamp !== merged.stamp) (merged.stamps ??= {})[field] = stamp;
}

/** A row that has never held the field has no opinion about it. */
function knownStamp(row: SyncedRow, field: string): Stamp | '' {
  return field in row ? fieldStamp(row, field) : '';
}

/**
 * Equal stamps mean the same write, so the values are equal unless a row was made twice with one stamp
 * by a bug or a copied profile. The greater text wins then, so that every desk still agrees.
 */
function tieBreak(left: SyncedRow, right: SyncedRow, field: string): SyncedRow {
  return textIn(left, field) >= textIn(right, field) ? left : right;
}

function textIn(row: SyncedRow, field: string): string {
  return field in row ? JSON.stringify(row[field]) : '';
}

function mergeSet(merged: MutableRow, left: SyncedRow, right: SyncedRow, field: string): void {
  const present: string[] = [];
  const names = unionOf(knownElements(left, field), knownElements(right, field));
  for (const element of names) {
    const [leftAdded, leftRemoved] = elementStamps(left, field, element);
    const [rightAdded, rightRemoved] = elementStamps(right, field, element);
    const stamps: ElementStamps = [later(leftAdded, rightAdded), later(leftRemoved, rightRemoved)];
    if (isPresent(stamps)) present.push(element);
    if (!isPresent(stamps) || stamps[0] !== merged.stamp || stamps[1] !== '') {
      ((merged.sets ??= {})[field] ??= {})[element] = stamps;
    }
  }
  merged[field] = present.sort();
}

/** The elements of a set field that a row knows of, present or removed. */
function knownElements(row: SyncedRow, field: string): string[] {
  return unionOf(elementsOf(row, field), Object.keys(row.sets?.[field] ?? {}));
}

function later(left: Stamp | '', right: Stamp | ''): Stamp | '' {
  return left > right ? left : right;
}

function unionOf(left: readonly string[], right: readonly string[]): string[] {
  return [...new Set([...left, ...right])].sort();
}
