import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../support/runs';
import { begun, identity, opened, quarantineOf, scratchFolders, segmentsIn, valueOf } from './journal-tools';
import { DamagedRecords } from '../../src/durable/journal/damaged-records';
import type { Journal } from '../../src/durable/journal/journal';

const newFolder = scratchFolders('memory');

const payload = fc.uint8Array({ maxLength: 120 });
const payloads = fc.array(payload, { minLength: 1, maxLength: 24 });
/** From one record a segment to all in one. */
const segmentBytes = fc.integer({ min: 50, max: 1500 });

type Read = { readonly seq: number; readonly text: string };

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

const asRead = (texts: readonly Uint8Array[]): Read[] =>
  texts.map((bytes, index) => ({ seq: index + 1, text: hex(bytes) }));

async function readAll(journal: Journal): Promise<Read[]> {
  const all: Read[] = [];
  for await (const { seq, bytes } of journal.read(0)) all.push({ seq, text: hex(bytes) });
  return all;
}

/**
 * Opens what a crash or damage left, reads all and closes it. Records that opening did not look at and that turn out to
 * be damaged are cut off first; `repairs` counts both.
 */
async function reopened(folder: string, size: number): Promise<{ read: Read[]; repairs: number }> {
  const journal = await opened(folder, size);
  let repairs = journal.repairs.length;
  const read = await readAll(journal).catch(async (error: unknown) => {
    if (!(error instanceof DamagedRecords)) throw error;
    repairs += valueOf(await journal.verify()).length;
    return readAll(journal);
  });
  expect([journal.head(), journal.first()]).toEqual([
    read.at(-1)?.seq ?? journal.head(),
    read[0]?.seq ?? null,
  ]);
  expect(valueOf(await journal.verify())).toEqual([]);
  await journal.close();
  return { read, repairs };
}

/** All that a journal answers about what it holds. */
async function answersOf(journal: Journal) {
  const seqs = Array.from({ length: journal.head() + 2 }, (_, seq) => seq);
  const single = async (seq: number): Promise<string | null> => {
    const record = await journal.at(seq);
    return record === null ? null : hex(record.bytes);
  };
  return {
    known: [journal.identity(), journal.head(), journal.first(), journal.gaps()],
    read: await readAll(journal),
    single: await Promise.all(seqs.map(single)),
    bytesAfter: await Promise.all(seqs.map((seq) => journal.bytesAfter(seq))),
  };
}

async function written(folder: string, texts: readonly Uint8Array[], size: number): Promise<void> {
  const journal = await begun(folder, size);
  const answers = texts.map((bytes, index) => journal.append({ seq: index + 1, bytes }));
  for (const answer of await Promise.all(answers)) valueOf(answer);
  await journal.close();
}

/** Where each record of a segment ends; reads the frames by their lengths alone, beside the code that is tested. */
function endsIn(file: string): number[] {
  const bytes = readFileSync(file);
  const ends: number[] = [];
  let at = 20 + bytes.readUInt32LE(12);
  while (at < bytes.length) {
    at += 16 + bytes.readUInt32LE(at);
    ends.push(at);
  }
  return ends;
}

describe('a journal', () => {
  it('reads back what was appended, in any rhythm, through any rotation, after any opening', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('append' as const), texts: payloads, isAwaited: fc.boolean() }),
      fc.record({ kind: fc.constant('reopen' as const) }),
      fc.record({ kind: fc.constant('roll' as const), isAwaited: fc.boolean() }),
      fc.record({ kind: fc.constant('drop' as const), part: fc.double({ min: 0, max: 1, noNaN: true }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), segmentBytes, async (steps, size) => {
        const folder = newFolder();
        let journal = await begun(folder, size);
        const all: Uint8Array[] = [];
        let pending: Promise<unknown>[] = [];
        for (const one of steps) {
          if (one.kind === 'append') {
            for (const bytes of one.texts) {
              all.push(bytes);
              pending.push(journal.append({ seq: all.length, bytes }).then(valueOf));
            }
            if (!one.isAwaited) continue;
          }
          if (one.kind === 'roll' && !one.isAwaited) {
            pending.push(journal.roll().then(valueOf));
            continue;
          }
          await Promise.all(pending);
          pending = [];
          if (one.kind === 'reopen') {
            await journal.close();
            journal = await opened(folder, size);
            expect(journal.repairs).toEqual([]);
          }
          if (one.kind === 'roll') expect(valueOf(await journal.roll())).toBe(all.length);
          if (one.kind === 'drop') await journal.dropThrough(Math.floor(all.length * one.part));
        }
        await Promise.all(pending);
        const first = journal.first() ?? all.length + 1;
        const kept = asRead(all).slice(first - 1);
        expect(await readAll(journal)).toEqual(kept);
        await journal.close();
        expect(await reopened(folder, size)).toEqual({ read: kept, repairs: 0 });
      }),
      { numRuns: runs(40) },
    );
  });

  it('cut at any byte of its newest segment has every record before the cut, and takes the next', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(payload, { minLength: 3, maxLength: 9 }),
        segmentBytes,
        async (texts, size) => {
          const whole = newFolder();
          await written(whole, texts, size);
          const newest = segmentsIn(whole).at(-1) ?? '';
          const bytes = readFileSync(path.join(whole, newest));
          const ends = endsIn(path.join(whole, newest));
          const before = texts.length - ends.length;
          for (let cut = 0; cut < bytes.length; cut += 1) {
            const folder = newFolder();
            cpSync(whole, folder, { recursive: true });
            writeFileSync(path.join(folder, newest), bytes.subarray(0, cut));
            const expected = asRead(texts).slice(0, before + ends.filter((end) => end <= cut).length);
            expect((await reopened(folder, size)).read).toEqual(expected);
            const journal = await opened(folder, size);
            expect(journal.repairs).toEqual([]);
            if (journal.identity() === null) valueOf(await journal.begin(identity, 0));
            valueOf(await journal.append({ seq: journal.head() + 1, bytes: Buffer.from('next') }));
            await journal.close();
            const next = { seq: expected.length + 1, text: hex(Buffer.from('next')) };
            expect(await reopened(folder, size)).toEqual({ read: [...expected, next], repairs: 0 });
          }
        },
      ),
      { numRuns: runs(3) },
    );
  });

  it('with a flipped bit hands on no changed record, and loses none before it', async () => {
    await fc.assert(
      fc.asyncProperty(payloads, segmentBytes, fc.nat(), fc.nat(), async (texts, size, segment, bit) => {
        const folder = newFolder();
        await written(folder, texts, size);
        const names = segmentsIn(folder);
        const index = segment % names.length;
        const file = path.join(folder, names[index] ?? '');
        const before = Number.parseInt(names[index] ?? '', 10) - 1;
        const spared = endsIn(file);
        const bytes = readFileSync(file);
        const headBytes = 20 + bytes.readUInt32LE(12);
        const at = (bit >> 3) % bytes.length;
        bytes.writeUInt8((bytes[at] ?? 0) ^ (1 << (bit & 7)), at);
        writeFileSync(file, bytes);
        const { read, repairs } = await reopened(folder, size);
        const isHead = at < headBytes;
        const original = asRead(texts);
        // What follows an oldest segment that cannot be read at all goes on by itself.
        const expected =
          isHead && index === 0
            ? original.slice(spared.length)
            : original.slice(0, before + (isHead ? 0 : spared.filter((end) => end <= at).length));
        expect(read).toEqual(expected);
        expect(repairs).toBeGreaterThan(0);
        expect(quarantineOf(folder).length).toBe(repairs);
      }),
      { numRuns: runs(150) },
    );
  });

  it('answers the same whether its records were checked or only opened, in any order', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('append' as const), texts: payloads }),
      fc.record({ kind: fc.constant('roll' as const) }),
      fc.record({ kind: fc.constant('begin' as const), ahead: fc.nat({ max: 5 }) }),
      fc.record({ kind: fc.constant('drop' as const), part: fc.double({ min: 0, max: 1, noNaN: true }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), segmentBytes, async (steps, size) => {
        const folder = newFolder();
        const journal = await begun(folder, size);
        for (const one of steps) {
          const head = journal.head();
          if (one.kind === 'append') {
            const answers = one.texts.map((bytes, index) => journal.append({ seq: head + 1 + index, bytes }));
            for (const answer of await Promise.all(answers)) valueOf(answer);
          }
          if (one.kind === 'roll') valueOf(await journal.roll());
          if (one.kind === 'begin') valueOf(await journal.begin(identity, head + one.ahead));
          if (one.kind === 'drop') await journal.dropThrough(Math.floor(head * one.part));
        }
        const expected = await answersOf(journal);
        await journal.close();
        const lazy = await opened(folder, size);
        expect([lazy.repairs, await answersOf(lazy)]).toEqual([[], expected]);
        await lazy.close();
        const thorough = await opened(folder, size);
        expect([thorough.repairs, valueOf(await thorough.verify())]).toEqual([[], []]);
        expect(await answersOf(thorough)).toEqual(expected);
        await thorough.close();
      }),
      { numRuns: runs(40) },
    );
  });

  it('copied at any moment has all that was acknowledged, and nothing that was not sent', async () => {
    await fc.assert(
      fc.asyncProperty(
        payloads,
        segmentBytes,
        fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 4 }),
        async (texts, size, moments) => {
          const folder = newFolder();
          const journal = await begun(folder, size);
          let acknowledged = 0;
          const answers = texts.map((bytes, index) =>
            journal.append({ seq: index + 1, bytes }).then((answer) => {
              valueOf(answer);
              acknowledged = index + 1;
            }),
          );
          for (const moment of moments) {
            for (let turn = 0; turn < moment; turn += 1) await new Promise(setImmediate);
            const promised = acknowledged;
            const copy = newFolder();
            // A segment that is being made may get its name while this copies, and be gone under the other.
            cpSync(folder, copy, { recursive: true, filter: (source) => !source.endsWith('.part') });
            const { read } = await reopened(copy, size);
            expect(read).toEqual(asRead(texts).slice(0, read.length));
            expect(read.length).toBeGreaterThanOrEqual(promised);
          }
          await Promise.all(answers);
          await journal.close();
        },
      ),
      { numRuns: runs(40) },
    );
  });
});
