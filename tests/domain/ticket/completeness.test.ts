import { describe, expect, it } from 'vitest';
import { completeness } from '../../../src/domain/ticket/completeness';
import { emptyTicketFields } from '../../../src/domain/ticket/fields';

const blank = { ticket: emptyTicketFields(), requester: null, hasDetails: false };

const complete = {
  ticket: {
    ...emptyTicketFields(),
    number: 1,
    createdAt: 0,
    priority: 'low',
    urgency: 'low',
    category: 'c',
    team: 't',
    assignee: 'a',
    closeCode: 'Solved',
    fix: 'Cable',
  } as ReturnType<typeof emptyTicketFields>,
  requester: { name: 'Ana', emails: [], phones: ['1'] },
  hasDetails: true,
};

const met = (input: Parameters<typeof completeness>[0]): string[] =>
  completeness(input)
    .filter((line) => line.isMet)
    .map((line) => line.part);

describe('the logging cheat sheet', () => {
  it('has six lines, all met on a complete ticket and none on a blank one', () => {
    const parts = ['customer', 'identity', 'details', 'urgency', 'routing', 'closing'];
    expect([completeness(blank).map((line) => line.part), met(complete), met(blank)]).toEqual([
      parts,
      parts,
      [],
    ]);
  });

  it('says what is missing, line by line', () => {
    expect(completeness(blank).map((line) => line.missing)).toEqual([
      ['requester', 'a phone number or email address'],
      ['number', 'creation date'],
      ['a description'],
      ['priority', 'urgency'],
      ['category', 'team', 'assignee'],
      ['resolution code', 'what fixed it'],
    ]);
    expect(completeness(complete).flatMap((line) => line.missing)).toEqual([]);
  });

  it.each([
    ['customer', { ...complete, requester: { name: 'Ana', emails: [], phones: [] } }],
    ['customer', { ...complete, requester: { name: '', emails: ['a@b'], phones: [] } }],
    ['details', { ...complete, hasDetails: false }],
    ['urgency', { ...complete, ticket: { ...complete.ticket, urgency: null } }],
    ['routing', { ...complete, ticket: { ...complete.ticket, team: null } }],
    ['closing', { ...complete, ticket: { ...complete.ticket, fix: '' } }],
  ])('misses the line %s where one thing of it is missing', (part, input) => {
    expect(
      completeness(input)
        .filter((line) => !line.isMet)
        .map((line) => line.part),
    ).toEqual([part]);
  });
});
