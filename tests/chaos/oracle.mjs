/**
 * What the harness knows of the desk from answers alone. A fact is one thing that can be read back: a ticket, a message,
 * a tag, a priority, a line of history, a draft. It has the value of the last acknowledged command that wrote it.
 *
 * @typedef {{ subject: string, key: string, value: string | null }} Effect
 *   `subject` is the word that begins a ticket's subject, or `drafts`; a value of null means that it is not there
 * @typedef {{ commandId: string, op: string, via: 'store' | 'host', input: object, effects: Effect[], makes?: { subject: string, id: string | null }[] }} Command
 *   `makes` names the tickets that it makes; their ids are null where the desk gives them
 * @typedef {{ value: string | null, by: string, pending: string | null }} Fact
 * @typedef {{ id: string | null, number: number | null, facts: Map<string, Fact> }} Subject
 * @typedef {{ commandId: string, effects: (Effect & { before: string | null })[] }} Undoable
 * @typedef {{ kind: string, commandId: string, text: string }} Problem
 * @typedef {{ subject: string, id: string | null, number: number | null, facts: Map<string, string>, doubles: string[] }} Seen
 *   one subject as it was read back
 */

export const drafts = 'drafts';

/** How many acknowledged commands are remembered for undo: fewer than the store remembers. */
const rememberedForUndo = 150;

export class Oracle {
  /** @type {Map<string, Subject>} */
  subjects = new Map([[drafts, { id: null, number: null, facts: new Map() }]]);
  /** @type {Map<string, Command>} commands without an answer, or refused: they may have been done or not */
  unresolved = new Map();
  /** @type {Undoable[]} */
  undoable = [];
  /** Subjects that something was sent for since they were last read back. */
  touched = new Set([drafts]);
  highestSeq = 0;
  acked = 0;
  /** How many of those were acknowledged before the last reading. */
  compared = 0;
  refused = 0;
  settled = { done: 0, notDone: 0 };

  /** @returns {string[]} the subjects of tickets that are surely there */
  known() {
    return [...this.subjects].flatMap(([subject, { id }]) => (id === null ? [] : [subject]));
  }

  /**
   * Whether nothing is under way for a fact, so that its next value has only one possible predecessor.
   *
   * @param {string} subject
   * @param {string} key
   */
  isFree(subject, key) {
    return (this.subjects.get(subject)?.facts.get(key)?.pending ?? null) === null;
  }

  /**
   * @param {string} subject
   * @param {string} key
   */
  valueOf(subject, key) {
    return this.subjects.get(subject)?.facts.get(key)?.value ?? null;
  }

  /** @param {Command} command about to be sent */
  sent(command) {
    this.unresolved.set(command.commandId, command);
    for (const { subject, key } of command.effects) {
      this.touched.add(subject);
      this.#factOf(subject, key).pending = command.commandId;
    }
  }

  /**
   * @param {Command} command
   * @param {{ value: any, seq: number }} answer
   */
  ack(command, { value, seq }) {
    this.acked += 1;
    this.highestSeq = Math.max(this.highestSeq, seq);
    for (const { subject, id } of command.makes ?? [])
      Object.assign(this.#subjectOf(subject), id === null ? { id: value.id, number: value.number } : { id });
    const isUndoable = ['message.add', 'ticket.change'].includes(command.op);
    if (isUndoable) this.#remember(command);
    this.#apply(command);
  }

  /** The command was visibly rejected. @param {Command} _command */
  refuse(_command) {
    // It may have been done all the same: only the next reading tells.
    this.refused += 1;
  }

  /**
   * Compares what was read back with what is known, and settles what had no answer.
   *
   * @param {Seen[]} seen the subjects that were read
   * @returns {Problem[]}
   */
  compare(seen) {
    const bySubject = new Map(seen.map((one) => [one.subject, one]));
    const problems = [...this.#settle(bySubject)];
    for (const one of seen) problems.push(...this.#compareSubject(one));
    for (const { subject } of seen) this.touched.delete(subject);
    this.compared = this.acked;
    return problems;
  }

  /**
   * A command without an answer was done wholly or not at all.
   *
   * @param {Map<string, Seen>} seen
   * @returns {Problem[]}
   */
  #settle(seen) {
    /** @type {Problem[]} */
    const problems = [];
    for (const command of this.unresolved.values()) {
      const readable = command.effects.filter((effect) => {
        const before = this.valueOf(effect.subject, effect.key);
        return before !== effect.value;
      });
      const done = readable.filter(
        ({ subject, key, value }) => (seen.get(subject)?.facts.get(key) ?? null) === value,
      );
      if (done.length > 0 && done.length < readable.length) {
        const { commandId, op } = command;
        problems.push({
          kind: 'half',
          commandId,
          text: `${op}: ${done.length} of ${readable.length} effects are there`,
        });
      }
      if (done.length > 0) {
        this.settled.done += 1;
        for (const { subject } of command.makes ?? []) {
          const { id = null, number = null } = seen.get(subject) ?? {};
          Object.assign(this.#subjectOf(subject), { id, number });
        }
        this.#apply(command);
      } else this.#drop(command);
    }
    return problems;
  }

  /** @param {Command} command that was not done */
  #drop(command) {
    this.settled.notDone += 1;
    this.unresolved.delete(command.commandId);
    for (const { subject, key } of command.effects) {
      const entry = this.subjects.get(subject);
      const fact = entry?.facts.get(key);
      if (fact === undefined || entry === undefined) continue;
      fact.pending = null;
      if (fact.by === '') entry.facts.delete(key);
    }
    for (const { subject } of command.makes ?? []) this.subjects.delete(subject);
  }

  /**
   * @param {Seen} one
   * @returns {Problem[]}
   */
  #compareSubject({ subject, id, number, facts, doubles }) {
    const entry = this.subjects.get(subject);
    if (entry === undefined || (entry.id === null && subject !== drafts))
      return [{ kind: 'unknown', commandId: '', text: `${subject} was never made` }];
    const problems = doubles.map((key) => ({
      kind: 'double',
      commandId: '',
      text: `${subject} has ${key} twice`,
    }));
    // An import does not say which numbers it gave.
    entry.number ??= number;
    if (entry.id !== id || entry.number !== number) {
      const text = `${subject} is ${id} #${number} instead of ${entry.id} #${entry.number}`;
      problems.push({ kind: 'lost', commandId: entry.facts.get('ticket')?.by ?? '', text });
    }
    for (const [key, { value, by }] of entry.facts) {
      const found = facts.get(key) ?? null;
      if (found === value) continue;
      problems.push({ kind: 'lost', commandId: by, text: `${subject} ${key}: ${found} instead of ${value}` });
    }
    for (const key of facts.keys()) {
      if (!entry.facts.has(key))
        problems.push({ kind: 'unknown', commandId: '', text: `${subject} ${key} was never made` });
    }
    return problems;
  }

  /** @param {Command} command */
  #apply(command) {
    this.unresolved.delete(command.commandId);
    for (const { subject, key, value } of command.effects) {
      const fact = this.#factOf(subject, key);
      Object.assign(fact, { value, by: command.commandId });
      if (fact.pending === command.commandId) fact.pending = null;
    }
  }

  /** @param {Command} command */
  #remember({ commandId, effects }) {
    const before = effects.map((effect) => ({ ...effect, before: this.valueOf(effect.subject, effect.key) }));
    this.undoable.push({ commandId, effects: before });
    this.undoable.splice(0, this.undoable.length - rememberedForUndo);
  }

  /**
   * @param {string} subject
   * @param {string} key
   */
  #factOf(subject, key) {
    const { facts } = this.#subjectOf(subject);
    const fact = facts.get(key) ?? { value: null, by: '', pending: null };
    facts.set(key, fact);
    return fact;
  }

  /** @param {string} subject */
  #subjectOf(subject) {
    const entry = this.subjects.get(subject) ?? { id: null, number: null, facts: new Map() };
    this.subjects.set(subject, entry);
    return entry;
  }
}
