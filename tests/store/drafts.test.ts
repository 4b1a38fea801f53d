import { describe, expect, it } from 'vitest';
import { openDesk, type Desk } from '../support/open-desk';
import { addMessage, createAgent, createTicket, detailOf, subjectsOf } from '../support/tickets';

type Draft = { readonly id: string; readonly body: string; readonly version: number };

async function save(desk: Desk, body: string, more: object = {}, actorId = ''): Promise<number> {
  const saved: { version: number } = await desk.send(
    'draft.save',
    { id: 'd', ticketId: null, kind: 'ticket', body, ...more },
    { actorId },
  );
  return saved.version;
}

async function versions(desk: Desk, actorId = ''): Promise<string[]> {
  const kept: Draft[] = await desk.send('draft.versions', { id: 'd' }, { actorId });
  return kept.map((draft) => draft.body);
}

async function bodies(desk: Desk, actorId = ''): Promise<string[]> {
  const drafts: Draft[] = await desk.send('draft.list', {}, { actorId });
  return drafts.map((draft) => draft.body);
}

const paragraph = 'I tried the cable, the dock and the other port.';

describe('a draft', () => {
  it('keeps what stood there before a stretch of text was cut', async () => {
    const desk = await openDesk();
    await save(desk, paragraph);
    await save(desk, `${paragraph} Then`);
    desk.clock.advance(1);
    await save(desk, 'I');
    expect([await bodies(desk), await versions(desk)]).toEqual([['I'], [`${paragraph} Then`, paragraph]]);
  });

  it('makes a version of typing now and then, not of every letter', async () => {
    const desk = await openDesk();
    const typed = Array.from({ length: 25 }, (_, letters) => 'x'.repeat(letters + 1));
    for (const body of typed) {
      await save(desk, body);
      desk.clock.advance(1_000);
    }
    const kept = await versions(desk);
    expect(kept.length).toBeGreaterThan(1);
    expect(kept.length).toBeLessThan(5);
    expect(await bodies(desk)).toEqual([typed.at(-1)]);
  });

  it('is no new version where nothing was changed', async () => {
    const desk = await openDesk();
    const numbers = [
      await save(desk, 'a'),
      await save(desk, 'a'),
      await save(desk, 'a', { fields: { subject: 's' } }),
      await save(desk, 'b'),
    ];
    expect(numbers).toEqual([1, 1, 2, 3]);
  });

  it('keeps the newest fifty versions', async () => {
    const desk = await openDesk();
    for (let number = 0; number < 60; number += 1) {
      await save(desk, `version ${number}`);
      desk.clock.advance(20_000);
    }
    const kept = await versions(desk);
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([50, 'version 58', 'version 9']);
  });

  it('is there after a restart, with its versions', async () => {
    const desk = await openDesk();
    await save(desk, paragraph);
    await save(desk, 'I');
    const again = await desk.reopen();
    expect([await bodies(again), await versions(again)]).toEqual([['I'], [paragraph]]);
  });

  it('belongs to the agent who wrote it', async () => {
    const desk = await openDesk();
    const bea = await createAgent(desk, 'Bea');
    const { id } = await createTicket(desk, 'Shared');
    await save(desk, 'mine', { ticketId: id, kind: 'reply' });
    await save(desk, 'hers', { id: 'e', ticketId: id, kind: 'reply' }, bea);
    const drafts = async (actorId: string): Promise<unknown[]> =>
      (await detailOf(desk, id, actorId)).drafts.map((draft) => draft['body']);
    expect([await drafts(''), await drafts(bea), await bodies(desk, bea)]).toEqual([
      ['mine'],
      ['hers'],
      ['hers'],
    ]);
    expect([await subjectsOf(desk, 'is:draft', bea), await subjectsOf(desk, '-is:draft', bea)]).toEqual([
      ['Shared'],
      [],
    ]);
  });

  it('is gone with its versions once it was sent or thrown away', async () => {
    const desk = await openDesk();
    const { id } = await createTicket(desk, 'Answered');
    await save(desk, paragraph, { ticketId: id, kind: 'reply' });
    await save(desk, 'Yes', { ticketId: id, kind: 'reply' });
    await addMessage(desk, id, 'Yes', { draftId: 'd' });
    expect([await bodies(desk), await versions(desk)]).toEqual([[], []]);
    await save(desk, paragraph);
    await desk.send('draft.discard', { id: 'd' });
    expect([await bodies(desk), await versions(desk)]).toEqual([[], []]);
  });

  it('gives the words of an undone ticket back as a draft of a new one', async () => {
    const desk = await openDesk();
    const { commandId } = await createTicket(desk, 'Too early', {}, paragraph);
    await desk.send('command.undo', { target: commandId });
    expect(await desk.send('draft.list', {})).toMatchObject([
      { ticketId: null, kind: 'ticket', body: paragraph, fields: { subject: 'Too early' } },
    ]);
  });

  it('of two agents at one desk never replace each other, under whatever id a window gives them', async () => {
    const desk = await openDesk();
    const bo = (await desk.send('record.ensure', { kind: 'people', name: 'Bo', isAgent: true })) as {
      id: string;
    };
    const draft = (body: string) => ({ id: 'new-ticket', ticketId: null, kind: 'ticket', body, fields: {} });
    await desk.send('draft.save', draft('by the desk’s own agent'));
    await desk.send('draft.save', draft('by Bo'), { actorId: bo.id });
    await desk.send('draft.discard', { id: 'new-ticket' }, { actorId: bo.id });
    const bodies = async (actorId: string): Promise<string[]> => {
      const drafts = (await desk.send('draft.list', { ticketId: null }, { actorId })) as { body: string }[];
      return drafts.map(({ body }) => body);
    };
    expect([await bodies(''), await bodies(bo.id)]).toEqual([['by the desk’s own agent'], []]);
  });
});
