import { z } from 'zod';

/** How a person says to read a table: the file of `--map` (contracts, "--map file"). */
export const ColumnMap = z.strictObject({
  format: z.literal('csv').default('csv'),
  /** Names the system that the table comes from, so that equal keys of two systems stay apart. */
  source: z.string().min(1).max(100).optional(),
  encoding: z.string().min(1).optional(),
  delimiter: z.string().length(1).optional(),
  key: z.string().optional(),
  dateFormat: z.string().min(1).optional(),
  timezone: z.string().min(1).optional(),
  missing: z.array(z.string()).default([]),
  history: z.boolean().default(false),
  columns: z.record(z.string(), z.string()),
  values: z.record(z.string(), z.record(z.string(), z.string())).default({}),
});

export type ColumnMap = z.infer<typeof ColumnMap>;
