import { randomUUID } from 'node:crypto';
import { DamagedRecords } from '../../durable/journal/damaged-records';
import { DamagedFile } from '../../durable/record-file/damaged-file';
import { readSnapshot, snapshotFailure, type SnapshotMeta } from '../../durable/snapshots';
import type { Journal } from '../../durable/journal/journal';
import { appError } from '../../domain/errors';
import { failure, ok, type Result } from '../../domain/result';
import type { lifeContract, StoreHead, StoreIdentity } from '../../protocol/host';
import type { Answer, Client } from '../../protocol/rpc/client';
import type { Logger } from '../logger';
import { durabilityMessages as messages } from './durability.messages';
import { logRepairs } from './log-repairs';
import { planStart, type StartFacts, type StartPlan } from './plan';

/** How far bringing the data back has come. */
type RestoreProgress = Readonly<{ label: string; done: number; total: number }>;

type AgreeOptions = Readonly<{
  life: Client<typeof lifeContract>;
  journal: Journal;
  sentinel: StartFacts['sentinel'];
  /** There is a sentinel, readable or not. */
  wasHere: boolean;
  /** The database is known to lack rows in its middle. */
  isHoled: boolean;
  snapshots: readonly SnapshotMeta[];
  /** Puts a copy of the database aside that is about to be made anew. */
  keepAside: () => Promise<void>;
  onProgress: (progress: RestoreProgress | null) => void;
  log: Logger;
}>;

/** What was done so that database and journal agree. */
export type Agreement = Readonly<{
  plan: StartPlan['kind'];
  identity: StoreIdentity;
  /** How many changes came back from the journal, and how many are known to be lost. */
  restored: number;
  missing: number;
}>;

/** Loading and replaying takes as long as it takes; a stuck store is noticed by its thread. */
const untimed = { timeoutMs: 0 } as const;

const appendedAtOnce = 200;
const replayedAtOnce = 200;
const replayedBytes = 4_000_000;

/** Brings the database and the journal to agree, before anybody works with either. */
export async function agree(options: AgreeOptions): Promise<Result<Agreement>> {
  let aside: Promise<void> | undefined;
  // The database as it was found, not one that an attempt left half made.
  const keepAside = (): Promise<void> => (aside ??= options.keepAside());
  try {
    return await agreeAsPlanned({ ...options, keepAside });
  } catch (error) {
    if (!(error instanceof DamagedRecords)) return failure(snapshotFailure(error));
  }
  // Opening has not looked at all records of the journal: one that is needed now is damaged. What is left counts.
  const { journal, log } = options;
  const sentinel = asNoted(options);
  const verified = await journal.verify();
  if (!verified.ok) return verified;
  logRepairs(verified.value, log);
  try {
    return await agreeAsPlanned({ ...options, keepAside, sentinel });
  } catch (error) {
    return failure(snapshotFailure(error));
  }
}

/** How far the desk came by the journal as it was opened: what is cut off now is missing, and not forgotten. */
function asNoted({ journal, sentinel }: AgreeOptions): StartFacts['sentinel'] {
  const identity = journal.identity();
  return identity === null ? sentinel : { ...identity, seq: Math.max(journal.head(), sentinel?.seq ?? 0) };
}

async function agreeAsPlanned(options: AgreeOptions): Promise<Result<Agreement>> {
  const prepared = await options.life.send('life.prepare', {}, untimed);
  if (!prepared.ok) return prepared;
  const head = prepared.value.value;
  const isSameBytes = await compareBytes(options, head);
  if (!isSameBytes.ok) return isSameBytes;
  for (let snapshots = options.snapshots; ; ) {
    const plan = planStart({ ...factsOf(options), head, snapshots, isSameBytes: isSameBytes.value });
    try {
      return await carryOut(options, plan, head);
    } catch (error) {
      if (!(error instanceof DamagedFile) || plan.kind !== 'rebuild' || plan.base === 'journal') throw error;
      // A snapshot that turned bad on the disk is passed over; an older one and a longer journal do as well.
      const { file } = plan.base;
      snapshots = snapshots.filter((snapshot) => snapshot.file !== file);
    }
  }
}

function factsOf({ journal, sentinel, wasHere }: AgreeOptions) {
  return {
    journal: {
      identity: journal.identity(),
      first: journal.first(),
      head: journal.head(),
      gaps: journal.gaps(),
    },
    sentinel,
    wasHere,
  };
}

/** Whether the newest commit that both hold is the same one; null when there is none to compare. */
async function compareBytes(
  { life, journal, isHoled }: AgreeOptions,
  head: StoreHead | null,
): Promise<Result<boolean | null>> {
  if (isHoled) return ok(false);
  const seq = Math.min(head?.seq ?? 0, journal.head());
  if (seq < (journal.first() ?? Infinity) || seq < (head?.oldest ?? Infinity)) return ok(null);
  const ours = await valueOf(life.call('life.oplog', { after: seq - 1, limit: 1 }, untimed));
  if (!ours.ok) return ours;
  const theirs = await journal.at(seq);
  const [row] = ours.value;
  if (row?.seq !== seq || theirs === null) return ok(null);
  return ok(Buffer.compare(row.record, theirs.bytes) === 0);
}

async function carryOut(
  options: AgreeOptions,
  plan: StartPlan,
  head: StoreHead | null,
): Promise<Result<Agreement>> {
  const { life, journal } = options;
  switch (plan.kind) {
    case 'create':
    case 'adopt': {
      const given = plan.kind === 'adopt' ? plan.identity : null;
      const identity = given ?? { storeId: randomUUID(), incarnation: randomUUID() };
      const { missing, replayAfter } = plan.kind === 'adopt' ? plan : { missing: 0, replayAfter: null };
      const restored = replayAfter === null ? ok(0) : await replay(options, replayAfter);
      if (!restored.ok) return restored;
      const reached = replayAfter === null ? (head?.seq ?? 0) : journal.head();
      const begun = await identify(options, identity, reached + missing);
      return begun.ok ? ok({ plan: plan.kind, identity, restored: restored.value, missing }) : begun;
    }
    case 'agree': {
      const identity = journal.identity() as StoreIdentity;
      const appended =
        plan.appendAfter === null ? ok(null) : await appendTail(life, journal, plan.appendAfter);
      if (!appended.ok) return appended;
      const restored = plan.replayAfter === null ? ok(0) : await replay(options, plan.replayAfter);
      return restored.ok ? ok({ plan: plan.kind, identity, restored: restored.value, missing: 0 }) : restored;
    }
    case 'rebuild':
      return rebuild(options, plan, head);
    case 'lost':
      return failure(appError('store_unavailable', messages.nothingLeft));
  }
}

async function rebuild(
  options: AgreeOptions,
  { base, storeId, missing }: Extract<StartPlan, { kind: 'rebuild' }>,
  head: StoreHead | null,
): Promise<Result<Agreement>> {
  const { life, journal, sentinel, onProgress } = options;
  if (head !== null) await options.keepAside();
  const cleared = await life.send('life.clear', {}, untimed);
  if (!cleared.ok) return cleared;
  const snapshot = base === 'journal' ? undefined : options.snapshots.find(({ file }) => file === base.file);
  if (snapshot !== undefined) {
    const total = Object.values(snapshot.counts).reduce((sum, count) => sum + count, 0);
    let done = 0;
    for await (const page of readSnapshot(snapshot.file)) {
      const loaded = await life.send('life.load', { ...page }, untimed);
      if (!loaded.ok) return loaded;
      done += page.rows;
      onProgress({ label: messages.progress.load, done: Math.min(done, total), total });
    }
  }
  const restored = await replay(options, snapshot?.seq ?? 0);
  if (!restored.ok) return restored;
  // A number that was given to a change once is not given to another one.
  const seq = Math.max(journal.head(), snapshot?.seq ?? 0, sentinel?.seq ?? 0);
  const identity = { storeId, incarnation: randomUUID() };
  const begun = await identify(options, identity, seq);
  return begun.ok ? ok({ plan: 'rebuild', identity, restored: restored.value, missing }) : begun;
}

/** Gives the database its identity and lets the journal go on behind it. */
async function identify(
  { life, journal }: AgreeOptions,
  identity: StoreIdentity,
  seq: number,
): Promise<Result<null>> {
  const identified = await life.send('life.identify', { identity, seq }, untimed);
  return identified.ok ? journal.begin(identity, seq) : identified;
}

/** Writes what the store committed and the journal does not have; used after a crash, and when a disk is back. */
export async function appendTail(
  life: Client<typeof lifeContract>,
  journal: Journal,
  from: number,
  timeoutMs = 0,
): Promise<Result<null>> {
  for (let after = from; ; ) {
    const page = await valueOf(life.call('life.oplog', { after, limit: appendedAtOnce }, { timeoutMs }));
    if (!page.ok) return page;
    const written = await Promise.all(
      page.value.map(({ seq, record }) => journal.append({ seq, bytes: record })),
    );
    const refused = written.find((one) => !one.ok);
    if (refused !== undefined) return refused;
    const last = page.value.at(-1);
    if (last === undefined) return ok(null);
    after = last.seq;
  }
}

async function replay({ life, journal, onProgress }: AgreeOptions, after: number): Promise<Result<number>> {
  const total = journal.head() - after;
  let done = 0;
  let batch: Uint8Array[] = [];
  let bytes = 0;
  const flush = async (): Promise<Result<unknown>> => {
    const records = batch;
    done += records.length;
    batch = [];
    bytes = 0;
    onProgress({ label: messages.progress.replay, done, total });
    return life.send('life.replay', { records }, untimed);
  };
  for await (const record of journal.read(after)) {
    batch.push(record.bytes);
    bytes += record.bytes.length;
    if (batch.length < replayedAtOnce && bytes < replayedBytes) continue;
    const replayed = await flush();
    if (!replayed.ok) return replayed;
  }
  const replayed = batch.length === 0 ? ok(null) : await flush();
  return replayed.ok ? ok(done) : replayed;
}

async function valueOf<T>(asked: Promise<Result<Answer<T>>>): Promise<Result<T>> {
  const answer = await asked;
  return answer.ok ? ok(answer.value.value) : answer;
}
