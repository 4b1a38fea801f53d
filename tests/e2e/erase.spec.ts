import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { listSnapshots, readSnapshot } from '../../src/durable/snapshots';
import { expect, test } from './support/test';

const person = 'Johanna Felderhoff';
const words = 'It smells of burnt toast';
const secrets = [person, words] as const;

type Report = {
  erased: { people: number; messages: number; events: number; sources: number };
  snapshots: number;
  journal: number;
  problem: string | null;
};

/** The files of a data folder that hold a text as it is; the profile is Chromium's own (docs/privacy.md). */
async function filesWith(folder: string, text: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of await readdir(folder, { recursive: true })) {
    if (name.split(path.sep)[0] === 'profile') continue;
    const file = path.join(folder, name);
    if ((await stat(file)).isFile() && (await readFile(file)).includes(text)) found.push(name);
  }
  return found;
}

/** Snapshots are packed, so what they hold is read and not searched for in their bytes. */
async function snapshotsWith(folder: string, text: string): Promise<string[]> {
  const found: string[] = [];
  for (const { file } of (await listSnapshots(path.join(folder, 'snapshots'))).usable) {
    for await (const { bytes } of readSnapshot(file))
      if (Buffer.from(bytes).includes(text)) found.push(path.basename(file));
  }
  return found;
}

test.describe('erasing a person', () => {
  test('leaves nothing of them in the data folder, and the desk as it was otherwise', async ({
    desk,
    folder,
    scratch,
    start,
  }) => {
    await desk.json(folder, 'init', '--name', 'Shop', '--me', 'Ana');
    await desk.json(folder, 'new', '--subject', 'Printer', '--body', words, '--field', `requester=${person}`);
    await desk.json(folder, 'new', '--subject', 'Scanner', '--body', 'It beeps', '--field', 'requester=Bo');
    const file = path.join(scratch, 'tickets.csv');
    await writeFile(file, `id,subject,requester,description\nA-1,Till,${person},${words}\n`);
    await desk.json(folder, 'import', file);
    const before = await Promise.all(secrets.map((text) => filesWith(folder, text)));
    for (const files of before) {
      expect(files.some((name) => name.startsWith('journal'))).toBe(true);
      expect(files.some((name) => name.startsWith('sources'))).toBe(true);
    }
    // The file’s person is another row than the one that was typed: both are named, and each is erased by its id.
    const { code, error } = await desk.refusal(folder, 'erase', person);
    const ids = error.details?.['ids'] as [string, string];
    expect([code, ids.length]).toEqual([1, 2]);
    const options = ['--with-messages', '--with-sources'];
    const reports = [
      await desk.json<Report>(folder, 'erase', ids[0], ...options),
      await desk.json<Report>(folder, 'erase', ids[1], ...options),
    ];
    expect(reports.map(({ erased, problem }) => [erased.people, erased.messages, problem])).toEqual([
      [1, 1, null],
      [1, 1, null],
    ]);
    expect(reports.reduce((sum, { erased }) => sum + erased.sources, 0)).toBe(1);
    for (const { snapshots, journal } of reports.slice(1)) expect([snapshots, journal]).toEqual([1, 1]);
    for (const text of secrets) {
      expect(await filesWith(folder, text)).toEqual([]);
      expect(await snapshotsWith(folder, text)).toEqual([]);
    }
    expect(await desk.json(folder, 'list', 'sort:number')).toMatchObject({
      tickets: [{ requester: 'Erased person' }, { requester: 'Bo' }, { requester: 'Erased person' }],
    });
    const out = path.join(scratch, 'export');
    await desk.json(folder, 'export', out, '--csv');
    for (const text of secrets) expect(await filesWith(out, text)).toEqual([]);
    // A desk that has lost its database is made anew from what is left, and knows no more than it.
    const check = await desk.json(folder, 'check');
    await rm(path.join(folder, 'profile'), { recursive: true });
    expect(await desk.json(folder, 'check')).toEqual(check);
    const app = await start(folder);
    const page = await app.window();
    await expect(page.getByText('Scanner').first()).toBeVisible();
    await expect(page.getByText(person)).toHaveCount(0);
  });
});
