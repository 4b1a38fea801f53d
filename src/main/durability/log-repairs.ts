import type { JournalRepair } from '../../durable/journal/quarantine';
import type { Logger } from '../logger';

/** Writes to the log what was cut off the journal: how much and where, never what it said. */
export function logRepairs(repairs: readonly JournalRepair[], log: Logger): void {
  for (const { kind, atByte, bytes } of repairs) log.warn('journal mended', { kind, at: atByte, bytes });
}
