import type { ColumnRule, Patch } from './column-rule';
import type { SourceRecord } from './format';

/** How the rows of a table become tickets: what every tabular format comes down to. */
export type TicketMapping = {
  /** What `source` of the ticket says. */
  readonly source: string;
  /** What keeps equal keys of different systems apart; part of every id. */
  readonly scope: readonly string[];
  /** The column that names the ticket; null where rows are known by their content. */
  readonly key: { readonly index: number; readonly column: string } | null;
  /** True where the rows of a key are the states of one ticket, the last one its state now. */
  readonly keepsHistory: boolean;
  readonly rules: readonly ColumnRule[];
  /** The rules whose cells a survey must have seen, because what they say of a person comes together over rows. */
  readonly surveyed: readonly ColumnRule[];
  /** Looks at a record before any rule reads one. */
  readonly look: ((record: SourceRecord) => void) | null;
  /** The column that a field is read from, for messages. */
  readonly columnNames: Readonly<Record<string, string>>;
  /** Fields whose every change is of no interest, such as a counter of changes. */
  readonly untold: ReadonlySet<string>;
  /** What is so of every ticket of the source. */
  readonly constants: Patch;
  /** What several cells say together, worked out after each row. */
  readonly compose: ((values: Readonly<Record<string, unknown>>) => Patch) | null;
  /** A line for a ticket without a subject; empty where the values give none. */
  readonly subject: (values: Readonly<Record<string, unknown>>, key: string | null) => string;
  /** True where a missing subject is an oddity and not the nature of the source. */
  readonly expectsSubject: boolean;
};
