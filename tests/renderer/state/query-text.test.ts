import { describe, expect, it } from 'vitest';
import { joinQuery, leadingSort, splitSort } from '../../../src/renderer/state/query-text';

describe('a query and its order', () => {
  it('come apart and together again', () => {
    const query = 'is:open assignee:me sort:-priority sort:-updated';
    expect(splitSort(query)).toEqual({ filter: 'is:open assignee:me', sort: 'sort:-priority sort:-updated' });
    expect(joinQuery(splitSort(query))).toBe(query);
  });

  it('leave quoted text alone', () => {
    expect(splitSort('"how to sort:-created things" sort:number')).toEqual({
      filter: '"how to sort:-created things"',
      sort: 'sort:number',
    });
  });

  it('let an order that is typed win over that of the column heads', () => {
    expect(joinQuery({ filter: 'vpn sort:created', sort: 'sort:-updated' })).toBe('vpn sort:created');
  });

  it('name the first key', () => {
    expect(leadingSort('sort:-Priority sort:number')).toEqual({ field: 'priority', isDescending: true });
    expect(leadingSort('is:open')).toBeNull();
  });
});
