import fc from 'fast-check';
import type { AppError } from '../../src/domain/errors';
import { generateDesk } from '../../src/domain/generate/generate';
import type { Result } from '../../src/domain/result';
import type { Desk } from './open-desk';

/**
 * One thing that somebody does, as data: which ticket it is done to is a number that is counted along the tickets
 * there are, so that any list of actions can be carried out and shortened.
 */
export type Action =
  | {
      readonly type: 'create';
      readonly subject: string;
      readonly body: string;
      readonly set: Values;
      readonly tags: readonly string[];
      readonly requester: string;
    }
  | { readonly type: 'change'; readonly on: readonly number[]; readonly set: Values }
  | { readonly type: 'assign'; readonly on: readonly number[]; readonly to: number | null }
  | {
      readonly type: 'tag';
      readonly on: number;
      readonly add: readonly string[];
      readonly remove: readonly string[];
    }
  | {
      readonly type: 'message';
      readonly on: number;
      readonly kind: 'reply' | 'note' | 'call';
      readonly direction: 'in' | 'out';
      readonly set: Values;
    }
  | { readonly type: 'draft'; readonly on: number | null; readonly id: number; readonly body: string }
  | { readonly type: 'discard'; readonly id: number }
  | { readonly type: 'link' | 'unlink'; readonly from: number; readonly to: number; readonly link: string }
  | { readonly type: 'merge'; readonly into: number; readonly on: readonly number[] }
  | { readonly type: 'unmerge'; readonly on: number }
  | { readonly type: 'split'; readonly on: number; readonly messages: readonly number[] }
  | { readonly type: 'trash' | 'spam' | 'restore'; readonly on: readonly number[] }
  | { readonly type: 'read'; readonly on: number; readonly isRead: boolean }
  | { readonly type: 'undo'; readonly back: number }
  | { readonly type: 'person'; readonly name: string; readonly isAgent: boolean }
  | {
      readonly type: 'record';
      readonly kind: 'teams' | 'categories' | 'organisations';
      readonly name: string;
    }
  | { readonly type: 'belong'; readonly person: number; readonly organisation: number }
  | {
      readonly type: 'rename';
      readonly kind: 'people' | 'teams' | 'categories' | 'organisations';
      readonly at: number;
      readonly name: string;
    }
  | {
      readonly type: 'remove';
      readonly kind: 'people' | 'teams' | 'categories' | 'organisations' | 'statuses' | 'customFields';
      readonly at: number;
    }
  | { readonly type: 'status'; readonly name: string; readonly category: string }
  | { readonly type: 'recategorise'; readonly at: number; readonly category: string }
  | {
      readonly type: 'customField';
      readonly key: string;
      readonly of: string;
      readonly options: readonly string[];
    }
  | {
      readonly type: 'customValue';
      readonly on: readonly number[];
      readonly at: number;
      readonly value: number;
    }
  | { readonly type: 'options'; readonly at: number; readonly options: readonly string[] }
  | { readonly type: 'import'; readonly seed: number; readonly tickets: number }
  | { readonly type: 'undoImport'; readonly seed: number }
  | { readonly type: 'restart' };

/** An action with who does it and how long after the one before. */
export type Step = { readonly action: Action; readonly agent: number; readonly afterMs: number };

type Values = Readonly<Record<string, unknown>>;

const which = fc.nat({ max: 30 });
const maybe: fc.Arbitrary<number | null> = fc.option(which, { nil: null });
const some = fc.array(which, { minLength: 1, maxLength: 4 });
const severity = fc.constantFrom('low', 'normal', 'high', 'urgent', null);
const category = fc.constantFrom('new', 'open', 'pending', 'on-hold', 'solved', 'closed');
const tags = fc.uniqueArray(fc.constantFrom('vpn', 'vip', 'zebra', 'äpfel', 'a b'), { maxLength: 3 });
const subject = fc.constantFrom('Printer is on fire', 'Mail is slow', 'VPN', 'Ärger mit Öl', 'a OR b', 'x');
const names = fc.constantFrom('Ana', 'Bo Berg', 'Zoë', 'cy@example.org');

const values: fc.Arbitrary<Values> = fc.record(
  {
    subject,
    impact: severity,
    urgency: severity,
    priority: severity,
    priorityReason: fc.constantFrom('', 'The boss asked'),
    type: fc.constantFrom('incident', 'question', null),
    level: fc.constantFrom('1', '2', '3', null),
    status: category,
    dueAt: fc.constantFrom(null, Date.UTC(2026, 0, 15, 8), Date.UTC(2026, 0, 15, 10), Date.UTC(2027, 0, 1)),
    cause: fc.constantFrom('', 'A loose cable'),
    satisfaction: fc.constantFrom(null, 1, 5),
  },
  { requiredKeys: [] },
);

const notEmpty = (given: Values): boolean => Object.keys(given).length > 0;

const create: fc.Arbitrary<Action> = fc.record({
  type: fc.constant('create' as const),
  subject,
  body: fc.constantFrom('', 'It does not work.'),
  set: fc.record(
    { impact: severity, urgency: severity, type: fc.constantFrom('incident', null) },
    { requiredKeys: [] },
  ),
  tags,
  requester: fc.oneof(fc.constant(''), names),
});

/** What is done to tickets. */
const ticketActions: readonly fc.WeightedArbitrary<Action>[] = [
  { weight: 6, arbitrary: create },
  {
    weight: 6,
    arbitrary: fc.record({ type: fc.constant('change' as const), on: some, set: values.filter(notEmpty) }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('assign' as const), on: some, to: maybe }) },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('tag' as const), on: which, add: tags, remove: tags }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('message' as const),
      on: which,
      kind: fc.constantFrom('reply' as const, 'note' as const, 'call' as const),
      direction: fc.constantFrom('in' as const, 'out' as const),
      set: fc.oneof(fc.constant({}), values),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constantFrom('link' as const, 'unlink' as const),
      from: which,
      to: which,
      link: fc.constantFrom('parent', 'related', 'duplicate_of', 'caused_by'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('merge' as const), into: which, on: some }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('unmerge' as const), on: which }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('split' as const), on: which, messages: some }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constantFrom('trash' as const, 'spam' as const, 'restore' as const),
      on: some,
    }),
  },
];

/** What is done to the directory, statuses and custom fields. */
const recordActions: readonly fc.WeightedArbitrary<Action>[] = [
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('person' as const), name: names, isAgent: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('record' as const),
      kind: fc.constantFrom('teams' as const, 'categories' as const, 'organisations' as const),
      name: fc.constantFrom('Network', 'Office', 'äußere'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('belong' as const), person: which, organisation: which }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('rename' as const),
      kind: fc.constantFrom(
        'people' as const,
        'teams' as const,
        'categories' as const,
        'organisations' as const,
      ),
      at: which,
      name: fc.constantFrom('Renamed', 'Ana', '10 Downing', '9 Lives'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('remove' as const),
      kind: fc.constantFrom(
        'people' as const,
        'teams' as const,
        'categories' as const,
        'organisations' as const,
        'statuses' as const,
        'customFields' as const,
      ),
      at: which,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('status' as const),
      name: fc.constantFrom('Vendor', 'Triage'),
      category,
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('recategorise' as const), at: which, category }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('customField' as const),
      key: fc.constantFrom('serial', 'size', 'since', 'paid'),
      of: fc.constantFrom('text', 'number', 'date', 'flag', 'choice'),
      options: fc.constantFrom([], ['small', 'large']),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('customValue' as const), on: some, at: which, value: which }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('options' as const),
      at: which,
      options: fc.constantFrom(['large', 'small'], ['small', 'medium', 'large'], []),
    }),
  },
];

/** What only this desk knows: drafts, read marks, restarts; and what takes back. */
const deskActions: readonly fc.WeightedArbitrary<Action>[] = [
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('draft' as const),
      on: maybe,
      id: fc.nat({ max: 2 }),
      body: fc.constantFrom('', 'Dear', 'Dear customer, I have tried everything there is'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('discard' as const), id: fc.nat({ max: 2 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('read' as const), on: which, isRead: fc.boolean() }),
  },
  { weight: 5, arbitrary: fc.record({ type: fc.constant('undo' as const), back: fc.nat({ max: 5 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('import' as const),
      seed: fc.nat({ max: 1 }),
      tickets: fc.constantFrom(1, 3),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('undoImport' as const), seed: fc.nat({ max: 1 }) }) },
];

const restart: fc.WeightedArbitrary<Action> = {
  weight: 1,
  arbitrary: fc.constant({ type: 'restart' as const }),
};

function steps(actions: readonly fc.WeightedArbitrary<Action>[], longest: number): fc.Arbitrary<Step[]> {
  const action = fc.oneof(...actions);
  const afterMs = fc.constantFrom(0, 1, 60_000, 90_000_000);
  return fc.array(fc.record({ action, agent: fc.nat({ max: 2 }), afterMs }), {
    minLength: 1,
    maxLength: longest,
    size: 'max',
  });
}

/** Any life that a desk may have had. */
export const anyHistory = (longest: number): fc.Arbitrary<Step[]> =>
  steps([...ticketActions, ...recordActions, ...deskActions, restart], longest);

/** One thing that can be taken back. */
export const undoableAction: fc.Arbitrary<Action> = fc.oneof(...ticketActions, ...recordActions);

/** What a history left behind: the desk as it is now, and the commands that were done. */
export type Lived = { readonly desk: Desk; readonly commandIds: readonly string[] };

/** Carries a history out; `after` looks at the desk when each step is done. */
export async function live(
  desk: Desk,
  history: readonly Step[],
  after?: (desk: Desk) => Promise<void>,
): Promise<Lived> {
  let lived: Lived = { desk, commandIds: [] };
  for (const step of history) {
    lived.desk.clock.advance(step.afterMs);
    if (step.action.type === 'restart') lived = { ...lived, desk: await lived.desk.reopen() };
    else {
      const done = await carryOut(lived.desk, step.action, step.agent, lived.commandIds);
      const commandId =
        done?.ok === true ? (done.value as { commandId?: string } | null)?.commandId : undefined;
      if (commandId !== undefined) lived = { ...lived, commandIds: [...lived.commandIds, commandId] };
    }
    await after?.(lived.desk);
  }
  return lived;
}

/** The failures that a person may run into; anything else ends the test. */
const expectedFailures: ReadonlySet<AppError['code']> = new Set(['invalid_input', 'conflict', 'not_found']);

/** Carries one action out. Undefined where there is nothing that it could be done to. */
export async function carryOut(
  desk: Desk,
  action: Action,
  agent: number,
  commandIds: readonly string[],
): Promise<Result<unknown> | undefined> {
  const actorId = agent === 0 ? '' : ((await agents(desk))[agent - 1] ?? '');
  const request = await requestOf(desk, action, commandIds);
  if (request === undefined) return undefined;
  if (request.op === 'import') return importGenerated(desk, request.seed, request.tickets);
  const done: Result<unknown> = await desk.ask(request.op, request.input, { actorId });
  if (!done.ok && !expectedFailures.has(done.error.code)) throw new Error(JSON.stringify(done.error));
  return done;
}

type Request =
  | { readonly op: Parameters<Desk['ask']>[0]; readonly input: unknown }
  | { readonly op: 'import'; readonly seed: number; readonly tickets: number };

async function requestOf(
  desk: Desk,
  action: Action,
  commandIds: readonly string[],
): Promise<Request | undefined> {
  const tickets = await idsOf(desk, 'tickets');
  const ticket = (at: number): string => pick(tickets, at) ?? 'no-ticket';
  const all = (at: readonly number[]): string[] => [...new Set(at.map(ticket))];
  const record = async (
    kind: 'people' | 'teams' | 'categories' | 'organisations' | 'statuses' | 'customFields',
    at: number,
  ) => pick(await idsOf(desk, kind), at) ?? 'no-record';
  if ('on' in action && action.on !== null && tickets.length === 0) return undefined;
  switch (action.type) {
    case 'create': {
      const { subject: text, body, set, tags: add, requester } = action;
      const change = { set, ...(add.length === 0 ? {} : { add: { tags: add } }) };
      return {
        op: 'ticket.create',
        input: { subject: text, body, change, ...(requester === '' ? {} : { requesterName: requester }) },
      };
    }
    case 'change':
      return { op: 'ticket.change', input: { ids: all(action.on), change: { set: action.set } } };
    case 'assign': {
      const assignee = action.to === null ? null : await record('people', action.to);
      return { op: 'ticket.change', input: { ids: all(action.on), change: { set: { assignee } } } };
    }
    case 'tag': {
      const change = { add: { tags: action.add }, remove: { tags: action.remove } };
      return { op: 'ticket.change', input: { ids: [ticket(action.on)], change } };
    }
    case 'message': {
      const { kind, direction, set } = action;
      const input = { ticketId: ticket(action.on), kind, direction, body: `A ${kind}`, change: { set } };
      return { op: 'message.add', input };
    }
    case 'draft': {
      const ticketId = action.on === null ? null : ticket(action.on);
      const kind = ticketId === null ? 'ticket' : 'reply';
      return { op: 'draft.save', input: { id: `draft-${action.id}`, ticketId, kind, body: action.body } };
    }
    case 'discard':
      return { op: 'draft.discard', input: { id: `draft-${action.id}` } };
    case 'link':
    case 'unlink':
      return {
        op: `ticket.${action.type}`,
        input: { from: ticket(action.from), to: ticket(action.to), type: action.link },
      };
    case 'merge':
      return { op: 'ticket.merge', input: { into: ticket(action.into), ids: all(action.on) } };
    case 'unmerge':
      return { op: 'ticket.unmerge', input: { id: ticket(action.on) } };
    case 'split': {
      const ticketId = ticket(action.on);
      const own = (await desk.database.messages.toArray())
        .filter((row) => row.ticketId === ticketId)
        .map((row) => row.id);
      const messageIds = [...new Set(action.messages.map((at) => pick(own, at) ?? 'no-message'))];
      return { op: 'ticket.split', input: { ticketId, messageIds, subject: 'Split off' } };
    }
    case 'trash':
    case 'spam':
    case 'restore':
      return { op: `ticket.${action.type}`, input: { ids: all(action.on) } };
    case 'read':
      return { op: 'ticket.markRead', input: { ids: [ticket(action.on)], isRead: action.isRead } };
    case 'undo': {
      const target = commandIds.at(-1 - action.back);
      return target === undefined ? undefined : { op: 'command.undo', input: { target } };
    }
    case 'person':
      return {
        op: 'record.save',
        input: { kind: 'people', change: { set: { name: action.name, isAgent: action.isAgent } } },
      };
    case 'record':
      return { op: 'record.save', input: { kind: action.kind, change: { set: { name: action.name } } } };
    case 'belong': {
      const change = { set: { organisation: await record('organisations', action.organisation) } };
      return {
        op: 'record.save',
        input: { kind: 'people', id: await record('people', action.person), change },
      };
    }
    case 'rename':
      return {
        op: 'record.save',
        input: {
          kind: action.kind,
          id: await record(action.kind, action.at),
          change: { set: { name: action.name } },
        },
      };
    case 'remove':
      return { op: 'record.remove', input: { kind: action.kind, id: await record(action.kind, action.at) } };
    case 'status':
      return {
        op: 'record.save',
        input: {
          kind: 'statuses',
          change: { set: { name: action.name, category: action.category, order: 9 } },
        },
      };
    case 'recategorise': {
      const own = (await idsOf(desk, 'statuses')).filter((id) => id.includes('-') && id !== 'on-hold');
      const id = pick(own, action.at);
      if (id === undefined) return undefined;
      return {
        op: 'record.save',
        input: { kind: 'statuses', id, change: { set: { category: action.category } } },
      };
    }
    case 'customField': {
      const set = { key: action.key, label: action.key, type: action.of };
      const add = action.of === 'choice' && action.options.length > 0 ? { options: action.options } : {};
      return { op: 'record.save', input: { kind: 'customFields', change: { set, add } } };
    }
    case 'customValue': {
      const field = pick(await desk.database.customFields.toArray(), action.at);
      if (field === undefined) return undefined;
      const value = customValue(
        String(field['type']),
        (field['options'] as readonly string[] | undefined) ?? [],
        action.value,
      );
      return {
        op: 'ticket.change',
        input: { ids: all(action.on), change: { set: { [`custom.${String(field['key'])}`]: value } } },
      };
    }
    case 'options': {
      const fields = (await desk.database.customFields.toArray()).filter(
        (field) => field['type'] === 'choice',
      );
      const field = pick(fields, action.at);
      if (field === undefined) return undefined;
      const remove = ((field['options'] as readonly string[] | undefined) ?? []).filter(
        (option) => !action.options.includes(option),
      );
      return {
        op: 'record.save',
        input: {
          kind: 'customFields',
          id: field.id,
          change: { add: { options: action.options }, remove: { options: remove } },
        },
      };
    }
    case 'import':
      return { op: 'import', seed: action.seed, tickets: action.tickets };
    case 'undoImport':
      return { op: 'import.undo', input: { batch: `generated-${action.seed}` } };
    case 'restart':
      return undefined;
  }
}

function customValue(type: string, options: readonly string[], value: number): unknown {
  if (value % 4 === 0) return null;
  switch (type) {
    case 'number':
      return value - 10;
    case 'date':
      return Date.UTC(2026, 0, value);
    case 'flag':
      return value % 2 === 0;
    case 'choice':
      return options.length === 0 ? 'free' : (pick(options, value) ?? null);
    default:
      return value % 2 === 0 ? 'SN-10' : 'SN-9';
  }
}

/** Fills a desk with the tickets that a seed stands for, as an import named after the seed. */
export async function importGenerated(desk: Desk, seed: number, tickets: number): Promise<Result<unknown>> {
  const batch = `generated-${seed}`;
  await desk.host('import.begin', { batch, format: 'generated', fileName: '' });
  const counts: unknown[] = [];
  for (const chunk of generateDesk(tickets, seed))
    counts.push(await desk.host('import.chunk', { batch, chunk }));
  await desk.host('import.finish', { batch });
  return { ok: true, value: { counts } };
}

/** The ids of all rows of a kind, in their order. */
async function idsOf(
  desk: Desk,
  kind: 'tickets' | 'people' | 'teams' | 'categories' | 'organisations' | 'statuses' | 'customFields',
): Promise<string[]> {
  return desk.database[kind].orderBy(':id').primaryKeys();
}

async function agents(desk: Desk): Promise<string[]> {
  return (await desk.database.people.toArray())
    .filter((person) => person['isAgent'] === true)
    .map((person) => person.id);
}

function pick<T>(from: readonly T[], at: number): T | undefined {
  return from[at % Math.max(1, from.length)];
}
