import { appError } from '../../domain/errors';
import type { MessageFields } from '../../domain/message/message';
import { failure, ok, type Result } from '../../domain/result';
import { elementStamps, fieldStamp, type SyncedRow } from '../../domain/sync/row';
import { ticketField } from '../../domain/ticket/fields';
import type { RowInverse } from '../commit/inverse';
import type { UnitOfWork } from '../commit/unit-of-work';
import type { CommandRow, DraftRow } from '../database';
import { storeMessages } from '../messages';

/** What an undo did: how many rows went back, and the fields that were kept because they were changed again since. */
export type UndoOutcome = { readonly undone: number; readonly kept: readonly string[] };

/** Takes a command back. Whatever was changed again since stays, and is named. */
export async function undoCommand(work: UnitOfWork, target: string): Promise<Result<UndoOutcome>> {
  const command = await work.context.database.commands.get(target);
  if (command?.inverse === null || command === undefined || command.undoneBy !== undefined) {
    return failure(appError('not_found', storeMessages.nothingToUndo));
  }
  const inverses = command.inverse as readonly RowInverse[];
  const kept: string[] = [];
  let undone = 0;
  // Tickets that others have written on since are kept, so children are looked at before their ticket.
  for (const inverse of [...inverses].reverse()) {
    const isDone = await applyInverse(work, inverse, kept);
    if (isDone) undone += 1;
  }
  if (undone === 0) return failure(appError('conflict', storeMessages.allChangedSince, { kept }));
  await work.context.database.commands.put({ ...command, undoneBy: work.context.commandId } satisfies CommandRow);
  for (const ticketId of ticketsOf(inverses)) {
    if ((await work.row({ kind: 'tickets', id: ticketId })) === undefined) continue;
    work.recordEvent({ ticketId, kind: 'undone', subjectId: target });
  }
  return ok({ undone, kept: [...new Set(kept)] });
}

/** Takes one row's change back as far as nobody changed it again; what is kept is named in `kept`. */
export async function applyInverse(work: UnitOfWork, inverse: RowInverse, kept: string[]): Promise<boolean> {
  const row = await work.row(inverse.ref);
  switch (inverse.type) {
    case 'restore-row':
      await work.put(inverse.ref.kind, { ...inverse.row, stamp: work.context.stamp, stamps: {}, sets: {} });
      return true;
    case 'remove-row':
      return row !== undefined && removeRow(work, inverse, row, kept);
    case 'restore-fields':
      return row !== undefined && restoreFields(work, inverse, row, kept);
  }
}

async function removeRow(
  work: UnitOfWork,
  { ref, stamp }: Extract<RowInverse, { type: 'remove-row' }>,
  row: SyncedRow,
  kept: string[],
): Promise<boolean> {
  if (ref.kind === 'tickets' && (await isWorkedOn(work, row, stamp))) {
    await work.set(ref, { deletedAt: work.now });
    kept.push(ticketField('subject')?.label ?? 'subject');
    return true;
  }
  if (ref.kind === 'messages') giveBack(work, row as SyncedRow & MessageFields);
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

/** The words of a message that is taken back return to where they were typed. */
function giveBack(work: UnitOfWork, message: SyncedRow & MessageFields): void {
  if (message.authorId !== work.actorId) return;
  const draft: DraftRow = {
    id: `${work.actorId}.${message.ticketId}.${message.kind}`,
    agentId: work.actorId,
    ticketId: message.ticketId,
    kind: message.kind,
    body: message.body,
    fields: {},
    version: 1,
    updatedAt: work.now,
  };
  work.putLocal('drafts', draft);
}

async function restoreFields(
  work: UnitOfWork,
  { ref, stamp, set, add, remove }: Extract<RowInverse, { type: 'restore-fields' }>,
  row: SyncedRow,
  kept: string[],
): Promise<boolean> {
  const mine = Object.entries(set).filter(([field]) => fieldStamp(row, field) === stamp);
  for (const field of Object.keys(set)) {
    if (fieldStamp(row, field) !== stamp && field !== 'updatedAt') kept.push(ticketField(field)?.label ?? field);
  }
  await work.set(ref, Object.fromEntries(mine));
  let isTouched = mine.length > 0;
  for (const [field, elements] of Object.entries(remove)) {
    const added = elements.filter((element) => elementStamps(row, field, element)[0] === stamp);
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
