import { describe, expect, it } from 'vitest';
import { EventFields } from '../../../src/domain/event/event';
import { generateDesk } from '../../../src/domain/generate/generate';
import { randomFrom } from '../../../src/domain/generate/random';
import { Id } from '../../../src/domain/ids';
import { PreparedChunk } from '../../../src/domain/import/prepared';
import { checkFieldValue, kinds, type KindName } from '../../../src/domain/kinds';
import { MessageFields } from '../../../src/domain/message/message';
import type { Field } from '../../../src/domain/field/field';
import { statusCategories } from '../../../src/domain/ticket/status';

const chunks = (tickets: number, seed: number): PreparedChunk[] => [...generateDesk(tickets, seed)];

function problemsOf(kind: KindName, row: Readonly<Record<string, unknown>>): string[] {
  const fields: readonly Field[] = kinds[kind].fields ?? [];
  return Object.entries(row).flatMap(([key, value]) => {
    if (key === 'id') return Id.safeParse(value).success ? [] : [`${kind} ${String(value)}`];
    const field = fields.find((known) => known.key === key);
    const problem = field === undefined ? 'no such field' : checkFieldValue(field, value);
    return problem === null ? [] : [`${kind}.${key}: ${problem}`];
  });
}

describe('an invented desk', () => {
  it('is the same for the same seed and count, and another for another', () => {
    expect(chunks(250, 7)).toEqual(chunks(250, 7));
    expect(chunks(250, 7)).not.toEqual(chunks(250, 8));
  });

  it('has exactly as many tickets as were asked for, in chunks that one transaction takes', () => {
    for (const count of [0, 1, 99, 100, 101, 250]) {
      const made = chunks(count, 1);
      expect(made.reduce((sum, chunk) => sum + chunk.tickets.length, 0)).toBe(count);
      expect(Math.max(...made.map((chunk) => chunk.tickets.length))).toBeLessThanOrEqual(100);
    }
  });

  it('has rows that every schema allows', () => {
    const made = chunks(300, 3);
    const problems = made.flatMap((chunk) => [
      ...chunk.records.flatMap(({ kind, row }) => problemsOf(kind, row)),
      ...chunk.tickets.flatMap(({ row }) => problemsOf('tickets', row)),
      ...chunk.tickets.flatMap(({ messages }) =>
        messages.filter((message) => !MessageFields.safeParse(message).success),
      ),
      ...chunk.tickets.flatMap(({ events }) =>
        events.filter((event) => !EventFields.safeParse(event).success),
      ),
    ]);
    expect(problems).toEqual([]);
    expect(made.filter((chunk) => !PreparedChunk.safeParse(chunk).success)).toEqual([]);
  });

  it('points at nothing that is not in it, and names every row once', () => {
    const made = chunks(300, 3);
    const ids = made.flatMap((chunk) => [
      ...chunk.records.map(({ row }) => row.id),
      ...chunk.tickets.flatMap(({ row, messages, events }) => [
        row.id,
        ...messages.map(({ id }) => id),
        ...events.map(({ id }) => id),
      ]),
    ]);
    const known = new Set<unknown>([...ids, ...statusCategories]);
    const pointers = made.flatMap((chunk) =>
      chunk.tickets.flatMap(({ row, messages, events }) => [
        ...['requester', 'assignee', 'team', 'category', 'status'].flatMap((field) =>
          row[field] === undefined ? [] : [row[field]],
        ),
        ...messages.flatMap(({ authorId, ticketId }) => [authorId, ticketId]),
        ...events.flatMap(({ actorId, ticketId, subjectId }) =>
          [actorId, ticketId, subjectId].filter((id) => id !== null && id !== undefined),
        ),
      ]),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(pointers.filter((pointer) => !known.has(pointer))).toEqual([]);
  });

  it('has tickets of every stage, with conversations and histories in the order of time', () => {
    const tickets = chunks(600, 5).flatMap((chunk) => chunk.tickets);
    const stages = new Set(tickets.map(({ row }) => String(row['status'])));
    expect([...stages].sort()).toEqual(['closed', 'new', 'open', 'pending', 'solved']);
    const isOrdered = (times: readonly number[]): boolean =>
      times.every((time, place) => place === 0 || time >= (times[place - 1] ?? 0));
    expect(
      tickets.filter(
        ({ events, messages }) =>
          !isOrdered(events.map(({ at }) => at)) || !isOrdered(messages.map(({ at }) => at)),
      ),
    ).toEqual([]);
    expect(
      tickets.filter(
        ({ row, events }) =>
          row['updatedAt'] !== Math.max(...events.map(({ at }) => at)) &&
          Number(row['updatedAt']) < Math.max(...events.map(({ at }) => at)),
      ),
    ).toEqual([]);
  });
});

describe('a stream of random numbers', () => {
  it('is the same for the same seed on every machine', () => {
    const { next, between, hex } = randomFrom(42);
    expect([next().toFixed(6), between(1, 6), hex(8)]).toEqual(['0.601104', 3, 'da2849d7']);
  });

  it('stays within its bounds', () => {
    const random = randomFrom(1);
    const throws = Array.from({ length: 2_000 }, () => random.between(-2, 3));
    expect([Math.min(...throws), Math.max(...throws), throws.every(Number.isInteger)]).toEqual([-2, 3, true]);
    expect(
      Array.from({ length: 100 }, () => [random.chance(0), random.chance(1)])
        .flat()
        .filter(Boolean),
    ).toHaveLength(100);
  });
});
