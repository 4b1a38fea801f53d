import { describe, expect, it } from 'vitest';
import type { CustomField } from '../../../src/domain/custom-field/custom-field';
import { evaluateQuery } from '../../../src/domain/query/evaluate';
import { parseQuery } from '../../../src/domain/query/parse';
import { operatorsOf } from '../../../src/domain/query/schema';
import { utcStartOf } from '../../../src/domain/query/times';
import { noActivity } from '../../../src/domain/ticket/activity';
import type { Ticket } from '../../../src/domain/ticket/change';
import { emptyTicketFields, registeredFields } from '../../../src/domain/ticket/fields';
import {
  checkNames,
  dependsOnAgent,
  dependsOnTime,
  fieldsByQueryName,
  hasFacts,
  heldValues,
  isFacts,
  ticketFacts,
  ticketQuerySchema,
  withHiddenLeftOut,
  type TicketQueryEnvironment,
} from '../../../src/domain/ticket/query';
import { builtInStatuses, type Status } from '../../../src/domain/ticket/status';

const vendor: Status = { id: 'id-of-vendor', name: 'With Vendor', category: 'on-hold' };
const statuses = [...builtInStatuses, vendor];
const customFields: readonly CustomField[] = [
  { key: 'size', label: 'Size', type: 'choice', options: ['s', 'l'] },
  { key: 'paid', label: 'Paid', type: 'flag', options: [] },
  { key: 'priority', label: 'Theirs', type: 'text', options: [] },
];
const schema = ticketQuerySchema(customFields, statuses);
const now = Date.UTC(2026, 0, 15);

const environment: TicketQueryEnvironment = {
  now,
  me: 'bea',
  statuses: new Map(statuses.map((status) => [status.id, status])),
  names: (_, id) => [id, `Name of ${id}`],
};

function ticket(fields: object = {}): Ticket {
  return { id: 't', ...emptyTicketFields(), status: 'new', subject: 'Printer', ...fields };
}

type Circumstances = Parameters<typeof ticketFacts>[1];

const quiet: Circumstances = { activity: noActivity, isUnread: false, hasDraft: false };

/** True when a query finds a ticket, by the facts and values of the domain alone. */
function finds(query: string, given: Ticket, circumstances = quiet): boolean {
  const parsed = parseQuery(query, schema);
  if (!parsed.ok) throw new Error(parsed.error.message);
  const fields = fieldsByQueryName(customFields);
  return evaluateQuery(withHiddenLeftOut(parsed.value.node), given, {
    schema,
    clock: { now, startOf: utcStartOf },
    me: 'bea',
    texts: (row) => [row.subject],
    values: (row, name) => {
      if (name === 'is' || name === 'has') return ticketFacts(row, circumstances, environment);
      const field = fields.get(name);
      return field === undefined
        ? []
        : heldValues(field, (row as Readonly<Record<string, unknown>>)[field.key], environment);
    },
  });
}

describe('the fields of the query language', () => {
  it('are those of the contract, and every custom field', () => {
    const contract =
      'number status priority impact urgency type assignee team requester organisation category tag channel level created updated solved closed due is has source alias';
    expect([...schema.fields.keys()].sort()).toEqual(
      [...contract.split(' '), 'subject', 'organization', 'size', 'paid'].sort(),
    );
  });

  it('compare the four steps of priority, impact and urgency, in their order', () => {
    for (const name of ['priority', 'impact', 'urgency']) {
      const field = schema.fields.get(name);
      expect(field).toMatchObject({ values: ['low', 'normal', 'high', 'urgent'], ordered: true });
      expect(field === undefined ? [] : operatorsOf(field)).toContain('>');
    }
  });

  it('have organization as another spelling of organisation', () => {
    expect(schema.fields.get('organization')).toBe(schema.fields.get('organisation'));
  });

  it('never let a custom field hide a built-in one', () => {
    expect(schema.fields.get('priority')).toMatchObject({ kind: 'choice' });
  });

  it('take the six stages of a status, and the names that the desk added, in small letters', () => {
    expect(schema.fields.get('status')).toMatchObject({
      values: ['new', 'open', 'pending', 'on-hold', 'solved', 'closed', 'with vendor'],
    });
  });

  it('stand for a registered field each', () => {
    const named = registeredFields().filter((field) => field.queryName !== null);
    expect(named.filter((field) => !schema.fields.has(field.queryName ?? ''))).toEqual([]);
    expect(new Set(named.map((field) => field.queryName)).size).toBe(named.length);
  });
});

describe('a status in a query', () => {
  it('is found by its stage and by its name', () => {
    const waiting = ticket({ status: vendor.id });
    expect(
      ['status:on-hold', 'status:"with vendor"', 'status:open', 'status:new'].map((query) =>
        finds(query, waiting),
      ),
    ).toEqual([true, true, false, false]);
  });

  it('that nobody knows any more is found by its id, and counts as new', () => {
    const status = registeredFields().find((field) => field.key === 'status');
    expect(status === undefined ? [] : heldValues(status, 'gone', environment)).toEqual(['gone']);
    expect(finds('is:open', ticket({ status: 'gone' }))).toBe(true);
  });
});

describe('a fact', () => {
  const activity = { ...noActivity, replies: 1 };

  it.each<readonly [string, object, Partial<Circumstances>]>([
    ['is:open', { status: 'pending' }, {}],
    ['-is:open', { status: 'solved' }, {}],
    ['is:overdue', { dueAt: now - 1 }, {}],
    ['-is:overdue', { dueAt: now }, {}],
    ['-is:overdue', { dueAt: now - 1, status: 'closed' }, {}],
    ['-is:overdue', {}, {}],
    ['is:unassigned', {}, {}],
    ['-is:unassigned', { assignee: 'ana' }, {}],
    ['is:reopened', { reopenCount: 1 }, {}],
    ['-is:reopened', { reopenCount: 0 }, {}],
    ['is:merged', { mergedInto: 'other' }, {}],
    ['is:deleted', { deletedAt: 1 }, {}],
    ['is:spam', { spamAt: 1 }, {}],
    ['is:unread', {}, { isUnread: true }],
    ['is:draft', {}, { hasDraft: true }],
    ['is:mine', { assignee: 'bea' }, {}],
    ['-is:mine', { assignee: 'ana' }, {}],
    ['-is:mine', {}, {}],
    ['has:reply', {}, { activity }],
    ['-has:reply', {}, {}],
    ['-has:attachment -has:article -has:diagnosis -has:conflict', {}, {}],
  ])('%s holds of %j', (query, fields, circumstances) => {
    expect(finds(query, ticket(fields), { ...quiet, ...circumstances })).toBe(true);
  });

  it('is one of the words that the schema offers', () => {
    expect([schema.fields.get('is')?.values, schema.fields.get('has')?.values]).toEqual([isFacts, hasFacts]);
  });
});

describe('trash, spam and merged tickets', () => {
  const hidden = [ticket({ deletedAt: 1 }), ticket({ spamAt: 1 }), ticket({ mergedInto: 'x' })];
  const seen = (query: string): boolean[] => hidden.map((one) => finds(query, one));

  it('stay out of what does not ask for them', () => {
    expect([seen(''), seen('printer'), seen('-status:closed'), seen('is:open OR is:unassigned')]).toEqual(
      Array.from({ length: 4 }, () => [false, false, false]),
    );
  });

  it('are found by what asks for them, each by its own word', () => {
    expect([seen('is:deleted'), seen('is:spam'), seen('is:merged'), seen('is:deleted,spam,merged')]).toEqual([
      [true, false, false],
      [false, true, false],
      [false, false, true],
      [true, true, true],
    ]);
  });

  it('are not hidden twice: asking for what is not in the trash shows the rest', () => {
    expect(seen('-is:deleted')).toEqual([false, false, false]);
    expect(finds('-is:deleted', ticket())).toBe(true);
  });

  it('stay hidden under a word that they do not fit, even where another is asked for', () => {
    expect(finds('is:deleted', ticket({ deletedAt: 1, spamAt: 1 }))).toBe(false);
    expect(finds('is:deleted is:spam', ticket({ deletedAt: 1, spamAt: 1 }))).toBe(true);
  });
});

describe('a query', () => {
  const nodeOf = (query: string) => {
    const parsed = parseQuery(query, schema);
    if (!parsed.ok) throw new Error(parsed.error.message);
    return parsed.value.node;
  };

  it.each([
    ['created>2d', true],
    ['is:overdue', true],
    ['-(tag:a OR is:overdue)', true],
    ['created>2026-01-01', false],
    ['is:open printer', false],
  ])('%s depends on the time: %s', (query, isTimed) => {
    expect(dependsOnTime(nodeOf(query))).toBe(isTimed);
  });

  it.each([
    ['assignee:me', true],
    ['is:mine', true],
    ['is:unread', true],
    ['-is:draft', true],
    ['assignee:bea', false],
    ['is:open', false],
  ])('%s depends on who asks: %s', (query, isPersonal) => {
    expect(dependsOnAgent(nodeOf(query))).toBe(isPersonal);
  });

  it('that names nobody is refused at the place of the name', () => {
    const checked = checkNames(
      nodeOf('is:open -(tag:x OR assignee:nobody)'),
      schema,
      (_, name) => name === 'ana',
    );
    expect(checked).toMatchObject({
      ok: false,
      error: { code: 'invalid_input', details: { position: 28, length: 6 } },
    });
    expect(
      checkNames(nodeOf('assignee:ana,me tag:nobody requester:none'), schema, (_, name) => name === 'ana'),
    ).toEqual({ ok: true, value: null });
  });
});
