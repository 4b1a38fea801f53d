import { digest } from './digest.mjs';
import { drafts } from './oracle.mjs';
import { messageKey } from './workload.mjs';

/**
 * @typedef {import('./app.mjs').RunningApp} RunningApp
 * @typedef {import('./oracle.mjs').Seen} Seen
 */

/** Reading stopped because the app ended or answered with a failure. */
export class NotReadable extends Error {}

const atOnce = 16;
const pageRows = 400;

/** Every ticket there is. @param {RunningApp} app @returns {Promise<string[]>} */
export async function readTicketIds(app) {
  return answerOf(await app.call('ticket.ids', { query: '', limit: 1_000_000 }), 'ticket.ids');
}

/**
 * Reads some tickets the way a window does.
 *
 * @param {RunningApp} app
 * @param {readonly string[]} ids
 * @returns {Promise<Seen[]>}
 */
export async function readTickets(app, ids) {
  const seen = [];
  for (let first = 0; first < ids.length; first += atOnce) {
    const some = ids.slice(first, first + atOnce).map((id) => readTicket(app, id));
    seen.push(...(await Promise.all(some)));
  }
  return seen;
}

/**
 * @param {RunningApp} app
 * @param {string} id
 */
async function readTicket(app, id) {
  const { ticket, messages, events } = answerOf(await app.call('ticket.detail', { id }), 'ticket.detail');
  return seenTicket(ticket, messages, events);
}

/** Reads every ticket as an export does. @param {RunningApp} app @returns {Promise<Seen[]>} */
export async function readAllTickets(app) {
  const [tickets, messages, events] = [
    await readRows(app, 'tickets'),
    Map.groupBy(await readRows(app, 'messages'), ({ ticketId }) => ticketId),
    Map.groupBy(await readRows(app, 'events'), ({ ticketId }) => ticketId),
  ];
  return tickets.map((ticket) =>
    seenTicket(ticket, messages.get(ticket.id) ?? [], events.get(ticket.id) ?? []),
  );
}

/**
 * @param {RunningApp} app
 * @param {string} kind
 * @returns {Promise<any[]>}
 */
async function readRows(app, kind) {
  const rows = [];
  for (let after = null; ; ) {
    const page = answerOf(
      await app.call('export.page', { kind, after, limit: pageRows }, 'host'),
      'export.page',
    );
    rows.push(...page.rows.map((/** @type {any} */ { row }) => row));
    if (page.next === null) return rows;
    after = page.next;
  }
}

/** Reads the drafts of the desk's own agent. @param {RunningApp} app @returns {Promise<Seen>} */
export async function readDrafts(app) {
  const rows = answerOf(await app.call('draft.list', {}), 'draft.list');
  const own = rows.flatMap((/** @type {any} */ { id, body }) => {
    const name = /\.(chaos-\d+)$/.exec(id)?.[1];
    return name === undefined ? [] : [[name, digest(body)]];
  });
  return { subject: drafts, id: null, number: null, facts: new Map(own), doubles: [] };
}

/**
 * @param {any} ticket
 * @param {any[]} messages
 * @param {any[]} events
 * @returns {Seen}
 */
function seenTicket(ticket, messages, events) {
  /** @type {Map<string, string>} */
  const facts = new Map([['ticket', digest(ticket.subject)]]);
  const doubles = [];
  for (const { kind, body } of messages) {
    const key = messageKey(body);
    if (facts.has(key)) doubles.push(key);
    facts.set(key, `${kind} ${digest(body)}`);
  }
  for (const tag of ticket.tags ?? []) facts.set(`tag ${tag}`, 'there');
  if (ticket.priority != null) facts.set('priority', ticket.priority);
  for (const { commandId } of events) if (commandId !== undefined) facts.set(`event ${commandId}`, 'there');
  return { subject: ticket.subject.split(' ')[0], id: ticket.id, number: ticket.number, facts, doubles };
}

/**
 * @param {import('./app.mjs').Answer | null} answer
 * @param {string} op
 */
export function answerOf(answer, op) {
  if (answer === null) throw new NotReadable(`The app ended before it answered ${op}.`);
  if (!answer.ok)
    throw new NotReadable(`${op} was answered with ${answer.error.code}: ${answer.error.message}`);
  return answer.value.value;
}
