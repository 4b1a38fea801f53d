import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyTicketFields } from '../../../src/domain/ticket/fields';
import { mayMove, transition, transitions } from '../../../src/domain/ticket/lifecycle';
import { isOpenCategory, statusCategories, type StatusCategory } from '../../../src/domain/ticket/status';

const blank = emptyTicketFields();
const now = 1_000;

/** Every step that a ticket may take, with how the history calls it; what is not here is refused. */
const steps: Readonly<Record<StatusCategory, Readonly<Partial<Record<StatusCategory, string>>>>> = {
  new: {
    new: 'changed',
    open: 'started',
    pending: 'pending',
    'on-hold': 'on_hold',
    solved: 'solved',
    closed: 'closed',
  },
  open: { open: 'changed', pending: 'pending', 'on-hold': 'on_hold', solved: 'solved', closed: 'closed' },
  pending: { pending: 'changed', open: 'started', 'on-hold': 'on_hold', solved: 'solved', closed: 'closed' },
  'on-hold': {
    'on-hold': 'changed',
    open: 'started',
    pending: 'pending',
    solved: 'solved',
    closed: 'closed',
  },
  solved: { solved: 'changed', open: 'reopened', closed: 'closed' },
  closed: { closed: 'changed', open: 'reopened' },
};

const pairs = statusCategories.flatMap((from) => statusCategories.map((to) => [from, to] as const));

describe('a step of the lifecycle', () => {
  it.each(pairs)('from %s to %s is taken or refused as the table says', (from, to) => {
    const taken = transition(blank, from, to, now);
    const event = steps[from][to];
    expect(mayMove(from, to)).toBe(event !== undefined);
    if (event !== undefined) expect(taken).toMatchObject({ ok: true, value: { event } });
    else expect(taken).toMatchObject({ ok: false, error: { code: 'conflict', details: { from, to } } });
  });

  it.each(pairs.filter(([from, to]) => !mayMove(from, to)))(
    'from %s to %s is refused with a way out',
    (from, to) => {
      const refused = transition(blank, from, to, now);
      const sentence = refused.ok ? '' : refused.error.message;
      expect(sentence).toMatch(isOpenCategory(from) ? /cannot become new again/ : /Reopen it first/);
    },
  );

  it.each<readonly [StatusCategory, StatusCategory, object, object]>([
    ['new', 'open', {}, { startedAt: now }],
    ['pending', 'open', { startedAt: 5, pendingAt: 6 }, { startedAt: 5, pendingAt: null }],
    ['open', 'pending', {}, { pendingAt: now }],
    ['pending', 'on-hold', { pendingAt: 6 }, { pendingAt: null, onHoldAt: now }],
    ['on-hold', 'solved', { onHoldAt: 7 }, { onHoldAt: null, solvedAt: now }],
    ['open', 'closed', {}, { closedAt: now, solvedAt: now }],
    ['solved', 'closed', { solvedAt: 8 }, { closedAt: now, solvedAt: 8 }],
    [
      'solved',
      'open',
      { solvedAt: 8, startedAt: 5 },
      { solvedAt: null, closedAt: null, reopenedAt: now, reopenCount: 1, startedAt: 5 },
    ],
    [
      'closed',
      'open',
      { closedAt: 9, reopenCount: 2 },
      { closedAt: null, solvedAt: null, reopenedAt: now, reopenCount: 3, startedAt: now },
    ],
    ['open', 'open', { startedAt: 5 }, {}],
  ])('from %s to %s keeps the times and counts', (from, to, before, fields) => {
    expect(transition({ ...blank, ...before }, from, to, now)).toMatchObject({ ok: true, value: { fields } });
  });

  it('never leads back to new, and leads on from everywhere', () => {
    expect(statusCategories.filter((from) => transitions[from].includes('new'))).toEqual([]);
    expect(statusCategories.filter((from) => transitions[from].length === 0)).toEqual([]);
  });
});

describe('any walk through the lifecycle', () => {
  const walk = fc.array(fc.constantFrom(...statusCategories), { maxLength: 15 });

  it('leaves a waiting time exactly while the ticket waits, an end exactly while it is finished, and counts reopenings', () => {
    fc.assert(
      fc.property(walk, (targets) => {
        let ticket: typeof blank = blank;
        let category = 'new' as StatusCategory;
        let reopened = 0;
        targets.forEach((to, place) => {
          const step = transition(ticket, category, to, place + 1);
          if (!step.ok) return;
          if (step.value.event === 'reopened') reopened += 1;
          ticket = { ...ticket, ...step.value.fields };
          category = to;
        });
        expect({
          pending: ticket.pendingAt !== null,
          onHold: ticket.onHoldAt !== null,
          solved: ticket.solvedAt !== null,
          closed: ticket.closedAt !== null,
          reopened: ticket.reopenCount ?? 0,
        }).toEqual({
          pending: category === 'pending',
          onHold: category === 'on-hold',
          solved: !isOpenCategory(category),
          closed: category === 'closed',
          reopened,
        });
      }),
      { numRuns: 500 },
    );
  });
});
