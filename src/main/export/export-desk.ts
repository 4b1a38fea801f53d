import { mkdir, open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { ExportReport, ExportRequest, OnProgress } from '../../cli/tools';
import type { PreparedRow } from '../../domain/import/prepared';
import { kindNames, type KindName } from '../../domain/kinds';
import { ok, type Result } from '../../domain/result';
import type { hostContract } from '../../protocol/host';
import type { Client } from '../../protocol/rpc/client';
import type { storeContract } from '../../protocol/store';
import { copySources } from '../import/copy-sources';
import { fileError } from '../import/data-file';
import { exportMessages as messages } from './export.messages';
import { ticketCsv } from './ticket-csv';

type ExportTools = Readonly<{
  store: Client<typeof storeContract>;
  host: Client<typeof hostContract>;
  dataFolder: string;
  onProgress: OnProgress;
}>;

const pageRows = 2_000;
const ticketsAtOnce = 200;

/** Writes the desk, or the tickets of a query with everything they point at, to open files that it can read again. */
export async function exportDesk(request: ExportRequest, tools: ExportTools): Promise<Result<ExportReport>> {
  try {
    await mkdir(path.join(request.folder, 'attachments'), { recursive: true });
    const found = await tools.store.call('ticket.ids', { query: request.query, limit: 1_000_000 });
    if (!found.ok) return found;
    const ids = found.value.value;
    const written =
      request.query === '' ? await writeEverything(request, tools) : await writeSome(request, tools, ids);
    if (!written.ok) return written;
    const files = [...written.value.files, ...(await copySources(tools.dataFolder, request.folder))];
    if (request.isCsv) {
      const csv = await ticketCsv(path.join(request.folder, 'tickets.csv'), ids, tools);
      if (!csv.ok) return csv;
      files.push('tickets.csv');
    }
    return ok({ tickets: written.value.tickets, files });
  } catch (error) {
    if (error instanceof Error && 'syscall' in error)
      return { ok: false, error: fileError(request.folder, error) };
    throw error;
  }
}

/** Every row of every kind, the trash included: a whole export loses nothing. */
async function writeEverything({ folder }: ExportRequest, tools: ExportTools): Promise<Result<ExportReport>> {
  let tickets = 0;
  for (const [done, kind] of kindNames.entries()) {
    tools.onProgress(done, kindNames.length, messages.exporting);
    const rows = await writeKind(folder, tools, kind);
    if (!rows.ok) return rows;
    if (kind === 'tickets') tickets = rows.value;
  }
  return ok({ tickets, files: kindNames.map(fileOf) });
}

/** Writes all rows of a kind; answers how many there were. */
async function writeKind(folder: string, tools: ExportTools, kind: KindName): Promise<Result<number>> {
  const file = await openLines(folder, kind);
  let count = 0;
  let after: string | null = null;
  try {
    do {
      const page: Result<{ value: { rows: PreparedRow[]; next: string | null } }> = await tools.host.call(
        'export.page',
        {
          kind,
          after,
          limit: pageRows,
        },
      );
      if (!page.ok) return page;
      await file.write(page.value.value.rows);
      count += page.value.value.rows.length;
      after = page.value.value.next;
    } while (after !== null);
  } finally {
    await file.close();
  }
  return ok(count);
}

function fileOf(kind: KindName): string {
  return `${kind}.ndjson`;
}

/** The tickets of a query with what stands under them, and the whole directory that they point into. */
async function writeSome(
  { folder }: ExportRequest,
  tools: ExportTools,
  ids: readonly string[],
): Promise<Result<ExportReport>> {
  const ofTickets = ['tickets', 'messages', 'events'] as const;
  const files = await Promise.all(ofTickets.map((kind) => openLines(folder, kind)));
  try {
    for (let first = 0; first < ids.length; first += ticketsAtOnce) {
      const page = await tools.host.call('export.tickets', { ids: ids.slice(first, first + ticketsAtOnce) });
      if (!page.ok) return page;
      const { rows } = page.value.value;
      for (const [at, kind] of ofTickets.entries())
        await files[at]?.write(rows.filter((row) => row.kind === kind));
      tools.onProgress(first, ids.length, messages.exporting);
    }
  } finally {
    await Promise.all(files.map((file) => file.close()));
  }
  const directory = kindNames.filter((kind) => !(ofTickets as readonly KindName[]).includes(kind));
  for (const kind of directory) {
    const rows = await writeKind(folder, tools, kind);
    if (!rows.ok) return rows;
  }
  return ok({ tickets: ids.length, files: kindNames.map(fileOf) });
}

type Lines = Readonly<{ write: (rows: readonly PreparedRow[]) => Promise<void>; close: () => Promise<void> }>;

async function openLines(folder: string, kind: KindName): Promise<Lines> {
  const handle: FileHandle = await open(path.join(folder, fileOf(kind)), 'w');
  return {
    write: async (rows) => {
      await handle.appendFile(rows.map(({ row }) => `${JSON.stringify(row)}\n`).join(''));
    },
    close: async () => {
      await handle.sync();
      await handle.close();
    },
  };
}
