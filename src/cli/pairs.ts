import { ok, type Result } from '../domain/result';
import { badInput } from './command';
import { cliMessages } from './messages';
import type { DeskTools } from './tools';

/** A change as the store takes it. */
export type TextChange = Readonly<{
  set?: Record<string, unknown>;
  add?: Record<string, string[]>;
  remove?: Record<string, string[]>;
}>;

/** Reads `field=value` words as a change; names that were made on the way are told. */
export async function readPairs(
  pairs: readonly string[],
  ticketId: string | undefined,
  { store, stderr }: Pick<DeskTools, 'store' | 'stderr'>,
): Promise<Result<TextChange>> {
  const values: Record<string, string> = {};
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    if (equals <= 0) return badInput(cliMessages.notAPair(pair));
    values[pair.slice(0, equals)] = pair.slice(equals + 1);
  }
  if (pairs.length === 0) return ok({});
  const read = await store.send(
    'change.fromText',
    ticketId === undefined ? { values } : { values, ticketId },
  );
  if (!read.ok) return read;
  for (const { kind, name } of read.value.value.made) await stderr(`${cliMessages.made(kind, name)}\n`);
  const { set, add, remove } = read.value.value.change;
  return ok({
    ...(set === undefined ? {} : { set }),
    ...(add === undefined ? {} : { add }),
    ...(remove === undefined ? {} : { remove }),
  });
}
