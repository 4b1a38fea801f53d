import type { StoreContext } from '../commands/context';

/** The ticket of this desk that a source's ticket is, if there is one: by its id, or by (source, source id). */
export function knownId(
  { index }: StoreContext,
  row: Readonly<Record<string, unknown>> & { readonly id: string },
): string | undefined {
  if (index.slotOf(row.id) !== undefined) return row.id;
  for (const alias of (row['sourceIds'] as readonly string[] | undefined) ?? []) {
    const id = index.idByAlias(alias);
    const slot = id === undefined ? undefined : index.slotOf(id);
    if (slot !== undefined && index.value(slot, 'source') === row['source']) return id;
  }
  return undefined;
}
