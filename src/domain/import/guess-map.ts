import { foldName, freeCustomKey } from './directory';
import type { MappedColumn } from './compiled-map';
import { customTarget, targetOf } from './targets';
import { columnLabel } from './text';

/** Words that columns of other systems go by, for each place; the first column of a place gets it. */
const words: Readonly<Record<string, readonly string[]>> = {
  number: [
    'number',
    'ticket id',
    'ticket number',
    'ticket no',
    'case number',
    'case id',
    'issue key',
    'key',
    'id',
    'ticket',
  ],
  subject: [
    'subject',
    'short description',
    'title',
    'summary',
    'ticket subject',
    'issue title',
    'issue',
    'problem',
    'name',
  ],
  body: [
    'description',
    'body',
    'details',
    'message',
    'ticket description',
    'content',
    'text',
    'long description',
  ],
  status: ['status', 'state', 'ticket status', 'current status', 'status name'],
  priority: ['priority', 'ticket priority', 'severity', 'priority name'],
  impact: ['impact'],
  urgency: ['urgency'],
  type: ['type', 'ticket type', 'issue type', 'request type'],
  channel: ['channel', 'ticket channel', 'contact type', 'via', 'source', 'source name'],
  category: ['category', 'topic', 'help topic', 'ticket category'],
  team: ['assignment group', 'group', 'team', 'department', 'queue', 'assigned group', 'group name'],
  assignee: ['assigned to', 'assignee', 'agent', 'owner', 'technician', 'agent assigned', 'responder'],
  'requester.name': [
    'requester',
    'caller',
    'reporter',
    'customer',
    'customer name',
    'requester name',
    'full name',
    'contact',
    'user',
    'from',
  ],
  'requester.email': [
    'email',
    'customer email',
    'requester email',
    'from email',
    'contact email',
    'e mail',
    'mail',
  ],
  'requester.phone': ['phone', 'customer phone', 'phone number', 'telephone'],
  organisation: ['organisation', 'organization', 'company', 'account', 'company name'],
  createdAt: [
    'created',
    'created at',
    'opened',
    'opened at',
    'date created',
    'created time',
    'created on',
    'creation date',
    'date',
  ],
  updatedAt: ['updated', 'updated at', 'last updated', 'last update time', 'modified', 'last modified'],
  solvedAt: ['resolved', 'resolved at', 'solved at', 'resolved time', 'resolution date', 'date resolved'],
  closedAt: ['closed', 'closed at', 'closed time', 'closed date', 'date closed'],
  dueAt: ['due', 'due date', 'due by', 'due by time'],
  tags: ['tags', 'labels', 'ticket tags'],
  closeCode: ['resolution code', 'close code'],
  fix: ['resolution', 'resolution notes', 'close notes', 'solution'],
  satisfaction: ['satisfaction', 'csat', 'rating', 'satisfaction rating', 'customer satisfaction rating'],
};

const placeOfWord: ReadonlyMap<string, string> = new Map(
  Object.entries(words).flatMap(([place, names]) => names.map((name) => [name, place] as const)),
);

/** Guesses where the columns of an unknown table belong, by their names. The others become custom fields. */
export function guessMap(columns: readonly string[]): readonly MappedColumn[] {
  const taken = new Set<string>();
  return columns.map((column, index) => {
    const place = placeOfWord.get(foldName(column.replace(/[^\p{L}\p{N}]+/gu, ' ')));
    const isFree = place !== undefined && !taken.has(place);
    const key = freeCustomKey(column, (candidate) => taken.has(`custom.${candidate}`));
    const name = isFree ? place : `custom.${key}`;
    taken.add(name);
    return {
      index,
      column,
      name,
      target: isFree ? targetOf(place) : customTarget(key, columnLabel(column), 'text'),
    };
  });
}
