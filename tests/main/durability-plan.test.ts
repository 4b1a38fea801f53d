import { describe, expect, it } from 'vitest';
import { planStart, type SnapshotFacts, type StartFacts } from '../../src/main/durability/plan';

const ours = { storeId: 'desk-a', incarnation: 'first' };
const older = { storeId: 'desk-a', incarnation: 'zeroth' };
const foreign = { storeId: 'desk-b', incarnation: 'first' };
const snapshot = (seq: number, identity = ours): SnapshotFacts => ({
  ...identity,
  file: `${seq}`,
  seq,
  takenAt: seq,
});

const healthy: StartFacts = {
  head: { identity: ours, seq: 50, oldest: 1 },
  journal: { identity: ours, first: 21, head: 50, gaps: [] },
  sentinel: { ...ours, seq: 48 },
  wasHere: true,
  snapshots: [snapshot(40), snapshot(20)],
  isSameBytes: true,
};
const nothing: StartFacts = {
  head: null,
  journal: { identity: null, first: null, head: 0, gaps: [] },
  sentinel: null,
  wasHere: false,
  snapshots: [],
  isSameBytes: null,
};
const head = (seq: number, identity = ours) => ({ identity, seq, oldest: 1 });
const rebuildFrom = (base: SnapshotFacts | 'journal', missing = 0) => ({
  kind: 'rebuild',
  base,
  storeId: 'desk-a',
  missing,
});

const adoption = (identity: typeof ours | null, missing = 0, replayAfter: number | null = null) => ({
  kind: 'adopt',
  identity,
  replayAfter,
  missing,
});

describe('the plan of a start', () => {
  it('makes a new desk only where nothing at all is left of an old one', () => {
    expect(planStart(nothing)).toEqual({ kind: 'create' });
    const left: Partial<StartFacts>[] = [
      { head: head(3) },
      { sentinel: { ...ours, seq: 3 } },
      { journal: { identity: ours, first: 1, head: 3, gaps: [] } },
      { snapshots: [snapshot(3)] },
    ];
    for (const one of left) expect(planStart({ ...nothing, ...one }).kind).not.toBe('create');
  });

  it('opens a healthy desk without doing anything', () => {
    expect(planStart(healthy)).toEqual({ kind: 'agree', appendAfter: null, replayAfter: null });
  });

  it('fills up whichever of the two is behind', () => {
    expect(planStart({ ...healthy, head: head(53) })).toEqual({
      kind: 'agree',
      appendAfter: 50,
      replayAfter: null,
    });
    expect(planStart({ ...healthy, head: head(20) })).toEqual({
      kind: 'agree',
      appendAfter: null,
      replayAfter: 20,
    });
  });

  it('goes on behind the database where the oplog no longer has what the journal lacks', () => {
    const late = { identity: ours, seq: 3_000, oldest: 2_001 };
    expect(planStart({ ...healthy, head: late })).toEqual(adoption(ours));
  });

  it('counts what was noted and neither of the two has any more, and goes on behind it', () => {
    const noted = { ...healthy, sentinel: { ...ours, seq: 60 } };
    expect(planStart(noted)).toEqual(adoption(ours, 10));
    expect(planStart({ ...noted, head: head(53) })).toEqual(adoption(ours, 7));
    expect(planStart({ ...noted, head: head(45) })).toEqual(adoption(ours, 10, 45));
    // What another making of the desk has noted says nothing of this one.
    expect(planStart({ ...noted, sentinel: { ...older, seq: 60 } })).toEqual(planStart(healthy));
  });

  it('rebuilds where a snapshot of the same making knows more than the two', () => {
    const facts = { ...healthy, sentinel: { ...ours, seq: 60 } };
    expect(planStart({ ...facts, snapshots: [snapshot(55), snapshot(40)] })).toEqual(
      rebuildFrom(snapshot(55), 5),
    );
    // One of an earlier making may be the one that turned out to be bad, and would be tried again and again.
    expect(planStart({ ...facts, snapshots: [snapshot(55, older)] })).toEqual(adoption(ours, 10));
  });

  it('rebuilds from the newest snapshot that the journal joins', () => {
    const gone: Partial<StartFacts>[] = [
      { head: null },
      { head: head(50, foreign) },
      { head: head(50, older) },
      { head: { identity: null, seq: 0, oldest: null } },
      { isSameBytes: false },
    ];
    for (const one of gone) expect(planStart({ ...healthy, ...one })).toEqual(rebuildFrom(snapshot(40)));
    expect(planStart({ ...healthy, head: head(7) })).toEqual(rebuildFrom(snapshot(40)));
  });

  it('rebuilds from the journal alone where that goes back to the first commit', () => {
    const whole = { identity: ours, first: 1, head: 50, gaps: [] };
    expect(planStart({ ...healthy, head: null, journal: whole, snapshots: [] })).toEqual(
      rebuildFrom('journal'),
    );
  });

  it('passes over a snapshot whose journal skips commits, and counts them where there is no other', () => {
    const gaps = [{ after: 42, through: 45 }];
    const journal = { ...healthy.journal, gaps };
    const facts = { ...healthy, head: null, journal, snapshots: [snapshot(46), snapshot(40)] };
    expect(planStart(facts)).toEqual(rebuildFrom(snapshot(46)));
    expect(planStart({ ...facts, snapshots: [snapshot(40)] })).toEqual(rebuildFrom(snapshot(40), 3));
    expect(planStart({ ...facts, head: head(41), snapshots: [snapshot(46)] })).toEqual(
      rebuildFrom(snapshot(46)),
    );
  });

  it('never takes the snapshot of another desk', () => {
    const facts = { ...healthy, head: null, snapshots: [snapshot(49, foreign), snapshot(40)] };
    expect(planStart(facts)).toEqual(rebuildFrom(snapshot(40)));
    expect(planStart({ ...facts, snapshots: [snapshot(49, foreign)] })).toEqual({ kind: 'lost' });
  });

  it('says how many changes are missing when the journal is gone too', () => {
    const noJournal = { identity: null, first: null, head: 0, gaps: [] };
    expect(planStart({ ...healthy, head: null, journal: noJournal })).toEqual(rebuildFrom(snapshot(40), 8));
    expect(planStart({ ...healthy, head: head(45), journal: noJournal })).toEqual(adoption(ours, 3));
    // A snapshot that knows more than the database is believed instead.
    expect(planStart({ ...healthy, head: head(30), journal: noJournal })).toEqual(
      rebuildFrom(snapshot(40), 8),
    );
  });

  it('says so when nothing is left to rebuild from', () => {
    const facts = { ...nothing, sentinel: { ...ours, seq: 9 } };
    expect(planStart(facts)).toEqual({ kind: 'lost' });
    expect(planStart({ ...nothing, wasHere: true })).toEqual({ kind: 'lost' });
  });

  it('keeps a database from before there was a journal', () => {
    const old = { identity: null, seq: 12, oldest: 1 };
    expect(planStart({ ...nothing, head: old })).toEqual(adoption(null));
  });
});
