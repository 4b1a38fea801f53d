import { describe, expect, it } from 'vitest';
import { Oracle } from './oracle.mjs';

type Command = Parameters<Oracle['sent']>[0];
type Seen = Parameters<Oracle['compare']>[0][number];

const created: Command = {
  commandId: 'c1',
  op: 'ticket.create',
  via: 'store',
  input: {},
  effects: [
    { subject: 'T1', key: 'ticket', value: 'T1 printer' },
    { subject: 'T1', key: 'event c1', value: 'there' },
  ],
  makes: [{ subject: 'T1', id: null }],
};

const urgent: Command = {
  commandId: 'c2',
  op: 'ticket.change',
  via: 'store',
  input: {},
  effects: [
    { subject: 'T1', key: 'priority', value: 'urgent' },
    { subject: 'T1', key: 'event c2', value: 'there' },
  ],
};

const whole = { ticket: 'T1 printer', 'event c1': 'there' };

function read(facts: Record<string, string>, more: Partial<Seen> = {}): Seen[] {
  return [
    { subject: 'T1', id: 'id-1', number: 1, facts: new Map(Object.entries(facts)), doubles: [], ...more },
  ];
}

function withTicket(): Oracle {
  const oracle = new Oracle();
  oracle.sent(created);
  oracle.ack(created, { value: { id: 'id-1', number: 1 }, seq: 1 });
  return oracle;
}

const kindsOf = (oracle: Oracle, seen: Seen[]): string[] => oracle.compare(seen).map(({ kind }) => kind);

describe('what the harness finds', () => {
  it('is nothing where everything acknowledged is there', () => {
    expect(kindsOf(withTicket(), read(whole))).toEqual([]);
  });

  it('is a lost change, with its command', () => {
    const { 'event c1': _, ...rest } = whole;
    expect(withTicket().compare(read(rest))).toMatchObject([{ kind: 'lost', commandId: 'c1' }]);
    expect(kindsOf(withTicket(), read({ ...whole, ticket: 'T1 scanner' }))).toEqual(['lost']);
    expect(kindsOf(withTicket(), read(whole, { number: 2 }))).toEqual(['lost']);
  });

  it('is what nobody sent, and what is there twice', () => {
    expect(kindsOf(withTicket(), read({ ...whole, 'tag g1': 'there' }))).toEqual(['unknown']);
    expect(kindsOf(withTicket(), read(whole, { doubles: ['message M1'] }))).toEqual(['double']);
    expect(kindsOf(new Oracle(), read(whole))).toEqual(['unknown']);
  });

  it('is half a command that had no answer', () => {
    const oracle = withTicket();
    oracle.sent(urgent);
    expect(kindsOf(oracle, read({ ...whole, priority: 'urgent' }))).toContain('half');
  });
});

describe('a command without an answer', () => {
  it('may have been done, and then stays done', () => {
    const oracle = withTicket();
    oracle.sent(urgent);
    const done = read({ ...whole, priority: 'urgent', 'event c2': 'there' });
    expect(kindsOf(oracle, done)).toEqual([]);
    expect(oracle.settled).toEqual({ done: 1, notDone: 0 });
    expect(kindsOf(oracle, read(whole))).toEqual(['lost', 'lost']);
  });

  it('may not have been done, and then never is', () => {
    const oracle = withTicket();
    oracle.sent(urgent);
    expect(kindsOf(oracle, read(whole))).toEqual([]);
    expect(oracle.settled).toEqual({ done: 0, notDone: 1 });
    expect(kindsOf(oracle, read({ ...whole, priority: 'urgent', 'event c2': 'there' }))).toEqual([
      'unknown',
      'unknown',
    ]);
  });

  it('that makes a ticket is known by its subject', () => {
    const oracle = new Oracle();
    oracle.sent(created);
    expect(kindsOf(oracle, read(whole))).toEqual([]);
    expect(oracle.known()).toEqual(['T1']);
  });
});
