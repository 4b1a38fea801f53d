import { randomUUID } from 'node:crypto';
import { digest } from './digest.mjs';
import { drafts } from './oracle.mjs';

/**
 * @typedef {import('./oracle.mjs').Command} Command
 * @typedef {import('./oracle.mjs').Effect} Effect
 */

const priorities = ['low', 'normal', 'high', 'urgent'];

/** The one import that every step of an import belongs to. */
export const importBatch = 'chaos-import';

const mix = { create: 20, message: 30, change: 20, bulk: 8, draft: 12, undo: 7, import: 3 };

/** Most of what is written is short, and now and then somebody pastes a log. */
const usualLengths = { short: 85, page: 12, log: 3 };

const lengthRanges = /** @type {const} */ ({
  short: [300, 2_000],
  page: [2_000, 20_000],
  log: [20_000, 300_000],
});

/** Makes commands for a desk, and says what each must have changed when it was acknowledged. */
export class Workload {
  #oracle;
  #random;
  #name;
  #lengths;
  #last = 0;

  /**
   * @param {import('./oracle.mjs').Oracle} oracle
   * @param {import('./random.mjs').Random} random
   * @param {string} name begins every word that must be found again
   * @param {Readonly<typeof usualLengths>} [lengths] how often texts are how long
   */
  constructor(oracle, random, name, lengths = usualLengths) {
    this.#oracle = oracle;
    this.#random = random;
    this.#name = name;
    this.#lengths = lengths;
  }

  /** @returns {Command} the next one; what it touches has nothing else under way */
  next() {
    const makers = {
      create: () => this.#create(),
      message: () => this.#message(),
      change: () => this.#change(),
      bulk: () => this.#bulk(),
      draft: () => this.#draft(),
      undo: () => this.#undo(),
      import: () => this.#import(),
    };
    return makers[this.#random.weighted(mix)]() ?? this.#create();
  }

  /** @returns {Command} */
  #create() {
    const subject = this.#word('T');
    const priority = this.#random.chance(0.5) ? this.#random.pick(priorities) : null;
    const tag = this.#word('g');
    const body = this.#body('D');
    const title = `${subject} ${this.#random.text(30)}`;
    const set = priority === null ? {} : { priority };
    const command = this.#command(
      'ticket.create',
      { subject: title, body, change: { set, add: { tags: [tag] } } },
      [
        { subject, key: 'ticket', value: digest(title) },
        { subject, key: messageKey(body), value: `reply ${digest(body)}` },
        { subject, key: `tag ${tag}`, value: 'there' },
        { subject, key: 'priority', value: priority },
      ],
    );
    return { ...withAudit(command, [subject]), makes: [{ subject, id: null }] };
  }

  /** @returns {Command | undefined} */
  #message() {
    const subject = this.#anyTicket();
    if (subject === undefined) return undefined;
    const kind = this.#random.pick(['reply', 'note']);
    const body = this.#body('M');
    const effects = [
      { subject, key: messageKey(body), value: /** @type {string | null} */ (`${kind} ${digest(body)}`) },
    ];
    const priority = this.#random.chance(0.2) ? this.#otherPriority(subject) : undefined;
    if (priority !== undefined) effects.push({ subject, key: 'priority', value: priority });
    const change = priority === undefined ? {} : { set: { priority } };
    const input = { ticketId: this.#idOf(subject), kind, body, change };
    return withAudit(this.#command('message.add', input, effects), [subject]);
  }

  /** @returns {Command | undefined} */
  #change() {
    const subject = this.#anyTicket();
    if (subject === undefined) return undefined;
    return this.#changeOf([subject], this.#otherPriority(subject));
  }

  /** @returns {Command | undefined} */
  #bulk() {
    const known = this.#oracle.known();
    if (known.length < 3) return undefined;
    const count = this.#random.between(2, Math.min(20, known.length));
    const chosen = new Set(Array.from({ length: count }, () => this.#random.pick(known)));
    return this.#changeOf([...chosen], undefined);
  }

  /**
   * @param {string[]} subjects
   * @param {string | undefined} priority
   * @returns {Command}
   */
  #changeOf(subjects, priority) {
    const tag = this.#word('g');
    const effects = subjects.flatMap((subject) => [
      { subject, key: `tag ${tag}`, value: 'there' },
      ...(priority === undefined ? [] : [{ subject, key: 'priority', value: priority }]),
    ]);
    const set = priority === undefined ? {} : { priority };
    const ids = subjects.map((subject) => this.#idOf(subject));
    const input = { ids, change: { set, add: { tags: [tag] } } };
    return withAudit(this.#command('ticket.change', input, effects), subjects);
  }

  /** @returns {Command | undefined} */
  #draft() {
    const id = `chaos-${this.#random.between(1, 12)}`;
    if (!this.#oracle.isFree(drafts, id)) return undefined;
    const body = this.#body('F');
    const subject = this.#anyTicket();
    const ticketId = subject === undefined ? null : this.#idOf(subject);
    const input = { id, ticketId, kind: 'note', body };
    return this.#command('draft.save', input, [{ subject: drafts, key: id, value: digest(body) }]);
  }

  /** @returns {Command | undefined} */
  #undo() {
    const at = this.#random.between(0, this.#oracle.undoable.length - 1);
    const target = this.#oracle.undoable[at];
    if (target === undefined) return undefined;
    // What a later command wrote stays as it is; what has one under way cannot be foretold.
    const own = target.effects.filter(({ key }) => !key.startsWith('event '));
    if (own.some(({ subject, key }) => !this.#oracle.isFree(subject, key))) return undefined;
    this.#oracle.undoable.splice(at, 1);
    const mine = own.filter(({ subject, key }) => this.#writerOf(subject, key) === target.commandId);
    const effects = mine.map(({ subject, key, before }) => ({ subject, key, value: before }));
    const command = this.#command('command.undo', { target: target.commandId }, effects);
    return withAudit(command, [...new Set(own.map(({ subject }) => subject))]);
  }

  /** @returns {Command} */
  #import() {
    const tickets = Array.from({ length: this.#random.between(2, 8) }, () => {
      const subject = this.#word('I');
      const title = `${subject} ${this.#random.text(30)}`;
      const body = this.#body('D');
      return { id: randomUUID(), subject, title, body };
    });
    const chunk = {
      records: [],
      rows: [],
      tickets: tickets.map(({ id, title, body }) => ({
        row: { id, subject: title, status: 'new', createdAt: Date.now() },
        messages: [
          {
            id: randomUUID(),
            ticketId: id,
            kind: 'reply',
            direction: 'in',
            authorId: null,
            at: Date.now(),
            body,
            channel: 'email',
          },
        ],
        events: [],
      })),
    };
    const effects = tickets.flatMap(({ subject, title, body }) => [
      { subject, key: 'ticket', value: digest(title) },
      { subject, key: messageKey(body), value: `reply ${digest(body)}` },
    ]);
    const command = this.#command('import.chunk', { batch: importBatch, chunk }, effects, 'host');
    return { ...command, makes: tickets.map(({ subject, id }) => ({ subject, id })) };
  }

  /**
   * @param {string} op
   * @param {object} input
   * @param {Effect[]} effects
   * @param {'store' | 'host'} [via]
   * @returns {Command}
   */
  #command(op, input, effects, via = 'store') {
    return { commandId: randomUUID(), op, via, input, effects };
  }

  #anyTicket() {
    const known = this.#oracle.known();
    return known.length === 0 ? undefined : this.#random.pick(known);
  }

  /** @param {string} subject */
  #idOf(subject) {
    return /** @type {string} */ (this.#oracle.subjects.get(subject)?.id);
  }

  /**
   * @param {string} subject
   * @param {string} key
   */
  #writerOf(subject, key) {
    return this.#oracle.subjects.get(subject)?.facts.get(key)?.by;
  }

  /** @param {string} subject */
  #otherPriority(subject) {
    if (!this.#oracle.isFree(subject, 'priority')) return undefined;
    const now = this.#oracle.valueOf(subject, 'priority');
    return this.#random.pick(priorities.filter((priority) => priority !== now));
  }

  /** @param {string} letter */
  #word(letter) {
    this.#last += 1;
    return `${letter}${this.#name}${this.#last}`;
  }

  /** @param {string} letter */
  #body(letter) {
    const [low, high] = lengthRanges[this.#random.weighted(this.#lengths)];
    return `${this.#word(letter)} ${this.#random.text(this.#random.between(low, high))}`;
  }
}

/** @param {string} body */
export function messageKey(body) {
  return `message ${body.split(' ')[0]}`;
}

/**
 * The history of each ticket has a line about the command.
 *
 * @param {Command} command
 * @param {string[]} subjects
 * @returns {Command}
 */
function withAudit(command, subjects) {
  const lines = subjects.map((subject) => ({ subject, key: `event ${command.commandId}`, value: 'there' }));
  return { ...command, effects: [...command.effects, ...lines] };
}
