import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isPriorityOverridden,
  matrixPriority,
  priorityAfter,
  severities,
  type Severity,
} from '../../../src/domain/ticket/priority';

/** Rows by impact, columns by urgency, both from low to urgent. */
const matrix = [
  ['low', 'low', 'normal', 'high'],
  ['low', 'normal', 'high', 'high'],
  ['normal', 'high', 'urgent', 'urgent'],
  ['high', 'high', 'urgent', 'urgent'],
] as const;

const severity = fc.constantFrom<Severity | null>(...severities, null);
const rank = (of: Severity | null): number => severities.indexOf(of ?? 'low');

describe('the priority that impact and urgency call for', () => {
  it.each(
    severities.flatMap((impact, row) =>
      severities.map((urgency, column) => [impact, urgency, matrix[row]?.[column]] as const),
    ),
  )('of impact %s and urgency %s is %s', (impact, urgency, priority) => {
    expect(matrixPriority(impact, urgency)).toBe(priority);
  });

  it('is unknown while one of them is', () => {
    expect(severities.flatMap((one) => [matrixPriority(one, null), matrixPriority(null, one)])).toEqual(
      severities.flatMap(() => [null, null]),
    );
  });

  it('never falls when either of them rises', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...severities),
        fc.constantFrom(...severities),
        fc.constantFrom(...severities),
        (one, other, fixed) => {
          const [low, high] = rank(one) <= rank(other) ? [one, other] : [other, one];
          expect(rank(matrixPriority(low, fixed))).toBeLessThanOrEqual(rank(matrixPriority(high, fixed)));
          expect(rank(matrixPriority(fixed, low))).toBeLessThanOrEqual(rank(matrixPriority(fixed, high)));
        },
      ),
    );
  });
});

describe('the priority after a change', () => {
  const ticket = fc.record({ impact: severity, urgency: severity, priority: severity });

  it('is the one that was chosen, whatever the matrix says', () => {
    fc.assert(
      fc.property(ticket, severity, severity, (before, impact, priority) => {
        expect(priorityAfter(before, { impact, priority })).toBe(priority);
      }),
    );
  });

  it('follows the matrix where nobody had chosen another one', () => {
    fc.assert(
      fc.property(ticket, severity, (given, impact) => {
        const before = { ...given, priority: matrixPriority(given.impact, given.urgency) };
        expect(priorityAfter(before, { impact })).toBe(
          matrixPriority(impact, before.urgency) ?? before.priority,
        );
      }),
    );
  });

  it('keeps an earlier choice', () => {
    const before = { impact: 'high', urgency: 'high', priority: 'low' } as const;
    expect([priorityAfter(before, { impact: 'urgent' }), isPriorityOverridden(before)]).toEqual([
      'low',
      true,
    ]);
    const chosenEarly = { impact: null, urgency: null, priority: 'urgent' } as const;
    expect([
      priorityAfter(chosenEarly, { impact: 'low', urgency: 'low' }),
      isPriorityOverridden(chosenEarly),
    ]).toEqual(['urgent', false]);
  });

  it('stays where neither impact nor urgency changed', () => {
    fc.assert(
      fc.property(ticket, (before) => {
        expect(priorityAfter(before, {})).toBe(before.priority);
      }),
    );
  });
});
