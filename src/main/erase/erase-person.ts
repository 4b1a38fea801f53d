import type { ErasePerson } from '../../cli/tools';
import { ok, type Result } from '../../domain/result';
import type { Client } from '../../protocol/rpc/client';
import type { ErasureReport } from '../../protocol/shell';
import type { storeContract } from '../../protocol/store';
import type { Durability } from '../durability/durability';
import { keptSources, removeSources } from './kept-sources';

type EraserOptions = Readonly<{
  store: Client<typeof storeContract>;
  durability: Pick<Durability, 'forget'>;
  dataFolder: string;
}>;

/**
 * Erases people: from the database, from kept import files where that is asked for, and from every copy. Once the
 * database has done it, it is done; copies that could not be thrown away now are tried again later, and told of.
 */
export function personEraser(options: EraserOptions): ErasePerson {
  return async ({ id, withMessages, withSources, actorId }) => {
    const { store, durability } = options;
    const caller = actorId === undefined ? {} : { actorId };
    const erased = await store.send('person.erase', { id, withMessages }, { timeoutMs: 0, ...caller });
    if (!erased.ok) return erased;
    const { people, messages, events, mentionedIn, sources: hashes } = erased.value.value;
    const sources = await sourcesOf(options, hashes, withSources);
    const forgotten = await durability.forget();
    const counts = sources.ok ? sources.value : { removed: 0, kept: 0 };
    const problems = [sources, forgotten].flatMap((done) => (done.ok ? [] : [done.error.message]));
    return ok({
      erased: { people, messages, events, sources: counts.removed },
      keptSources: counts.kept,
      mentionedIn,
      ...(forgotten.ok ? forgotten.value : { snapshots: 0, journal: 0 }),
      problem: problems.length === 0 ? null : problems.join(' '),
    } satisfies ErasureReport);
  };
}

async function sourcesOf(
  { dataFolder }: EraserOptions,
  hashes: readonly string[],
  areRemoved: boolean,
): Promise<Result<{ removed: number; kept: number }>> {
  const names = await keptSources(dataFolder, hashes);
  if (!names.ok) return names;
  const { length } = names.value;
  if (!areRemoved) return ok({ removed: 0, kept: length });
  const removed = await removeSources(dataFolder, names.value);
  return removed.ok ? ok({ removed: length, kept: 0 }) : removed;
}
