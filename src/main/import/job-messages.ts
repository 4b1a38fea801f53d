import { z } from 'zod';
import { AppError } from '../../domain/errors';
import type { PreparedChunk } from '../../domain/import/prepared';
import { ImportCounts, ImportReport } from '../../domain/import/prepared';

const Failed = z.object({ ok: z.literal(false), error: AppError });

const Start = z.object({
  filePath: z.string(),
  dataFolder: z.string(),
  format: z.string().nullable(),
  map: z.unknown(),
  timezone: z.string().nullable(),
  dryRun: z.boolean(),
  batch: z.string(),
  importedAt: z.number(),
});

/** What main says to the job: start, the answer to something it asked, or stop. */
export const ToJob = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), request: Start }),
  z.object({
    type: z.literal('answer'),
    call: z.int(),
    result: z.union([z.object({ ok: z.literal(true), value: ImportCounts.nullable() }), Failed]),
  }),
  z.object({ type: z.literal('cancel') }),
]);

export type ToJob = z.infer<typeof ToJob>;

/** What the job says to main. Chunks are checked once, by the store that takes them. */
export const FromJob = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({
    type: z.literal('begin'),
    call: z.int(),
    start: z.object({ batch: z.string(), format: z.string(), fileName: z.string(), fileHash: z.string() }),
  }),
  z.object({
    type: z.literal('apply'),
    call: z.int(),
    chunk: z.custom<PreparedChunk>((value) => typeof value === 'object' && value !== null),
    info: z.object({ index: z.int(), batch: z.string(), dryRun: z.boolean() }),
  }),
  z.object({ type: z.literal('progress'), done: z.number(), total: z.number(), label: z.string() }),
  z.object({
    type: z.literal('done'),
    result: z.union([z.object({ ok: z.literal(true), value: ImportReport }), Failed]),
  }),
]);

export type FromJob = z.infer<typeof FromJob>;
