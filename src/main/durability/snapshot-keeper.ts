import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { diskFailure } from '../../durable/disk-failure';
import type { Journal } from '../../durable/journal/journal';
import {
  listSnapshots,
  rotateSnapshots,
  type SnapshotEnd,
  type SnapshotHead,
  type SnapshotMeta,
  type TablePage,
  writeSnapshot,
} from '../../durable/snapshots';
import { ok, type Result } from '../../domain/result';
import type { hostContract, StoreIdentity } from '../../protocol/host';
import type { Client } from '../../protocol/rpc/client';
import { electronMajor, schemaVersion } from './versions';

/** How the rows of a desk are read for a copy: pages first, then what the whole comes to. */
export type DeskScan = Readonly<{ pages: AsyncIterable<TablePage>; end: () => SnapshotEnd }>;

/** A page, then a breath: a copy must not be felt by whoever works meanwhile. */
const breathMs = 2;

/** Rows that went away under a running scan make it begin anew; a desk that removes on and on gets its copy later. */
const attempts = 3;

class ScanStopped extends Error {
  readonly result: Result<never>;

  constructor(result: Result<never>) {
    super('The rows could not be read to the end.');
    this.result = result;
  }
}

/** Reads the whole desk through the store, page by page. */
function scanDesk(host: Client<typeof hostContract>): DeskScan {
  let end: SnapshotEnd | undefined;
  const scan = randomUUID();
  const wait = { timeoutMs: 0 } as const;
  const take = async <T>(asked: Promise<Result<{ readonly value: T }>>): Promise<T> => {
    const answer = await asked;
    if (!answer.ok) throw new ScanStopped(answer);
    return answer.value.value;
  };
  return {
    pages: (async function* pages() {
      await take(host.send('snapshot.begin', { scan }, wait));
      for (;;) {
        const page = await take(host.send('snapshot.page', { scan }, wait));
        if (page === null) break;
        yield page;
        await pause(breathMs);
      }
      const finished = await take(host.send('snapshot.finish', { scan }, wait));
      yield* finished.pages;
      end = finished;
    })(),
    end() {
      if (end === undefined) throw new Error('The end of a scan is known when its last page was read.');
      return { seq: end.seq, counts: end.counts, hash: end.hash };
    },
  };
}

/** The last in the row of those who read a desk. */
const readers = new WeakMap<Client<typeof hostContract>, Promise<unknown>>();

/**
 * Runs what copies a scan; a scan that has to begin anew is begun anew. Copies of one desk are made one after another,
 * because a scan ends the one before it.
 */
export function withScan<T>(
  host: Client<typeof hostContract>,
  copy: (scan: DeskScan) => Promise<Result<T>>,
): Promise<Result<T>> {
  const before = readers.get(host) ?? Promise.resolve();
  const done = before.then(() => scanAndCopy(host, copy));
  readers.set(
    host,
    done.catch(() => undefined),
  );
  return done;
}

async function scanAndCopy<T>(
  host: Client<typeof hostContract>,
  copy: (scan: DeskScan) => Promise<Result<T>>,
): Promise<Result<T>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await copy(scanDesk(host));
    } catch (error) {
      if (!(error instanceof ScanStopped)) throw error;
      const { result } = error;
      if (result.ok || result.error.code !== 'conflict' || attempt === attempts) return result;
    }
  }
}

type KeeperOptions = Readonly<{
  folder: string;
  host: Client<typeof hostContract>;
  journal: Journal;
  identity: () => StoreIdentity;
  /** For how many days one of each day is kept. */
  days: () => Promise<number>;
  now: () => number;
}>;

/** Two, so that one which turns bad on the disk is not the last. */
const keep = 2;

/** What a copy of a desk says of itself. */
export function snapshotHead(identity: StoreIdentity, takenAt: number): SnapshotHead {
  return { ...identity, takenAt, electronMajor: electronMajor(), schemaVersion };
}

/** Takes a verified snapshot, lets the oldest go, and the journal before the oldest that is left. */
export async function takeSnapshot(options: KeeperOptions): Promise<Result<SnapshotMeta>> {
  const { folder, host, journal, identity, days, now } = options;
  const head = snapshotHead(identity(), now());
  const written = await withScan(host, ({ pages, end }) => writeSnapshot(folder, head, pages, end));
  if (!written.ok) return written;
  await rotateSnapshots(folder, { keep, days: await days(), now: now() });
  const { usable } = await listSnapshots(folder);
  // Two snapshots with the journal behind them; one that is older stands for its day, without what came after.
  const joined = usable.filter(({ storeId }) => storeId === head.storeId).slice(0, keep);
  const oldest = joined.at(-1);
  if (oldest !== undefined && joined.length === keep) await journal.dropThrough(oldest.seq);
  return ok(written.value);
}

async function lastSnapshot(folder: string, identity: StoreIdentity): Promise<SnapshotMeta | undefined> {
  const { usable } = await listSnapshots(folder);
  return usable.find(({ storeId }) => storeId === identity.storeId);
}

export const dayMs = 24 * 60 * 60 * 1000;
const journalBytes = 16 * 1024 * 1024;

/** Whether it is time: there is none, much has happened since the last, or that was a day ago and something has. */
export async function isSnapshotDue({ folder, journal, identity, now }: KeeperOptions): Promise<boolean> {
  const last = await lastSnapshot(folder, identity());
  if (last === undefined) return true;
  if (last.seq >= journal.head()) return false;
  return now() - last.takenAt > dayMs || (await journal.bytesAfter(last.seq)) > journalBytes;
}

/** Whether the journal can be read from the newest snapshot on: opening it looks at its newest records only. */
export async function isJournalWhole({ folder, journal, identity }: KeeperOptions): Promise<boolean> {
  const last = await lastSnapshot(folder, identity());
  try {
    for await (const _record of journal.read(last?.seq ?? 0)) continue;
    return true;
  } catch (error) {
    // Called for what it throws: a bug goes on.
    diskFailure(error);
    return false;
  }
}
