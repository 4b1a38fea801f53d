/** A filter and its order, apart: the box shows the first, the column heads show the second. */
export type SplitQuery = { readonly filter: string; readonly sort: string };

const sortTerm = /(?:^|\s)sort:-?[\w.-]+/giu;

/** Takes the order out of a query. Quoted text is left alone, because no quote can stand in a sort term. */
export function splitSort(query: string): SplitQuery {
  const parts = query.split(/("(?:[^"\\]|\\.)*")/u);
  const sort = parts.flatMap((part, index) => (index % 2 === 0 ? (part.match(sortTerm) ?? []) : []));
  const filter = parts.map((part, index) => (index % 2 === 0 ? part.replace(sortTerm, '') : part)).join('');
  return { filter: filter.trim(), sort: sort.map((term) => term.trim()).join(' ') };
}

/** Puts a filter and an order together; an order that the filter names itself stands. */
export function joinQuery({ filter, sort }: SplitQuery): string {
  const own = splitSort(filter);
  return own.sort === '' ? `${filter} ${sort}`.trim() : filter;
}

/** The first sort key of a query: the one that a column head shows. */
export function leadingSort(
  query: string,
): { readonly field: string; readonly isDescending: boolean } | null {
  const [first] = splitSort(query).sort.split(' ');
  if (first === undefined || first === '') return null;
  const name = first.slice('sort:'.length);
  return { field: name.replace(/^-/u, '').toLowerCase(), isDescending: name.startsWith('-') };
}
