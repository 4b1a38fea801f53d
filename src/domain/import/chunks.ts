import type { ImportOutput } from './format';
import type { PreparedChunk } from './prepared';

/** The most rows of a chunk (decisions §4.1). Only a ticket that is larger by itself goes beyond, alone. */
const rowsInChunk = 500;

/** Gathers what a reader hands on into chunks, in order. */
export type ChunkBuilder = {
  /** Adds one output; gives the chunk that it filled, if it did. */
  readonly add: (output: ImportOutput) => PreparedChunk | null;
  /** Gives what is left, if there is anything. */
  readonly finish: () => PreparedChunk | null;
};

type GrowingChunk = { [Part in keyof PreparedChunk]: PreparedChunk[Part][number][] };

/** Starts building. */
export function chunkBuilder(limit: number = rowsInChunk): ChunkBuilder {
  let chunk: GrowingChunk = { records: [], tickets: [], rows: [] };
  let rows = 0;
  const take = (): PreparedChunk | null => {
    const full = rows === 0 ? null : chunk;
    chunk = { records: [], tickets: [], rows: [] };
    rows = 0;
    return full;
  };
  return {
    add: (output) => {
      const weight = weightOf(output);
      const full = rows > 0 && rows + weight > limit ? take() : null;
      put(chunk, output);
      rows += weight;
      return full;
    },
    finish: take,
  };
}

function weightOf(output: ImportOutput): number {
  if (output.type === 'failed') return 0;
  return output.type === 'ticket' ? 1 + output.ticket.messages.length + output.ticket.events.length : 1;
}

function put(chunk: GrowingChunk, output: ImportOutput): void {
  if (output.type === 'ticket') chunk.tickets.push(output.ticket);
  else if (output.type === 'record') chunk.records.push(output.record);
  else if (output.type === 'row') chunk.rows.push(output.row);
}
