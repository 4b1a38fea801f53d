import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { IDBFactory } from 'fake-indexeddb';
import { expect, onTestFinished, test } from 'vitest';
import { type Journal, openJournal } from '../../src/durable/journal/journal';
import { listSnapshots } from '../../src/durable/snapshots';
import type { Result } from '../../src/domain/result';
import { type DataFolder, openDataFolder } from '../../src/main/data-folder';
import { agree, type Agreement } from '../../src/main/durability/agree';
import { Copies } from '../../src/main/durability/copies';
import { takeSnapshot } from '../../src/main/durability/snapshot-keeper';
import { lifeContract } from '../../src/protocol/host';
import { createClient } from '../../src/protocol/rpc/client';
import { fromNodePort } from '../../src/protocol/rpc/ports';
import { prepareDatabase } from '../../src/store/prepared-store';
import { StoreProcess } from '../../src/store/serve';
import { openClients } from '../support/clients';
import { databaseIn, HandClock, openOver, type Desk } from '../support/open-desk';
import { createTicket } from '../support/tickets';
import { silentLogger } from './silent-logger';

const identity = {
  storeId: '01a20a1d-25d0-7695-a290-d7b833800df6',
  incarnation: '01a20a1d-28f4-73ad-8409-f680d560cc79',
};
/** So few that each file of the journal takes two tickets or three. */
const segmentBytes = 6_000;
const tickets = 20;

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** A desk with a journal of many files on the disk. */
type Kept = {
  readonly folder: DataFolder;
  readonly desk: Desk;
  readonly journal: Journal;
  readonly clients: ReturnType<typeof openClients>;
  /** Takes a copy of the desk as it is, and says which commit it ends with. */
  readonly snapshot: () => Promise<number>;
};

async function keptDesk(): Promise<Kept> {
  const root = mkdtempSync(path.join(tmpdir(), 'carrydesk-agree-'));
  const folder = openDataFolder(root);
  const journal = valueOf(await openJournal({ folder: folder.journal, segmentBytes }));
  valueOf(await journal.begin(identity, 0));
  const clock = new HandClock();
  const desk = await openOver(new IDBFactory(), clock, [], journal);
  const clients = openClients(desk);
  onTestFinished(async () => {
    clients.close();
    await journal.close();
    rmSync(root, { recursive: true, force: true });
  });
  const snapshot = async (): Promise<number> => {
    clock.advance(1_000);
    const { host } = clients;
    const keeper = { folder: folder.snapshots, host, journal, identity: () => identity, now: clock.now };
    return valueOf(await takeSnapshot({ ...keeper, days: async () => 7 })).seq;
  };
  return { folder, desk, journal, clients, snapshot };
}

async function createTickets(desk: Desk, count: number): Promise<void> {
  for (let made = 0; made < count; made += 1) await createTicket(desk, `Printer ${made} is out of toner`);
}

/** Flips a bit in a record of a file that the journal does not write to any more. */
function damageRecord({ journal }: DataFolder, seq: number): void {
  const names = readdirSync(journal).filter((name) => name.endsWith('.journal'));
  const name = names.toSorted().findLast((candidate) => Number.parseInt(candidate, 10) <= seq) ?? '';
  expect(name).not.toBe(names.toSorted().at(-1));
  const file = path.join(journal, name);
  const bytes = readFileSync(file);
  let at = 20 + bytes.readUInt32LE(12);
  while (Number(bytes.readBigUInt64LE(at + 8)) !== seq) at += 16 + bytes.readUInt32LE(at);
  bytes.writeUInt8(bytes.readUInt8(at + 16) ^ 1, at + 16);
  writeFileSync(file, bytes);
}

/** A database that has the first commits of a desk, as an older copy of the profile has. */
async function databaseUpTo(desk: Desk, seq: number): Promise<IDBFactory> {
  const factory = new IDBFactory();
  const prepared = await prepareDatabase(databaseIn(factory), storeOptions(desk));
  await prepared.replay(desk.journal.slice(0, seq));
  await prepared.identify(identity, seq);
  prepared.close();
  return factory;
}

const storeOptions = ({ clock }: Desk) => ({
  now: clock.now,
  journal: async (): Promise<Result<null>> => ({ ok: true, value: null }),
});

/** The hash of what a database holds. */
async function hashOf(desk: Desk, factory: IDBFactory): Promise<string> {
  const opened = await openOver(factory, desk.clock);
  const report: { ok: boolean; hash: string } = await opened.send('desk.check', {});
  expect(report.ok).toBe(true);
  return report.hash;
}

/** The hash of a desk that has made its first commits only. */
async function hashUpTo(desk: Desk, seq: number): Promise<string> {
  return hashOf(desk, await databaseUpTo(desk, seq));
}

type Started = { readonly agreement: Agreement; readonly journal: Journal; readonly aside: number };

/** Opens the journal as it lies there, and brings a database to agree with it, as a start does. */
async function start({ folder, desk, journal: before }: Kept, factory: IDBFactory): Promise<Started> {
  await before.close();
  const journal = valueOf(await openJournal({ folder: folder.journal, segmentBytes }));
  expect(journal.repairs).toEqual([]);
  const { port1, port2 } = new MessageChannel();
  const process = new StoreProcess({
    prepare: (options) => prepareDatabase(databaseIn(factory), options),
    now: desk.clock.now,
  });
  await process.take({ life: fromNodePort(port1) });
  const life = createClient(lifeContract);
  life.attach(fromNodePort(port2));
  let aside = 0;
  const agreed = await agree({
    life,
    journal,
    sentinel: null,
    wasHere: true,
    isHoled: false,
    snapshots: (await listSnapshots(folder.snapshots)).usable,
    keepAside: async () => {
      aside += 1;
    },
    onProgress: () => undefined,
    log: silentLogger,
  });
  await life.send('life.drain', {});
  life.close();
  onTestFinished(() => journal.close());
  return { agreement: valueOf(agreed), journal, aside };
}

/** That the numbers of lost commits are not given to others. */
async function expectGoesOnBehind(journal: Journal, seq: number): Promise<void> {
  expect(journal.head()).toBe(seq);
  expect(await journal.append({ seq: seq + 1, bytes: Buffer.from('next') })).toEqual({
    ok: true,
    value: null,
  });
}

test('a journal that nothing happened to makes a lost database whole (control)', async () => {
  const kept = await keptDesk();
  await createTickets(kept.desk, tickets);
  const head = kept.journal.head();
  const factory = new IDBFactory();
  const { agreement, journal } = await start(kept, factory);
  expect(agreement).toMatchObject({ plan: 'rebuild', restored: head, missing: 0 });
  expect(await hashOf(kept.desk, factory)).toBe(await hashUpTo(kept.desk, head));
  await expectGoesOnBehind(journal, head);
});

test('a database is rebuilt up to damage in an old file of the journal, and what is missing is counted', async () => {
  const kept = await keptDesk();
  await createTickets(kept.desk, 3);
  await kept.snapshot();
  await createTickets(kept.desk, tickets);
  const head = kept.journal.head();
  const damaged = head - 8;
  damageRecord(kept.folder, damaged);
  // There is something to keep aside: a database without an identity.
  const factory = new IDBFactory();
  const foreign = await prepareDatabase(databaseIn(factory), storeOptions(kept.desk));
  await foreign.replay(kept.desk.journal.slice(0, 1));
  foreign.close();
  const { agreement, journal, aside } = await start(kept, factory);
  expect(agreement).toMatchObject({ plan: 'rebuild', missing: head - damaged + 1 });
  expect(aside).toBe(1);
  expect(await hashOf(kept.desk, factory)).toBe(await hashUpTo(kept.desk, damaged - 1));
  await expectGoesOnBehind(journal, head);
});

test('damage before the newest copy is not even noticed by a rebuild from it', async () => {
  const kept = await keptDesk();
  await createTickets(kept.desk, tickets);
  await kept.snapshot();
  await createTickets(kept.desk, 5);
  const head = kept.journal.head();
  damageRecord(kept.folder, 8);
  const factory = new IDBFactory();
  const { agreement, journal } = await start(kept, factory);
  expect(agreement).toMatchObject({ plan: 'rebuild', missing: 0 });
  expect(await hashOf(kept.desk, factory)).toBe(await hashUpTo(kept.desk, head));
  await expectGoesOnBehind(journal, head);
});

test('an older database gets what is left of the journal, and the rest is counted', async () => {
  const kept = await keptDesk();
  await createTickets(kept.desk, tickets);
  const head = kept.journal.head();
  const damaged = head - 8;
  damageRecord(kept.folder, damaged);
  const factory = await databaseUpTo(kept.desk, 5);
  const { agreement, journal } = await start(kept, factory);
  expect(agreement).toMatchObject({ plan: 'adopt', restored: damaged - 6, missing: head - damaged + 1 });
  expect(await hashOf(kept.desk, factory)).toBe(await hashUpTo(kept.desk, damaged - 1));
  expect(journal.gaps()).toEqual([{ after: damaged - 1, through: head }]);
  await expectGoesOnBehind(journal, head);
});

test('an older database gives way to a copy that goes further than what is left of the journal', async () => {
  const kept = await keptDesk();
  await createTickets(kept.desk, tickets);
  const copied = await kept.snapshot();
  await createTickets(kept.desk, 6);
  const head = kept.journal.head();
  damageRecord(kept.folder, copied - 6);
  const factory = await databaseUpTo(kept.desk, 5);
  const { agreement, journal } = await start(kept, factory);
  expect(agreement).toMatchObject({ plan: 'rebuild', missing: head - copied });
  expect(await hashOf(kept.desk, factory)).toBe(await hashUpTo(kept.desk, copied));
  await expectGoesOnBehind(journal, head);
});

test('a whole database loses nothing to damage in the journal, and gives it the commits again', async () => {
  const kept = await keptDesk();
  await createTickets(kept.desk, tickets);
  // The newest file has no record, so that the comparison with the database reads in an old one.
  const head = valueOf(await kept.journal.roll());
  damageRecord(kept.folder, head);
  const factory = await databaseUpTo(kept.desk, head);
  const { agreement, journal } = await start(kept, factory);
  expect(agreement.missing).toBe(0);
  expect(await hashOf(kept.desk, factory)).toBe(await hashUpTo(kept.desk, head));
  await expectGoesOnBehind(journal, head);
});

test('damage that a rebuild would meet calls for a copy while the database is whole; at most once a day', async () => {
  const kept = await keptDesk();
  const { desk, folder, journal, clients } = kept;
  const copies = new Copies({
    folder,
    journal,
    identity: () => identity,
    isHeld: () => false,
    now: desk.clock.now,
    log: silentLogger,
  });
  copies.attach({ ...clients, state: { state: 'ready', reason: null } });
  const seqs = async (): Promise<number[]> =>
    (await listSnapshots(folder.snapshots)).usable.map(({ seq }) => seq);
  await createTickets(desk, 5);
  const first = await kept.snapshot();
  await createTickets(desk, tickets);
  const head = journal.head();
  await copies.tend();
  // Nothing is due by itself.
  expect(await seqs()).toEqual([first]);
  damageRecord(folder, head - 8);
  desk.clock.advance(24 * 60 * 60 * 1000 - 10_000);
  await copies.tend();
  expect(await seqs()).toEqual([first]);
  desk.clock.advance(10_000);
  await copies.tend();
  expect(await seqs()).toEqual([head, first]);
  const factory = new IDBFactory();
  const { agreement } = await start(kept, factory);
  expect(agreement).toMatchObject({ plan: 'rebuild', missing: 0 });
  expect(await hashOf(desk, factory)).toBe(await hashUpTo(desk, head));
});
