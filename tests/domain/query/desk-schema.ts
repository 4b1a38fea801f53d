import type { Query, QueryNode } from '../../../src/domain/query/ast';
import { parseQuery } from '../../../src/domain/query/parse';
import type { QueryField, QuerySchema } from '../../../src/domain/query/schema';
import { utcStartOf } from '../../../src/domain/query/times';

const level = ['low', 'normal', 'high', 'urgent'];

function time(name: string): QueryField {
  return { name, kind: 'time' };
}

function reference(name: string): QueryField {
  return { name, kind: 'reference' };
}

const fields: readonly QueryField[] = [
  { name: 'number', kind: 'number' },
  { name: 'status', kind: 'choice', values: ['new', 'open', 'pending', 'on-hold', 'solved', 'closed'] },
  ...['priority', 'impact', 'urgency'].map(
    (name): QueryField => ({ name, kind: 'choice', values: level, ordered: true }),
  ),
  { name: 'type', kind: 'choice', values: ['incident', 'request', 'problem', 'change', 'question', 'task'] },
  ...['assignee', 'team', 'requester', 'organisation', 'category'].map(reference),
  { name: 'tag', kind: 'tags' },
  {
    name: 'channel',
    kind: 'choice',
    values: ['web', 'email', 'chat', 'phone', 'social', 'api', 'import', 'agent'],
  },
  { name: 'level', kind: 'number' },
  ...['created', 'updated', 'solved', 'closed', 'due'].map(time),
  {
    name: 'is',
    kind: 'choice',
    virtual: true,
    values: [
      'open',
      'overdue',
      'unassigned',
      'reopened',
      'merged',
      'deleted',
      'spam',
      'unread',
      'draft',
      'mine',
    ],
  },
  {
    name: 'has',
    kind: 'choice',
    virtual: true,
    values: ['attachment', 'article', 'diagnosis', 'conflict', 'reply'],
  },
  { name: 'source', kind: 'tags' },
  { name: 'alias', kind: 'tags' },
  { name: 'serial_number', kind: 'text' },
];

/** The fields that the contract names, with one custom text field. */
export const deskSchema: QuerySchema = {
  fields: new Map([
    ...fields.map((field) => [field.name, field] as const),
    ['organization', reference('organisation')],
  ]),
};

/** 15 May 2024, 12:00 UTC. */
export const now = Date.UTC(2024, 4, 15, 12);

export const utcClock = { now, startOf: utcStartOf };

/** Parses a query that must be right. */
export function parsed(text: string, schema: QuerySchema = deskSchema): Query {
  const result = parseQuery(text, schema);
  if (!result.ok) throw new Error(`${text}: ${result.error.message}`);
  return { node: withoutPositions(result.value.node), sort: result.value.sort };
}

/** Sets every position to 0, so that conditions compare by meaning. */
export function withoutPositions(node: QueryNode): QueryNode {
  switch (node.type) {
    case 'all':
    case 'any':
      return { type: node.type, nodes: node.nodes.map(withoutPositions) };
    case 'not':
      return { type: 'not', node: withoutPositions(node.node) };
    case 'compare': {
      const values = node.values.map((value) => (value.type === 'name' ? { ...value, position: 0 } : value));
      return { ...node, values, position: 0 };
    }
    case 'presence':
    case 'text':
      return { ...node, position: 0 };
  }
}
