import { describe, expect, it } from 'vitest';
import type { Field } from '../../../src/domain/field/field';
import { ticketFields } from '../../../src/domain/ticket/fields';
import { propertyGroups } from '../../../src/renderer/features/properties/property-groups';

const keysOf = (groups: ReturnType<typeof propertyGroups>) =>
  groups.flatMap((group) => group.fields.map((field) => field.key));

describe('the properties', () => {
  it('begin with status, priority, assignee, team and category', () => {
    expect(keysOf(propertyGroups([])).slice(0, 5)).toEqual([
      'status',
      'priority',
      'assignee',
      'team',
      'category',
    ]);
  });

  it('hold every field that people may write, once, except those with a place of their own', () => {
    const writable = (ticketFields as unknown as readonly Field[])
      .filter((field) => field.writer === 'person')
      .map(({ key }) => key);
    const expected = writable.filter((key) => !['subject', 'requester', 'organisation'].includes(key));
    expect(keysOf(propertyGroups([])).toSorted()).toEqual(expected.toSorted());
  });

  it('show a field that a desk adds, with no line of code about it', () => {
    const groups = propertyGroups([{ key: 'floor', label: 'Floor', type: 'number', options: [] }]);
    expect(keysOf(groups).at(-1)).toBe('custom.floor');
  });
});
