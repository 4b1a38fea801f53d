import { importMessages } from '../../domain/import/import.messages';
import type { Problems } from '../../domain/import/problems';

/**
 * Gives every column a name of its own: a name that comes again gets a number (`Name`, `Name_2`), a column without
 * one is called by its place. Nameless columns at the end stay, because cells may stand under them.
 */
export function nameColumns(
  header: readonly string[],
  problems: Problems | null,
): { readonly columns: readonly string[] } {
  const taken = new Set(header.map((name) => name.trim()));
  const used = new Set<string>();
  const columns = header.map((given, index) => {
    const name = given.trim();
    if (name === '') return unnamed(index, taken, used, problems);
    if (!used.has(name)) {
      used.add(name);
      return name;
    }
    const free = freeName(name, 2, taken, used);
    problems?.add({ reason: 'column-renamed', column: free, example: name });
    return free;
  });
  return { columns };
}

function unnamed(
  index: number,
  taken: ReadonlySet<string>,
  used: Set<string>,
  problems: Problems | null,
): string {
  const wanted = importMessages.unnamedColumn(index + 1);
  const isFree = !taken.has(wanted) && !used.has(wanted);
  if (isFree) used.add(wanted);
  const name = isFree ? wanted : freeName(wanted, 2, taken, used);
  problems?.add({ reason: 'column-unnamed', column: name });
  return name;
}

function freeName(name: string, first: number, taken: ReadonlySet<string>, used: Set<string>): string {
  for (let number = first; ; number += 1) {
    const candidate = `${name}_${number}`;
    if (taken.has(candidate) || used.has(candidate)) continue;
    used.add(candidate);
    return candidate;
  }
}
