import { writeSync } from 'node:fs';
import { armFailPoints } from '../../../src/durable/fail-points';
import { openJournal } from '../../../src/durable/journal/journal';
import type { Result } from '../../../src/domain/result';

// Appends to a journal until it is killed, and prints the seq of whatever was acknowledged, at once and without a buffer:
// what was printed was promised.

/** Frequent rotation, so that a kill often falls into it. */
const segmentBytes = 2000;
const identity = { storeId: 'store-1', incarnation: 'first' };
const atOnce = 5;
const beginEvery = 6;

const [folder = '', failPoints = ''] = process.argv.slice(2);

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

if (failPoints !== '') armFailPoints(failPoints);
const journal = valueOf(await openJournal({ folder, segmentBytes }));
if (journal.identity() === null) valueOf(await journal.begin(identity, 0));

for (let round = 1; ; round += 1) {
  const head = journal.head();
  const seqs = Array.from({ length: atOnce }, (_, index) => head + 1 + index);
  await Promise.all(
    seqs.map(async (seq) => {
      valueOf(await journal.append({ seq, bytes: Buffer.from(`record ${seq} `.padEnd(seq % 300, '.')) }));
      writeSync(1, `${seq}\n`);
    }),
  );
  if (round % beginEvery === 0) {
    valueOf(await journal.begin({ ...identity, incarnation: `round ${round}` }, journal.head()));
    await journal.dropThrough(journal.head() - 3 * atOnce);
  }
}
