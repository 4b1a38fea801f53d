import type { EventFields } from '../event/event';
import { uuidFrom } from '../ids';
import type { PreparedChunk, PreparedRecord, PreparedTicket } from '../import/prepared';
import { sparseContent, type RecordKind } from '../kinds';
import type { MessageFields } from '../message/message';
import type { TicketFields } from '../ticket/fields';
import { matrixPriority, severities } from '../ticket/priority';
import { randomFrom, type Random } from './random';
import { words } from './words';

/** Generated tickets end at this moment, so that the same seed gives the same rows on any day. */
const lastMoment = Date.UTC(2026, 5, 30, 18);
const firstMoment = Date.UTC(2025, 0, 6, 7);
const hour = 3_600_000;
const ticketsAChunk = 100;

/** Tickets a requester has on average; agents are far fewer. */
const ticketsAPerson = 6;
const agentCount = 12;

type Cast = {
  readonly records: readonly PreparedRecord[];
  readonly agents: readonly [string, ...string[]];
  readonly requesters: readonly [string, ...string[]];
  readonly teams: readonly [string, ...string[]];
  readonly categories: readonly [string, ...string[]];
  readonly organisations: readonly [string, ...string[]];
};

/**
 * Invents a helpdesk's tickets with people, conversations and histories. The same count and seed give the same rows,
 * ids and times included; chunks are as an import makes them.
 */
export function* generateDesk(tickets: number, seed: number): Generator<PreparedChunk> {
  const random = randomFrom(seed);
  const cast = castOf(random, Math.max(3, Math.ceil(tickets / ticketsAPerson)));
  yield { records: [...cast.records], tickets: [], rows: [] };
  for (let first = 0; first < tickets; first += ticketsAChunk) {
    const count = Math.min(ticketsAChunk, tickets - first);
    const made = Array.from({ length: count }, (_, place) =>
      ticketOf(random, cast, (first + place) / tickets),
    );
    yield { records: [], tickets: made, rows: [] };
  }
}

function castOf(random: Random, people: number): Cast {
  const records: PreparedRecord[] = [];
  const add = (kind: RecordKind, content: object): string => {
    const id = uuidFrom(firstMoment, random.hex(20));
    records.push({ kind, row: { id, ...sparseContent(kind, { ...content }) } });
    return id;
  };
  const organisations = nonEmpty(words.organisations.map((name) => add('organisations', { name })));
  const teams = nonEmpty(words.teams.map((name) => add('teams', { name })));
  const categories = nonEmpty(words.categories.map((name) => add('categories', { name })));
  const person = (isAgent: boolean): string => {
    const name = `${random.pick(words.firstNames)} ${random.pick(words.lastNames)}`;
    const mailbox = `${name.toLowerCase().replace(' ', '.')}.${random.hex(3)}@example.org`;
    const organisation = random.pick(organisations);
    return add('people', { name, emails: [mailbox], organisation, isAgent: isAgent ? true : null });
  };
  const agents = nonEmpty(Array.from({ length: agentCount }, () => person(true)));
  const requesters = nonEmpty(Array.from({ length: people }, () => person(false)));
  return { records, agents, requesters, teams, categories, organisations };
}

function nonEmpty<T>(list: readonly T[]): readonly [T, ...T[]] {
  const [first, ...others] = list;
  if (first === undefined) throw new Error('A cast has at least one of everybody.');
  return [first, ...others];
}

/** What happens to a ticket, one step after the other. */
type Story = {
  readonly id: string;
  at: number;
  readonly fields: Partial<Record<keyof TicketFields, unknown>>;
  readonly messages: PreparedTicket['messages'];
  readonly events: PreparedTicket['events'];
};

function ticketOf(random: Random, cast: Cast, progress: number): PreparedTicket {
  const createdAt = Math.floor(firstMoment + (lastMoment - firstMoment) * progress);
  const id = uuidFrom(createdAt, random.hex(20));
  const impact = random.pick(['low', 'normal', 'normal', 'high', 'urgent'] as const);
  const urgency = random.pick([severities[1] ?? 'normal', ...severities]);
  const requester = random.pick(cast.requesters);
  const fields: Story['fields'] = {
    subject: `${random.pick(words.things)} ${random.pick(words.faults)}`,
    type: random.pick(['incident', 'incident', 'incident', 'request', 'question']),
    status: 'new',
    channel: random.pick(['email', 'phone', 'web', 'chat', 'agent']),
    impact,
    urgency,
    priority: matrixPriority(impact, urgency),
    requester,
    category: random.pick(cast.categories),
    team: random.pick(cast.teams),
    createdAt,
    tags: random.chance(0.4) ? [random.pick(words.tags)] : [],
    dueAt: random.chance(0.5) ? createdAt + random.between(4, 120) * hour : null,
  };
  const story: Story = { id, at: createdAt, fields, messages: [], events: [] };
  tell(random, story, 'created', null, []);
  say(random, story, 'reply', 'in', requester, `${String(fields.subject)}. ${random.pick(words.answers)}`);
  live(random, cast, story, requester, progress);
  return {
    row: { id, ...sparseContent('tickets', { ...fields, updatedAt: story.at }) },
    messages: story.messages,
    events: story.events,
  };
}

/** Older tickets are mostly finished, the newest are mostly not. */
function live(random: Random, cast: Cast, story: Story, requester: string, progress: number): void {
  if (random.chance(progress > 0.9 ? 0.3 : 0.02)) return;
  const agent = random.pick(cast.agents);
  pass(random, story);
  change(random, story, 'assigned', agent, { assignee: agent, assignedAt: story.at });
  change(random, story, 'started', agent, { status: 'open', startedAt: story.at });
  const rounds = random.between(0, 3);
  for (let round = 0; round <= rounds; round += 1) {
    pass(random, story);
    say(random, story, 'reply', 'out', agent, random.pick(words.questions));
    story.fields.firstResponseAt ??= story.at;
    if (random.chance(0.4)) say(random, story, 'note', 'out', agent, random.pick(words.notes));
    pass(random, story);
    if (random.chance(0.7)) say(random, story, 'reply', 'in', requester, random.pick(words.answers));
  }
  if (random.chance(0.15)) {
    change(random, story, 'pending', agent, { status: 'pending', pendingAt: story.at });
    return;
  }
  if (random.chance(progress > 0.9 ? 0.6 : 0.05)) return;
  pass(random, story);
  const outcome = { closeCode: 'Solved', fix: random.pick(words.fixes), solvedAt: story.at };
  change(random, story, 'solved', agent, { status: 'solved', ...outcome });
  if (random.chance(0.7)) {
    pass(random, story);
    change(random, story, 'closed', agent, { status: 'closed', closedAt: story.at });
  }
}

function pass(random: Random, story: Story): void {
  story.at += random.between(1, 600) * 60_000;
}

function change(
  random: Random,
  story: Story,
  kind: EventFields['kind'],
  actorId: string,
  fields: Story['fields'],
): void {
  const told = Object.entries(fields).filter(([field]) => !field.endsWith('At'));
  const changes = told.map(([field, to]) => ({
    field,
    from: story.fields[field as keyof TicketFields] ?? null,
    to,
  }));
  Object.assign(story.fields, fields);
  tell(random, story, kind, actorId, changes);
}

function tell(
  random: Random,
  story: Story,
  kind: EventFields['kind'],
  actorId: string | null,
  changes: EventFields['changes'],
  subjectId?: string,
): void {
  const event = {
    id: uuidFrom(story.at, random.hex(20)),
    ticketId: story.id,
    kind,
    at: story.at,
    actorId,
    changes,
  };
  story.events.push(subjectId === undefined ? event : { ...event, subjectId });
}

function say(
  random: Random,
  story: Story,
  kind: 'reply' | 'note',
  direction: MessageFields['direction'],
  authorId: string,
  body: string,
): void {
  const id = uuidFrom(story.at, random.hex(20));
  const channel = String(story.fields.channel);
  story.messages.push({ id, ticketId: story.id, kind, direction, authorId, at: story.at, body, channel });
  if (direction === 'out') tell(random, story, kind === 'note' ? 'noted' : 'replied', authorId, [], id);
}
