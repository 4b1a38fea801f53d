import { appError } from '../../domain/errors';
import { isNamedAnywhere } from '../../domain/people/erasure';
import { erasureMessages } from '../../domain/people/erasure.messages';
import { failure, ok, type Result } from '../../domain/result';
import type { StoreContext } from '../commands/context';
import type { RowInverse } from '../commit/inverse';
import type { UnitOfWork } from '../commit/unit-of-work';
import type { CommandRow } from '../database';
import { storeMessages } from '../messages';
import { findTraces, type Traces } from './find-traces';

/** What an erasure did, in numbers; no value of the person is in it. */
export type Erasure = {
  people: number;
  messages: number;
  events: number;
  /** The first of the tickets in whose texts the person is still named, by their numbers. */
  mentionedIn: number[];
  sources: string[];
};

type Call = { readonly commandId: string; readonly actorId: string };

/** As many tickets are named as somebody might look through. */
const namedAtMost = 100;

/**
 * Erases a person from everything that this desk's database keeps: their row, their name and words on tickets, the
 * history that names them, and whatever could be undone to bring any of it back. Copies are main's to throw away.
 */
export async function erasePerson(
  store: StoreContext,
  { id, withMessages }: { readonly id: string; readonly withMessages: boolean },
  { commandId, actorId }: Call,
): Promise<Result<Erasure>> {
  await store.warm;
  const row = await store.database.people.get(id);
  if (row === undefined) return failure(appError('not_found', storeMessages.noSuchRecord('people')));
  if (id === store.desk.me.id || id === actorId)
    return failure(appError('conflict', storeMessages.ownAgentErased));
  const traces = await findTraces(store, row, withMessages);
  return store.pipeline.run({ op: 'person.erase', commandId, actorId, isFinal: true }, async (work) => {
    const counts = await eraseRows(work, traces);
    for (const ticketId of traces.ticketIds) {
      if ((await work.row({ kind: 'tickets', id: ticketId })) !== undefined)
        work.recordEvent({ ticketId, kind: 'erased' });
    }
    await cleanCommands(work, traces);
    await cleanDraftVersions(work, traces);
    await cleanBatches(work, traces);
    const mentioned = traces.mentionedIn
      .flatMap((ticketId) => numberOf(store, ticketId))
      .slice(0, namedAtMost);
    return ok({ ...counts, mentionedIn: mentioned, sources: [...traces.sources] });
  });
}

async function eraseRows(
  work: UnitOfWork,
  { rows, ticketIds }: Traces,
): Promise<Pick<Erasure, 'people' | 'messages' | 'events'>> {
  const counts = { people: 0, messages: 0, events: 0 };
  await work.prime('tickets', ticketIds);
  for (const kind of Object.keys(counts) as (keyof typeof counts)[]) {
    const ofKind = rows.filter(({ ref }) => ref.kind === kind);
    await work.primeRefs(ofKind.map(({ ref }) => ref));
    for (const { ref, redaction } of ofKind) {
      if ((await work.row(ref)) === undefined) continue;
      await work.redact(ref, redaction);
      counts[kind] += 1;
    }
  }
  return counts;
}

/** What could be undone no longer can where undoing needs what was erased; answers keep their shape. */
async function cleanCommands(work: UnitOfWork, traces: Traces): Promise<void> {
  const isErased = erasedIn(traces);
  for (const row of await work.context.database.commands.toArray()) {
    const inverses = (row.inverse ?? []) as readonly RowInverse[];
    const holdsInverse = inverses.some(isErased);
    const holdsResult = isNamedAnywhere(row.result, traces.isNamedIn);
    if (!holdsInverse && !holdsResult) continue;
    const cleaned: CommandRow = {
      ...row,
      inverse: holdsInverse ? null : row.inverse,
      result: holdsResult ? withoutNames(row.result, traces.isNamedIn) : row.result,
    };
    work.putLocal('commands', cleaned);
  }
}

/** Whether taking a row back would need what was erased: values of such a row, or any that name the person. */
function erasedIn({ rows, isNamedIn }: Traces): (inverse: RowInverse) => boolean {
  const erased = new Set(rows.map(({ ref }) => `${ref.kind}/${ref.id}`));
  return (inverse) =>
    inverse.type !== 'remove-row' &&
    (erased.has(`${inverse.ref.kind}/${inverse.ref.id}`) || isNamedAnywhere(inverse, isNamedIn));
}

function withoutNames(value: unknown, isNamedIn: (text: string) => boolean): unknown {
  if (typeof value === 'string') return isNamedIn(value) ? erasureMessages.person : value;
  if (Array.isArray(value)) return value.map((one) => withoutNames(one, isNamedIn));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, withoutNames(inner, isNamedIn)]),
  );
}

/** Earlier states of drafts that name the person go; a draft itself is somebody's work and stays. */
async function cleanDraftVersions(work: UnitOfWork, { isNamedIn }: Traces): Promise<void> {
  for (const version of await work.context.database.draftVersions.toArray()) {
    if (isNamedIn(version.body) || isNamedAnywhere(version.fields, isNamedIn))
      work.removeLocal('draftVersions', [version.draftId, version.version]);
  }
}

async function cleanBatches(work: UnitOfWork, traces: Traces): Promise<void> {
  const isErased = erasedIn(traces);
  for (const entry of await work.context.database.batchEntries.toArray()) {
    const inverses = entry.inverses.filter((inverse) => !isErased(inverse));
    if (inverses.length < entry.inverses.length) work.putLocal('batchEntries', { ...entry, inverses });
  }
}

function numberOf({ index }: StoreContext, ticketId: string): number[] {
  const slot = index.slotOf(ticketId);
  const number = slot === undefined ? null : index.value(slot, 'number');
  return typeof number === 'number' ? [number] : [];
}
