import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentOf } from '../support/content';
import { anyHistory, carryOut, live, undoableAction, type Lived } from '../support/histories';
import { openDesk, type Desk } from '../support/open-desk';
import { oracleOf } from '../support/oracle';
import { runs } from '../support/runs';
import { replayInto } from '../support/replay';

const leaf = fc.constantFrom(
  'printer',
  '"a or"',
  'öl',
  'is:open',
  'is:overdue',
  'is:unassigned',
  'is:reopened',
  'is:merged',
  'is:deleted',
  'is:spam',
  'is:unread',
  'is:draft',
  'is:mine',
  'has:reply',
  'status:new,closed',
  'status:pending',
  'status:on-hold',
  'priority:high',
  'priority>normal',
  'impact:none',
  'urgency<=normal',
  'type:incident',
  'level:any',
  'level>1',
  'tag:vpn',
  'tag:none',
  'tag:"a b"',
  'assignee:me',
  'assignee:none',
  'requester:any',
  'number>2',
  'created>1d',
  'updated<1h',
  'due:any',
  'due<2026-02-01',
  'solved:any',
  'channel:agent',
  'source:none',
  'team:none',
  'category:any',
  'requester:"Bo Berg"',
  'assignee:Renamed',
  'serial:sn-9',
  'size:small',
  'since>2026-01-05',
  'paid:yes',
  'size:none',
  'serial:any',
  'status:vendor',
);

const condition = fc.letrec<{ text: string }>((tie) => ({
  text: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    leaf,
    fc.tuple(tie('text'), tie('text')).map(([left, right]) => `(${left} ${right})`),
    fc.tuple(tie('text'), tie('text')).map(([left, right]) => `(${left} OR ${right})`),
    tie('text').map((text) => `-${text}`),
  ),
})).text;

const sortKey = fc
  .tuple(
    fc.constantFrom('', '-'),
    fc.constantFrom(
      'updated',
      'created',
      'number',
      'priority',
      'status',
      'subject',
      'assignee',
      'requester',
      'due',
      'level',
      'type',
      'size',
      'serial',
      'paid',
    ),
  )
  .map(([minus, field]) => `sort:${minus}${field}`);

const query = fc
  .tuple(fc.oneof(fc.constant(''), condition), fc.array(sortKey, { maxLength: 2 }))
  .map(([text, sort]) => [text, ...sort].filter((part) => part !== '').join(' '));

const queries = fc.array(query, { minLength: 4, maxLength: 8, size: 'max' });

const facetFields = ['status', 'priority', 'assignee', 'tag', 'type', 'level'];

/** What the store answers to a query: ids in order, how many, and the spread. */
async function answersOf(desk: Desk, text: string, actorId: string): Promise<unknown> {
  const ids = await desk.ask('ticket.ids', { query: text }, { actorId });
  if (!ids.ok) return ids;
  const [[count], page, facets] = (await Promise.all([
    desk.send('ticket.counts', { queries: [text] }, { actorId }),
    desk.send('ticket.list', { query: text, limit: 1_000 }, { actorId }),
    desk.send('ticket.facets', { query: text, fields: facetFields }, { actorId }),
  ])) as [
    [number],
    { total: number; tickets: { id: string }[] },
    Record<string, { value: string | null; count: number }[]>,
  ];
  return {
    ids: ids.value,
    count,
    listed: [page.total, page.tickets.map((ticket) => ticket.id)],
    facets: Object.fromEntries(
      facetFields.map((field) => [
        field,
        sortedCounts((facets[field] ?? []).map(({ value, count: of }) => [value, of])),
      ]),
    ),
  };
}

/** The same from the rows alone. */
async function expectedAnswers(
  desk: Desk,
  texts: readonly string[],
  agentIds: readonly string[],
): Promise<unknown[]> {
  const oracle = await oracleOf(desk);
  return texts.flatMap((text) =>
    agentIds.map((agentId) => {
      const ids = oracle.ids(text, agentId);
      if (!ids.ok) return ids;
      const facets = Object.fromEntries(
        facetFields.map((field) => [field, sortedCounts([...oracle.facet(text, agentId, field)])]),
      );
      return { ids: ids.value, count: ids.value.length, listed: [ids.value.length, ids.value], facets };
    }),
  );
}

function sortedCounts(counts: readonly (readonly [string | null, number])[]): string[] {
  return counts.map(([value, count]) => `${count} × ${String(value)}`).sort();
}

async function allAnswers(
  desk: Desk,
  texts: readonly string[],
  agentIds: readonly string[],
): Promise<unknown[]> {
  return Promise.all(texts.flatMap((text) => agentIds.map((agentId) => answersOf(desk, text, agentId))));
}

/** The desk's own agent and one more. */
async function agentIds(desk: Desk): Promise<string[]> {
  const { me, agents } = (await desk.send('directory', {})) as {
    me: { id: string };
    agents: { id: string }[];
  };
  return [...new Set([me.id, ...agents.map((agent) => agent.id)])].slice(0, 2);
}

async function lived(
  history: Parameters<typeof live>[1],
  after?: (desk: Desk) => Promise<void>,
): Promise<Lived> {
  return live(await openDesk(), history, after);
}

describe('after any history', () => {
  it('lists, counts and spreads are what looking at every row gives', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyHistory(24), queries, async (history, texts) => {
        const { desk } = await lived(history, async (now) => {
          // Asked at each step, so that the answers that are kept up to date are the ones that are judged.
          await allAnswers(now, texts.slice(0, 2), ['']);
        });
        const who = await agentIds(desk);
        expect(await allAnswers(desk, texts, who)).toEqual(await expectedAnswers(desk, texts, who));
      }),
      { numRuns: runs(60) },
    );
  });

  it('a restart answers the same, and the check finds nothing', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyHistory(24), queries, async (history, texts) => {
        const { desk } = await lived(history);
        const who = await agentIds(desk);
        const before = {
          check: await desk.send('desk.check', {}),
          answers: await allAnswers(desk, texts, who),
        };
        expect(before.check).toMatchObject({ ok: true, problems: [] });
        const again = await desk.reopen();
        expect({
          check: await again.send('desk.check', {}),
          answers: await allAnswers(again, texts, who),
        }).toEqual(before);
      }),
      { numRuns: runs(40) },
    );
  });

  it('the journal alone makes the same desk', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(anyHistory(24), async (history) => {
        const { desk } = await lived(history);
        const check = await desk.send('desk.check', {});
        const rebuilt = await replayInto(desk.journal, desk.clock);
        expect(await rebuilt.send('desk.check', {})).toEqual(check);
        // A replay that was interrupted starts again from the beginning.
        const twice = await replayInto([...desk.journal, ...desk.journal], desk.clock);
        expect(await twice.send('desk.check', {})).toEqual(check);
      }),
      { numRuns: runs(40) },
    );
  });

  it('taking a change back leaves what was there, and taking that back what was done', {
    timeout: 600_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(anyHistory(16), undoableAction, async (history, action) => {
        const { desk, commandIds } = await lived(history);
        const before = await contentOf(desk);
        const done = await carryOut(desk, action, 0, commandIds);
        const commandId = done?.ok === true ? (done.value as { commandId: string }).commandId : undefined;
        fc.pre(commandId !== undefined);
        const after = await contentOf(desk);
        // The desk's own agent becomes a person with their first action, and stays one.
        const agent = Object.fromEntries(
          Object.entries(after).filter(
            ([key, row]) =>
              key.startsWith('people/') &&
              !(key in before) &&
              row['isAgent'] === true &&
              row['name'] === 'me',
          ),
        );
        desk.clock.advance(1_000);
        const undone = await desk.ask('command.undo', { target: commandId });
        if (!undone.ok) {
          expect(undone.error).toMatchObject({ code: 'conflict' });
          expect(after).toEqual({ ...before, ...agent });
          return;
        }
        expect(undone.value).toMatchObject({ kept: [] });
        expect(await contentOf(desk)).toEqual({ ...before, ...agent });
        const { commandId: undo } = undone.value as { commandId: string };
        desk.clock.advance(1_000);
        expect(await desk.send('command.undo', { target: undo })).toMatchObject({ kept: [] });
        expect(await contentOf(desk)).toEqual(after);
        expect(await desk.send('desk.check', {})).toMatchObject({ ok: true, problems: [] });
      }),
      { numRuns: runs(80) },
    );
  });
});

describe('the comparisons (control)', () => {
  const some: Parameters<typeof live>[1] = ['Printer', 'VPN', 'Mail'].map((subject) => ({
    action: { type: 'create', subject, body: 'x', set: { impact: 'high' }, tags: ['vpn'], requester: 'Ana' },
    agent: 0,
    afterMs: 60_000,
  }));

  it('notice a row that changed behind the back of the index', async () => {
    const { desk } = await lived(some);
    const texts = ['impact:high', 'tag:vpn sort:subject'];
    expect(await allAnswers(desk, texts, [''])).toEqual(await expectedAnswers(desk, texts, ['']));
    await desk.database.tickets.toCollection().modify({ impact: 'low' });
    expect(await allAnswers(desk, texts, [''])).not.toEqual(await expectedAnswers(desk, texts, ['']));
    expect(await desk.send('desk.check', {})).toMatchObject({ ok: false });
  });

  it('notice any record that a journal lost', async () => {
    const { desk } = await lived(some);
    const check = await desk.send('desk.check', {});
    // The first record says whose desk it is, which is not content.
    for (const lost of [...desk.journal.keys()].slice(1)) {
      const rest = desk.journal.filter((_, place) => place !== lost);
      expect(await (await replayInto(rest, desk.clock)).send('desk.check', {})).not.toEqual(check);
    }
  });

  it('notice what an undo would leave', async () => {
    const { desk, commandIds } = await lived(some);
    const before = await contentOf(desk);
    await carryOut(desk, { type: 'change', on: [0], set: { type: 'question' } }, 0, commandIds);
    expect(await contentOf(desk)).not.toEqual(before);
  });
});
