import type { StoreHead, StoreIdentity } from '../../protocol/host';

/** What a snapshot is to the plan. */
export type SnapshotFacts = StoreIdentity & Readonly<{ file: string; seq: number; takenAt: number }>;

/** Everything that is known before the data is opened. */
export type StartFacts = Readonly<{
  /** Where the database stands; null when it is empty. */
  head: StoreHead | null;
  journal: Readonly<{
    identity: StoreIdentity | null;
    first: number | null;
    head: number;
    /** Records that it never had, because it was begun behind its head. */
    gaps: readonly Readonly<{ after: number; through: number }>[];
  }>;
  /** What was noted outside the database and the journal; null when there is no note. */
  sentinel: (StoreIdentity & Readonly<{ seq: number }>) | null;
  /** Something outside the database says that there was a desk here, though not which. */
  wasHere: boolean;
  /** Usable ones, newest first. */
  snapshots: readonly SnapshotFacts[];
  /** Whether database and journal hold the same bytes for the newest commit that both have; null when unknown. */
  isSameBytes: boolean | null;
}>;

/** What a rebuild begins with: a snapshot, or nothing where the journal goes back to the first commit. */
type RebuildBase = SnapshotFacts | 'journal';

/**
 * The database is believed as it is, once it has what the journal holds behind `replayAfter`, where that is a number:
 * the journal goes on behind it, and behind what is missing from both.
 */
type Adoption = Readonly<{
  kind: 'adopt';
  identity: StoreIdentity | null;
  replayAfter: number | null;
  missing: number;
}>;

/** What has to be done before the data may be opened. */
export type StartPlan =
  /** Nothing was ever here: a new desk. */
  | Readonly<{ kind: 'create' }>
  | Adoption
  /** Both are there: the journal gets what it lacks, or the database does; most often neither lacks anything. */
  | Readonly<{ kind: 'agree'; appendAfter: number | null; replayAfter: number | null }>
  /** The database is gone, foreign, or contradicts the journal: it is made anew. */
  | Readonly<{ kind: 'rebuild'; base: RebuildBase; storeId: string; missing: number }>
  /** Something was here, and nothing of it is left to rebuild from. */
  | Readonly<{ kind: 'lost' }>;

/**
 * Decides how the data is opened; it does nothing itself. The journal is believed before the database, because nothing
 * was acknowledged that it does not hold, and because the browser engine may wipe a database that it finds damaged.
 */
export function planStart(facts: StartFacts): StartPlan {
  const { head, journal, sentinel, snapshots } = facts;
  const known = journal.identity ?? sentinel ?? snapshots[0] ?? null;
  if (known === null) {
    if (head !== null) return adoption(head, 0);
    return { kind: facts.wasHere ? 'lost' : 'create' };
  }
  if (head !== null && isSame(known, head.identity) && facts.isSameBytes !== false) {
    const plan = journal.identity === null ? withoutJournal(facts, head) : together(facts, head);
    if (plan !== null) return plan;
  }
  return rebuild(facts, known.storeId);
}

/** Both tell of the same store: where one is behind, the other fills it up. Null when neither can. */
function together(facts: StartFacts, head: StoreHead): StartPlan | null {
  const { journal, sentinel, snapshots } = facts;
  const reached = Math.max(head.seq, journal.head);
  // One of an earlier making counts other commits; it may also be the one that turned out to be bad.
  if (snapshots.some((snapshot) => isSame(snapshot, head.identity) && snapshot.seq > reached)) return null;
  const noted = sentinel !== null && isSame(sentinel, head.identity) ? sentinel.seq : 0;
  const missing = Math.max(0, noted - reached);
  if (head.seq === journal.head && missing === 0)
    return { kind: 'agree', appendAfter: null, replayAfter: null };
  if (head.seq < journal.head) {
    const isCovered =
      journal.first !== null && journal.first <= head.seq + 1 && skipped(facts, head.seq) === 0;
    if (!isCovered) return null;
    return missing === 0
      ? { kind: 'agree', appendAfter: null, replayAfter: head.seq }
      : adoption(head, missing, head.seq);
  }
  const isKept = head.oldest !== null && head.oldest <= journal.head + 1;
  // What the oplog no longer has is in the database all the same; the journal goes on behind it.
  return isKept && missing === 0
    ? { kind: 'agree', appendAfter: journal.head, replayAfter: null }
    : adoption(head, missing);
}

/** The journal's folder is gone. The database is believed unless something outside knows of later commits. */
function withoutJournal({ sentinel, snapshots }: StartFacts, head: StoreHead): StartPlan | null {
  const isOlder = snapshots.some(({ storeId, seq }) => storeId === head.identity?.storeId && seq > head.seq);
  return isOlder ? null : adoption(head, Math.max(0, (sentinel?.seq ?? 0) - head.seq));
}

function adoption({ identity }: StoreHead, missing: number, replayAfter: number | null = null): Adoption {
  return { kind: 'adopt', identity, replayAfter, missing };
}

function isSame(left: StoreIdentity, right: StoreIdentity | null): boolean {
  return left.storeId === right?.storeId && left.incarnation === right.incarnation;
}

function rebuild(facts: StartFacts, storeId: string): StartPlan {
  const { journal, sentinel, snapshots } = facts;
  const known = Math.max(sentinel?.seq ?? 0, journal.head);
  const own = snapshots.filter((snapshot) => snapshot.storeId === storeId);
  const isJoined = ({ seq }: SnapshotFacts): boolean => journal.first !== null && journal.first <= seq + 1;
  const isWhole = (base: RebuildBase): boolean => skipped(facts, seqOf(base)) === 0;
  const fromStart = journal.first === 1 ? ('journal' as const) : undefined;
  const bases = [...own.filter(isJoined), ...(fromStart === undefined ? [] : [fromStart])];
  const base = bases.find(isWhole) ?? bases[0] ?? own[0];
  if (base === undefined) return { kind: 'lost' };
  const reached = base === 'journal' || isJoined(base) ? Math.max(journal.head, seqOf(base)) : base.seq;
  const missing = Math.max(0, known - reached) + skipped(facts, seqOf(base));
  return { kind: 'rebuild', base, storeId, missing };
}

/** How many commits behind a seq the journal passes over. */
function skipped({ journal }: StartFacts, seq: number): number {
  return journal.gaps.reduce(
    (sum, { after, through }) => sum + Math.max(0, through - Math.max(after, seq)),
    0,
  );
}

function seqOf(base: RebuildBase): number {
  return base === 'journal' ? 0 : base.seq;
}
