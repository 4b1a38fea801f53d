import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import type { Result } from '../../src/domain/result';
import { openJournal, type Journal, type JournalRecord } from '../../src/durable/journal/journal';

export const identity = { storeId: 'store-1', incarnation: 'first' };

/** Gives folders for one file of tests: on a real disk, or in memory where a test opens thousands of journals. */
export function scratchFolders(where: 'disk' | 'memory'): () => string {
  const memory = '/dev/shm';
  const root = where === 'memory' && existsSync(memory) ? memory : os.tmpdir();
  const base = mkdtempSync(path.join(root, 'journal-'));
  afterAll(() => rmSync(base, { recursive: true, force: true }));
  return () => mkdtempSync(path.join(base, 'case-'));
}

/** The value of what must have succeeded. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** Opens a journal that must open. */
export async function opened(folder: string, segmentBytes = 1 << 20): Promise<Journal> {
  return valueOf(await openJournal({ folder, segmentBytes }));
}

/** Opens a journal that begins at 1. */
export async function begun(folder: string, segmentBytes?: number): Promise<Journal> {
  const journal = await opened(folder, segmentBytes);
  valueOf(await journal.begin(identity, 0));
  return journal;
}

export function textRecord(seq: number, text = `record ${seq}`): JournalRecord {
  return { seq, bytes: Buffer.from(text) };
}

/** Appends records with these texts behind the last, and waits for all. */
export async function appendTexts(journal: Journal, texts: readonly string[]): Promise<void> {
  const head = journal.head();
  const answers = texts.map((text, index) => journal.append(textRecord(head + 1 + index, text)));
  for (const answer of await Promise.all(answers)) valueOf(answer);
}

/** `seq text` for each record behind a seq. */
export async function textsOf(journal: Journal, after = 0): Promise<string[]> {
  const texts: string[] = [];
  for await (const { seq, bytes } of journal.read(after))
    texts.push(`${seq} ${Buffer.from(bytes).toString()}`);
  return texts;
}

/** The names of the segments in a folder, in order. */
export function segmentsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.journal'))
    .sort();
}

/** The names of what a folder keeps in quarantine. */
export function quarantineOf(folder: string): string[] {
  const quarantine = path.join(folder, 'quarantine');
  return existsSync(quarantine) ? readdirSync(quarantine).sort() : [];
}
