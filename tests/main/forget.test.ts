import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { armFailPoints, disarmFailPoints } from '../../src/durable/fail-points';
import { type Journal, openJournal } from '../../src/durable/journal/journal';
import { listSnapshots, readSnapshot } from '../../src/durable/snapshots';
import type { Result } from '../../src/domain/result';
import { openDataFolder, type DataFolder } from '../../src/main/data-folder';
import { forgetErased } from '../../src/main/durability/forget';
import { takeSnapshot } from '../../src/main/durability/snapshot-keeper';
import { prepareDatabase } from '../../src/store/prepared-store';
import { openClients } from '../support/clients';
import { databaseIn, HandClock, openOver, type Desk } from '../support/open-desk';
import { createRecord, createTicket } from '../support/tickets';

const identity = {
  storeId: '01a20a1d-25d0-7695-a290-d7b833800df6',
  incarnation: '01a20a1d-28f4-73ad-8409-f680d560cc79',
};
const secret = 'Johanna Felderhoff';
const words = 'It smells of burnt toast';

afterEach(() => disarmFailPoints());

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

type Kept = {
  readonly desk: Desk;
  readonly folder: DataFolder;
  readonly journal: Journal;
  readonly person: string;
  readonly snapshot: () => ReturnType<typeof takeSnapshot>;
  readonly forget: () => ReturnType<typeof forgetErased>;
};

/** A desk with a journal and snapshots on the disk, and a person in all of them. */
async function keptDesk(): Promise<Kept> {
  const root = mkdtempSync(path.join(tmpdir(), 'carrydesk-forget-'));
  const folder = openDataFolder(root);
  const journal = valueOf(await openJournal({ folder: folder.journal }));
  valueOf(await journal.begin(identity, 0));
  const clock = new HandClock();
  const desk = await openOver(new IDBFactory(), clock, [], journal);
  const { host, close } = openClients(desk);
  onTestFinished(async () => {
    close();
    await journal.close();
    rmSync(root, { recursive: true, force: true });
  });
  const options = {
    folder: folder.snapshots,
    host,
    journal,
    identity: () => identity,
    days: async () => 7,
    now: () => {
      clock.advance(1_000);
      return clock.now();
    },
  };
  const snapshot = () => takeSnapshot(options);
  const person = await createRecord(desk, 'people', { name: secret });
  await createTicket(desk, 'Printer smells', { set: { requester: person } }, words);
  valueOf(await snapshot());
  await desk.send('record.save', { kind: 'people', id: person, change: { set: { location: 'Pier 17' } } });
  valueOf(await snapshot());
  await createTicket(desk, 'Another', { set: { requester: person } }, words);
  const forget = () => forgetErased({ folder, journal, host, copy: snapshot, now: clock.now });
  return { desk, folder, journal, person, snapshot, forget };
}

/** The files below a folder that hold a text as it is. */
function filesWith(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(path.join(folder, name)).isFile())
    .filter((name) => readFileSync(path.join(folder, name)).includes(text));
}

/** Everything that the snapshots hold; they are packed, so their files do not show it. */
async function textOfSnapshots({ snapshots }: DataFolder): Promise<string> {
  const { usable } = await listSnapshots(snapshots);
  const texts: string[] = [];
  for (const { file } of usable)
    for await (const { bytes } of readSnapshot(file)) texts.push(Buffer.from(bytes).toString());
  return texts.join('\n');
}

async function rebuilt({ folder, journal, desk }: Kept): Promise<Desk> {
  const factory = new IDBFactory();
  const prepared = await prepareDatabase(databaseIn(factory), {
    now: desk.clock.now,
    journal: async () => ({ ok: true, value: null }),
  });
  const { usable } = await listSnapshots(folder.snapshots);
  const [newest] = usable;
  if (newest === undefined) throw new Error('There is no snapshot.');
  for await (const page of readSnapshot(newest.file)) await prepared.load(page);
  for await (const { bytes } of journal.read(newest.seq)) await prepared.replay([bytes]);
  prepared.close();
  return openOver(factory, desk.clock);
}

const erase = (desk: Desk, id: string): Promise<object> =>
  desk.send('person.erase', { id, withMessages: true });

test('what was erased is in no file any more, and snapshot and journal rebuild the desk as it is', async () => {
  const kept = await keptDesk();
  const { desk, folder, journal, person } = kept;
  mkdirSync(path.join(folder.journal, 'quarantine'), { recursive: true });
  mkdirSync(path.join(folder.quarantine, 'databases', 'one'), { recursive: true });
  mkdirSync(path.join(folder.root, 'replaced', '2026-01-05T09-00-00.000Z', 'journal'), { recursive: true });
  for (const place of [
    path.join(folder.journal, 'quarantine'),
    path.join(folder.quarantine, 'databases', 'one'),
    path.join(folder.root, 'replaced', '2026-01-05T09-00-00.000Z', 'journal'),
  ])
    writeFileSync(path.join(place, 'old'), secret);
  expect(filesWith(folder.root, secret)).toHaveLength(4);
  expect(await textOfSnapshots(folder)).toContain(secret);
  await erase(desk, person);
  // The journal still says it: erasing alone is not enough.
  expect(filesWith(folder.root, secret)).toHaveLength(4);
  expect(valueOf(await kept.forget())).toEqual({ snapshots: 2, journal: 1 });
  for (const text of [secret, words]) {
    expect(filesWith(folder.root, text)).toEqual([]);
    expect(await textOfSnapshots(folder)).not.toContain(text);
  }
  expect(await desk.host('forgetting.since', {})).toBeNull();
  await createTicket(desk, 'After');
  const again = await rebuilt(kept);
  expect(await again.send('desk.check', {})).toEqual(await desk.send('desk.check', {}));
  expect(await again.database.people.get(person)).toMatchObject({ name: 'Erased person' });
  expect(journal.head()).toBe(desk.store.live.seq());
});

test('another snapshot alone does not do it: the journal and older copies still say it (control)', async () => {
  const { desk, folder, person, snapshot } = await keptDesk();
  await erase(desk, person);
  valueOf(await snapshot());
  expect(filesWith(folder.root, secret)).not.toEqual([]);
  expect(await textOfSnapshots(folder)).toContain(secret);
});

test.each(['snapshot.written', 'snapshot.verified', 'snapshot.renamed'])(
  'when the new snapshot fails at %s, nothing is removed, and it is tried again',
  async (point) => {
    const kept = await keptDesk();
    const { desk, folder, person } = kept;
    await erase(desk, person);
    const before = readdirSync(folder.snapshots).length;
    armFailPoints(`${point}=ENOSPC`);
    expect(await kept.forget()).toMatchObject({ ok: false, error: { code: 'storage_full' } });
    expect(filesWith(folder.root, secret)).toHaveLength(1);
    expect(readdirSync(folder.snapshots).length).toBeGreaterThanOrEqual(before);
    expect(await desk.host('forgetting.since', {})).not.toBeNull();
    disarmFailPoints();
    valueOf(await kept.forget());
    expect(filesWith(folder.root, secret)).toEqual([]);
    expect(await textOfSnapshots(folder)).not.toContain(secret);
    expect(await desk.host('forgetting.since', {})).toBeNull();
  },
);

test.each(['forget.copied', 'forget.snapshots', 'journal.dropped'])(
  'an interruption at %s leaves the mark, and what is there still makes the desk whole',
  async (point) => {
    const kept = await keptDesk();
    const { desk, folder, person } = kept;
    await erase(desk, person);
    armFailPoints(`${point}=EIO`);
    const interrupted = await kept.forget();
    if (point !== 'journal.dropped') expect(interrupted.ok).toBe(false);
    if (!interrupted.ok) expect(await desk.host('forgetting.since', {})).not.toBeNull();
    const again = await rebuilt(kept);
    expect(await again.send('desk.check', {})).toEqual(await desk.send('desk.check', {}));
    valueOf(await kept.forget());
    expect(filesWith(folder.root, secret)).toEqual([]);
    expect(await textOfSnapshots(folder)).not.toContain(secret);
  },
);

test('commits that come while copies are thrown away are in the journal, and not lost with it', async () => {
  const kept = await keptDesk();
  const { desk, journal, person } = kept;
  await erase(desk, person);
  const forgetting = kept.forget();
  const made = await Promise.all(
    Array.from({ length: 20 }, (_, at) => createTicket(desk, `Meanwhile ${at}`)),
  );
  valueOf(await forgetting);
  const again = await rebuilt(kept);
  expect(await again.send('desk.check', {})).toEqual(await desk.send('desk.check', {}));
  expect(made).toHaveLength(20);
  expect(journal.gaps()).toEqual([]);
});
