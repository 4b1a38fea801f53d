import { appError } from '../../domain/errors';
import type { Field } from '../../domain/field/field';
import { kinds, type KindName } from '../../domain/kinds';
import type { MessageFields } from '../../domain/message/message';
import { failure, ok, type Result } from '../../domain/result';
import { elementStamps, fieldStamp, type SyncedRow } from '../../domain/sync/row';
import type { RowInverse } from '../commit/inverse';
import type { UnitOfWork } from '../commit/unit-of-work';
import type { CommandRow, DraftRow } from '../database';
import { storeMessages } from '../messages';
import { draftKey } from './drafts';
import type { StoreContext } from './context';
import { usedIds } from './usage';

/** What an undo did: how many rows went back, and the fields that were kept because they were changed again since. */
export type UndoOutcome = { readonly undone: number; readonly kept: readonly string[] };

/** Takes a command back. Whatever was changed again since stays, and is named. */
export async function undoCommand(
  store: StoreContext,
  work: UnitOfWork,
  target: string,
): Promise<Result<UndoOutcome>> {
  const command = await work.context.database.commands.get(target);
  if (command?.inverse === null || command === undefined || command.undoneBy !== undefined) {
    return failure(appError('not_found', storeMessages.nothingToUndo));
  }
  const inverses = command.inverse as readonly RowInverse[];
  const kept: string[] = [];
  let undone = 0;
  const staying = await ticketsWorkedOn(work, inverses);
  // Children are looked at before their ticket, and stay with it where others have written on it since.
  for (const inverse of [...inverses].reverse()) {
    if (inverse.type === 'remove-row' && staying.has(inverse.ref.parent ?? '')) continue;
    const isDone = await applyInverse(store, work, inverse, kept);
    if (isDone) undone += 1;
  }
  if (undone === 0) return failure(appError('conflict', storeMessages.allChangedSince, { kept }));
  await work.context.database.commands.put({
    ...command,
    undoneBy: work.context.commandId,
  } satisfies CommandRow);
  for (const ticketId of ticketsOf(inverses)) {
    if ((await work.row({ kind: 'tickets', id: ticketId })) === undefined) continue;
    work.recordEvent({ ticketId, kind: 'undone', subjectId: target });
  }
  return ok({ undone, kept: [...new Set(kept)] });
}

/** Takes one row's change back as far as nobody changed it again; what is kept is named in `kept`. */
export async function applyInverse(
  store: StoreContext,
  work: UnitOfWork,
  inverse: RowInverse,
  kept: string[],
): Promise<boolean> {
  const row = await work.row(inverse.ref);
  switch (inverse.type) {
    case 'restore-row':
      return restoreRow(work, inverse, kept);
    case 'remove-row':
      return row !== undefined && removeRow(store, work, inverse, row, kept);
    case 'restore-fields':
      return row !== undefined && restoreFields(work, inverse, row, kept);
  }
}

/** The tickets that the command made and that somebody has written on since. */
async function ticketsWorkedOn(
  work: UnitOfWork,
  inverses: readonly RowInverse[],
): Promise<ReadonlySet<string>> {
  const worked = new Set<string>();
  for (const inverse of inverses) {
    if (inverse.type !== 'remove-row' || inverse.ref.kind !== 'tickets') continue;
    const row = await work.row(inverse.ref);
    if (row !== undefined && (await isWorkedOn(work, row, inverse.stamp))) worked.add(row.id);
  }
  return worked;
}

/** A row that points at something which is gone since comes back without that pointer. */
async function restoreRow(
  work: UnitOfWork,
  { ref, row }: Extract<RowInverse, { type: 'restore-row' }>,
  kept: string[],
): Promise<boolean> {
  const { stamp } = work.context;
  // What is derived is counted anew.
  const { activity: _, ...content } = row;
  const lost = await lostPointers(work, ref.kind, content);
  kept.push(...lost.map((field) => labelOf(ref.kind, field)));
  const without = Object.fromEntries(lost.map((field) => [field, null]));
  await work.put(ref.kind, { ...content, ...without, id: row.id, stamp, stamps: {}, sets: {} });
  return true;
}

/** The fields among `values` that point at a row which is not there any more. */
async function lostPointers(
  work: UnitOfWork,
  kind: KindName,
  values: Readonly<Record<string, unknown>>,
): Promise<string[]> {
  const lost: string[] = [];
  for (const { key, nature } of (kinds[kind].fields ?? []) as readonly Field[]) {
    const id = values[key];
    if (nature.type !== 'reference' || typeof id !== 'string') continue;
    if ((await work.row({ kind: nature.to, id })) === undefined) lost.push(key);
  }
  return lost;
}

function labelOf(kind: KindName, field: string): string {
  return (
    (kinds[kind].fields as readonly Field[] | null)?.find((known) => known.key === field)?.label ?? field
  );
}

async function removeRow(
  store: StoreContext,
  work: UnitOfWork,
  { ref, stamp }: Extract<RowInverse, { type: 'remove-row' }>,
  row: SyncedRow,
  kept: string[],
): Promise<boolean> {
  if (ref.kind === 'tickets' && (await isWorkedOn(work, row, stamp))) {
    await work.set(ref, { deletedAt: work.now });
    kept.push(labelOf('tickets', 'subject'));
    return true;
  }
  // Others may have begun to use a record since; then it stays.
  if (ref.parent === undefined && ref.kind !== 'tickets' && usedIds(store, work).has(ref.id)) {
    kept.push(String(row['name'] ?? row['key'] ?? ref.id));
    return false;
  }
  if (ref.kind === 'messages') await giveBack(work, row as SyncedRow & MessageFields);
  await work.del(ref);
  return true;
}

/** True when somebody did something on a ticket after it was made: then it goes to the trash instead of away. */
async function isWorkedOn(work: UnitOfWork, row: SyncedRow, stamp: string): Promise<boolean> {
  const { database } = work.context;
  const children = await Promise.all(
    [database.messages, database.events].map((table) =>
      table.where('[ticketId+id]').between([row.id, ''], [row.id, '\uffff']).toArray(),
    ),
  );
  return children.flat().some((child) => child.stamp !== stamp);
}

/** The words of a message that is taken back return to where they were typed: a composer, or the new-ticket form. */
async function giveBack(work: UnitOfWork, message: SyncedRow & MessageFields): Promise<void> {
  const ticket = await work.read('tickets', message.ticketId);
  const isDescription = (await work.row({ kind: 'tickets', id: message.ticketId }))?.stamp === message.stamp;
  if (!isDescription && message.authorId !== work.actorId) return;
  const place = isDescription
    ? ({ ticketId: null, kind: 'ticket', fields: { subject: ticket?.subject ?? '' } } as const)
    : ({ ticketId: message.ticketId, kind: message.kind, fields: {} } as const);
  const draft: DraftRow = {
    id: draftKey(work.actorId, `${message.kind}.${message.ticketId}`),
    agentId: work.actorId,
    ...place,
    body: message.body,
    version: 1,
    updatedAt: work.now,
  };
  work.putLocal('drafts', draft);
}

async function restoreFields(
  work: UnitOfWork,
  { ref, stamp, stamps = {}, set, add, remove }: Extract<RowInverse, { type: 'restore-fields' }>,
  row: SyncedRow,
  kept: string[],
): Promise<boolean> {
  const lost = await lostPointers(work, ref.kind, set);
  const isMine = (field: string): boolean =>
    fieldStamp(row, field) === (stamps[field] ?? stamp) && !lost.includes(field);
  const mine = Object.entries(set).filter(([field]) => isMine(field));
  for (const field of Object.keys(set)) {
    if (!isMine(field) && field !== 'updatedAt') kept.push(labelOf(ref.kind, field));
  }
  await work.set(ref, Object.fromEntries(mine));
  let isTouched = mine.length > 0;
  for (const [field, elements] of Object.entries(remove)) {
    const added = elements.filter(
      (element) => elementStamps(row, field, element)[0] === (stamps[`${field}/${element}`] ?? stamp),
    );
    await work.remove(ref, field, added);
    isTouched ||= added.length > 0;
  }
  for (const [field, elements] of Object.entries(add)) {
    await work.add(ref, field, elements);
    isTouched = true;
  }
  return isTouched;
}

function ticketsOf(inverses: readonly RowInverse[]): readonly string[] {
  const ids = inverses.flatMap(({ ref }) => (ref.kind === 'tickets' ? [ref.id] : (ref.parent ?? [])));
  return [...new Set(ids)];
}
