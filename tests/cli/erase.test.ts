import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openCommandLine } from '../support/command-line';
import { createRecord } from '../support/tickets';

const nothing = { people: 0, messages: 0, events: 0, sources: 0 };

const table = [
  'id,subject,requester,description,created',
  'A-1,Scanner is offline,Jo Field,It beeps twice,2025-09-03 09:05',
  'A-2,Printer is stuck,Bea Stone,Paper jam,2025-09-03 09:06',
].join('\n');

describe('erase', () => {
  it('takes a name, an address or an id, and prints what it did', async () => {
    const { json, run, desk } = await openCommandLine();
    await json('new', '--subject', 'VPN', '--body', 'Slow', '--field', 'requester=Jo Field');
    const erased = await json('erase', 'jo', 'FIELD', '--with-messages');
    expect(erased).toEqual({
      erased: { ...nothing, people: 1, messages: 1 },
      keptSources: 0,
      mentionedIn: [],
      snapshots: 0,
      journal: 0,
      problem: null,
    });
    expect(await json('show', '1')).toMatchObject({
      requester: 'Erased person',
      messages: [{ author: 'Erased person', body: 'This message was erased.' }],
    });
    await createRecord(desk, 'people', { name: 'Bea' }, { emails: ['bea@stone.example'] });
    expect(await json('erase', 'BEA@stone.example')).toMatchObject({ erased: { people: 1 } });
    const id = await createRecord(desk, 'people', { name: 'Cem' });
    expect((await run('erase', id)).stdout).toMatch(/^The person was erased\. 0 messages and 0 lines/);
    expect((await run('erase', id)).stdout).toMatch(/^They were erased before/);
  });

  it('refuses nobody, several people, and the desk’s own agent, and erases none of them', async () => {
    const { run, desk } = await openCommandLine();
    const ids = [
      await createRecord(desk, 'people', { name: 'Jo' }),
      await createRecord(desk, 'people', { name: 'Jo' }),
    ];
    const before = await desk.send('desk.check', {});
    expect(await run('erase', 'Nobody')).toMatchObject({
      code: 1,
      stderr: 'There is nobody named “Nobody”.\n',
    });
    const several = await run('erase', 'Jo', '--json');
    expect([several.code, several.json()]).toMatchObject([1, { error: { code: 'conflict' } }]);
    for (const id of ids) expect(several.stderr).toContain(id);
    expect(await run('erase')).toMatchObject({ code: 2 });
    await run('new', '--subject', 'x');
    expect(await run('erase', 'me')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/cannot be erased/),
    });
    expect(await desk.send('desk.check', {})).not.toEqual(before);
    expect(await desk.database.people.toArray()).toHaveLength(3);
  });

  it('tells of kept import files with their tickets, and removes them where that is asked for', async () => {
    const { json, run, write, folder } = await openCommandLine();
    write('tickets.csv', table);
    await json('import', 'tickets.csv');
    const sources = path.join(folder, 'sources');
    expect(readdirSync(sources)).toHaveLength(2);
    expect(await json('erase', 'Jo Field')).toMatchObject({
      erased: { people: 1, sources: 0 },
      keptSources: 1,
    });
    expect(
      readdirSync(sources).some((name) =>
        readFileSync(path.join(sources, name), 'utf8').includes('Jo Field'),
      ),
    ).toBe(true);
    expect(await json('show', 'A-2', '--raw')).toMatchObject({ requester: 'Bea Stone' });
    const again = await json('erase', 'Bea Stone', '--with-sources', '--with-messages');
    expect(again).toMatchObject({ erased: { people: 1, messages: 1, sources: 1 }, keptSources: 0 });
    expect(readdirSync(sources)).toEqual([]);
    expect(await run('show', 'A-1', '--raw')).toMatchObject({ code: 1 });
    // The file is known, its people too: nothing of them comes back.
    write('tickets.csv', table);
    await json('import', 'tickets.csv');
    expect(await json('list', 'sort:number')).toMatchObject({
      tickets: [{ requester: 'Erased person' }, { requester: 'Erased person' }],
    });
  });
});
