/** One option for each entry of a messages table, in the table's order. */
export function optionsFrom<const Table extends Readonly<Record<string, string>>>(
  table: Table,
): readonly { readonly id: keyof Table & string; readonly label: string }[] {
  return Object.entries(table).map(([id, label]) => ({ id, label }));
}
