import { describe, expect, it } from 'vitest';
import { eventKinds } from '../../../src/domain/event/event';
import type { TicketEvent } from '../../../src/protocol/store-shapes';
import { historySentence } from '../../../src/renderer/data/history-sentence';
import { createLabels } from '../../../src/renderer/data/labels';
import { emptyDirectory, readDirectory } from '../../../src/renderer/data/records';

const directory = readDirectory({
  ...emptyDirectory,
  me: { id: 'ana', name: 'Ana' },
  agents: [
    { id: 'ana', name: 'Ana' },
    { id: 'marek', name: 'Marek' },
  ],
  teams: [{ id: 'net', name: 'Network' }],
  categories: [],
  organisations: [],
  statuses: [{ id: 'open', name: 'Open', category: 'open' }],
  customFields: [{ id: 'f1', key: 'floor', label: 'Floor', type: 'number' }],
});
const labels = createLabels(directory, new Map(directory.agents.map((agent) => [agent.id, agent])));

function sentence(event: Partial<TicketEvent>): string {
  return historySentence(
    { id: 'e', ticketId: 't', kind: 'changed', at: 0, actorId: 'ana', changes: [], ...event },
    labels,
  );
}

describe('a line of history', () => {
  it('names fields and people the way the window does', () => {
    const changes = [
      { field: 'assignee', from: null, to: 'marek' },
      { field: 'team', from: null, to: 'net' },
    ];
    expect(sentence({ kind: 'assigned', changes })).toBe('Ana set Assignee to Marek and set Team to Network');
  });

  it('tells what a value was before', () => {
    expect(sentence({ changes: [{ field: 'priority', from: 'normal', to: 'urgent' }] })).toBe(
      'Ana changed Priority from Normal to Urgent',
    );
    expect(sentence({ changes: [{ field: 'priority', from: 'high', to: null }] })).toBe(
      'Ana cleared Priority (was High)',
    );
  });

  it('tells what went into a set and what came out', () => {
    expect(sentence({ changes: [{ field: 'tags', from: ['vpn', 'old'], to: ['vpn', 'new'] }] })).toBe(
      'Ana added new to Tags and removed old from Tags',
    );
  });

  it('knows the fields of the desk', () => {
    expect(sentence({ changes: [{ field: 'custom.floor', from: null, to: 3 }] })).toBe('Ana set Floor to 3');
  });

  it('does not quote a whole text', () => {
    expect(sentence({ changes: [{ field: 'fix', from: '', to: 'x'.repeat(500) }] })).toBe('Ana rewrote Fix');
  });

  it('uses the name from an import where nobody in the directory stands for it', () => {
    expect(sentence({ kind: 'closed', actorId: null, actorName: 'Caller 12' })).toBe(
      'Caller 12 closed the ticket',
    );
  });

  it('has a sentence for every kind of event', () => {
    for (const kind of eventKinds) expect(sentence({ kind })).toMatch(/^Ana ./u);
  });
});
