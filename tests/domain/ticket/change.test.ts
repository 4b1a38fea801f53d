import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldOfCustomField } from '../../../src/domain/custom-field/custom-field';
import {
  planTicketChange,
  type PlanContext,
  type Ticket,
  type TicketChange,
  type TicketPlan,
} from '../../../src/domain/ticket/change';
import { emptyTicketFields, registeredFields } from '../../../src/domain/ticket/fields';
import { builtInStatuses } from '../../../src/domain/ticket/status';

const now = 9_000;
const size = fieldOfCustomField({ key: 'size', label: 'Size', type: 'choice', options: ['s', 'l'] });
const vendor = { id: 'vendor', name: 'With vendor', category: 'on-hold' } as const;

const context: PlanContext = {
  now,
  statuses: new Map([...builtInStatuses, vendor].map((status) => [status.id, status])),
  customFields: new Map([[size.key, size]]),
};

function ticket(fields: object = {}): Ticket {
  return { id: 't', ...emptyTicketFields(), status: 'new', subject: 'Printer', ...fields };
}

function plan(before: Ticket, change: TicketChange): TicketPlan {
  const planned = planTicketChange(before, change, context);
  if (!planned.ok) throw new Error(planned.error.message);
  return planned.value;
}

const kindsOf = ({ events }: TicketPlan): string[] => events.map((event) => event.kind);

describe('planning a change of a ticket', () => {
  it('starts a new ticket that is given to somebody, and says both', () => {
    const planned = plan(ticket(), { set: { assignee: 'bea' } });
    expect(planned.set).toEqual({ assignee: 'bea', assignedAt: now, status: 'open', startedAt: now });
    expect(planned.events).toEqual([
      { kind: 'assigned', changes: [{ field: 'assignee', from: null, to: 'bea' }] },
      { kind: 'started', changes: [{ field: 'status', from: 'new', to: 'open' }] },
    ]);
  });

  it('leaves the status that was asked for together with the assignment', () => {
    expect(plan(ticket(), { set: { assignee: 'bea', status: 'pending' } }).set).toMatchObject({
      status: 'pending',
      pendingAt: now,
    });
  });

  it('takes what was asked for as asked for, even where it is so already', () => {
    expect(
      plan(ticket({ priority: 'low' }), { set: { priority: 'low', impact: 'urgent', urgency: 'urgent' } })
        .set,
    ).toEqual({
      impact: 'urgent',
      urgency: 'urgent',
    });
    expect(plan(ticket(), { set: { status: 'new', assignee: 'bea' } }).set).toEqual({
      assignee: 'bea',
      assignedAt: now,
    });
  });

  it('counts a handing over, but not the first assignment', () => {
    expect(plan(ticket({ status: 'open', assignee: 'ana' }), { set: { assignee: 'bea' } }).set).toMatchObject(
      { reassignmentCount: 1, assignedAt: now },
    );
    expect(
      plan(ticket({ status: 'open', team: 'one', reassignmentCount: 4 }), { set: { team: 'two' } }).set,
    ).toMatchObject({ reassignmentCount: 5 });
    expect(plan(ticket({ status: 'open', assignee: 'ana' }), { set: { assignee: null } }).set).toEqual({
      assignee: null,
    });
  });

  it('follows the priority matrix, and tells the derived priority in the history', () => {
    const planned = plan(ticket(), { set: { impact: 'high', urgency: 'high' } });
    expect(planned.set).toEqual({ impact: 'high', urgency: 'high', priority: 'urgent' });
    expect(planned.events).toEqual([
      {
        kind: 'changed',
        changes: [
          { field: 'impact', from: null, to: 'high' },
          { field: 'urgency', from: null, to: 'high' },
          { field: 'priority', from: null, to: 'urgent' },
        ],
      },
    ]);
  });

  it('tells assignment, status and the rest in one line each', () => {
    const planned = plan(ticket(), {
      set: { subject: 'VPN', assignee: 'bea', status: 'solved' },
      add: { tags: ['vpn'] },
    });
    expect(kindsOf(planned)).toEqual(['assigned', 'solved', 'changed']);
  });

  it('leaves out what is so already', () => {
    const before = ticket({ priority: 'high', tags: ['a'], 'custom.size': 's' });
    const change = {
      set: { priority: 'high', subject: 'Printer', 'custom.size': 's' },
      add: { tags: ['a'] },
      remove: { tags: ['b'] },
    };
    expect(plan(before, change)).toEqual({ set: {}, add: {}, remove: {}, events: [] });
  });

  it('tells a set by what it was and what it becomes', () => {
    const planned = plan(ticket({ tags: ['b', 'c'] }), {
      add: { tags: ['a', 'a', 'c'] },
      remove: { tags: ['b'] },
    });
    expect(planned).toEqual({
      set: {},
      add: { tags: ['a'] },
      remove: { tags: ['b'] },
      events: [{ kind: 'changed', changes: [{ field: 'tags', from: ['b', 'c'], to: ['a', 'c'] }] }],
    });
  });

  it('goes by the stage of a status that the desk added', () => {
    const planned = plan(ticket({ status: 'on-hold', onHoldAt: 3 }), { set: { status: 'vendor' } });
    expect([planned.set, kindsOf(planned)]).toEqual([{ status: 'vendor' }, ['changed']]);
    expect(plan(ticket(), { set: { status: 'vendor' } }).set).toMatchObject({
      status: 'vendor',
      onHoldAt: now,
    });
  });

  it('sets and clears custom fields by their key', () => {
    expect(plan(ticket(), { set: { 'custom.size': 'l' } }).events[0]?.changes).toEqual([
      { field: 'custom.size', from: null, to: 'l' },
    ]);
    expect(plan(ticket({ 'custom.size': 'l' }), { set: { 'custom.size': null } }).set).toEqual({
      'custom.size': null,
    });
  });

  it.each<readonly [string, TicketChange, string, RegExp]>([
    ['an unknown field', { set: { colour: 'red' } }, 'invalid_input', /no ticket field named “colour”/],
    ['an unknown custom field', { set: { 'custom.weight': 1 } }, 'invalid_input', /no ticket field/],
    ['a field of the desk', { set: { number: 3 } }, 'invalid_input', /kept by the desk/],
    ['a field of the lifecycle', { set: { solvedAt: 3 } }, 'invalid_input', /kept by the desk/],
    ['a value of the wrong kind', { set: { dueAt: 'soon' } }, 'invalid_input', /“Due” cannot hold that/],
    [
      'a value that is no option',
      { set: { 'custom.size': 'xl' } },
      'invalid_input',
      /“Size” cannot hold that/,
    ],
    [
      'a subject too long',
      { set: { subject: 'x'.repeat(1_001) } },
      'invalid_input',
      /“Subject” cannot hold that/,
    ],
    ['an empty subject', { set: { subject: ' ' } }, 'invalid_input', /needs a subject/],
    ['a set written whole', { set: { tags: ['a'] } }, 'invalid_input', /add to it or remove from it/],
    ['a register written in parts', { add: { subject: ['a'] } }, 'invalid_input', /set it instead/],
    ['an empty tag', { add: { tags: [''] } }, 'invalid_input', /“Tags” cannot hold that/],
    ['an unknown status', { set: { status: 'asleep' } }, 'invalid_input', /no status “asleep”/],
    ['a step that is not allowed', { set: { status: 'pending' } }, 'conflict', /Reopen it first/],
  ])('refuses %s with a sentence', (_, change, code, sentence) => {
    const planned = planTicketChange(ticket({ status: 'closed' }), change, context);
    expect(planned).toMatchObject({ ok: false, error: { code, message: expect.stringMatching(sentence) } });
  });

  it('refuses every field that no person writes', () => {
    const kept = registeredFields().filter((field) => field.writer !== 'person');
    const refused = kept.filter(
      (field) => !planTicketChange(ticket(), { set: { [field.key]: field.empty } }, context).ok,
    );
    expect([refused.length, kept.length > 10]).toEqual([kept.length, true]);
  });

  it('asked for again after it was made, changes nothing more', () => {
    const set = fc.record(
      {
        subject: fc.constantFrom('VPN', 'Mail'),
        priority: fc.constantFrom('low', 'urgent', null),
        impact: fc.constantFrom('low', 'urgent', null),
        urgency: fc.constantFrom('high', null),
        assignee: fc.constantFrom('ana', 'bea', null),
        status: fc.constantFrom('open', 'pending', 'solved', 'vendor'),
      },
      { requiredKeys: [] },
    );
    const change = fc.record({
      set,
      add: fc.record({ tags: fc.subarray(['a', 'b']) }),
      remove: fc.record({ tags: fc.subarray(['c', 'd']) }),
    });
    fc.assert(
      fc.property(change, fc.constantFrom('new', 'open', 'on-hold'), (asked, status) => {
        const before = ticket({ status, tags: ['a', 'c'] });
        const first = plan(before, asked);
        const tags = [
          ...before.tags.filter((tag) => !(first.remove['tags'] ?? []).includes(tag)),
          ...(first.add['tags'] ?? []),
        ];
        expect(plan({ ...before, ...first.set, tags }, asked)).toEqual({
          set: {},
          add: {},
          remove: {},
          events: [],
        });
      }),
      { numRuns: 300 },
    );
  });
});
