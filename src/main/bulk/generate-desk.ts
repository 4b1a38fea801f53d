import { createHash, randomUUID } from 'node:crypto';
import type { GenerateReport, OnProgress } from '../../cli/tools';
import { generateDesk } from '../../domain/generate/generate';
import { ok, type Result } from '../../domain/result';
import type { hostContract } from '../../protocol/host';
import type { Client } from '../../protocol/rpc/client';
import { bulkMessages as messages } from './bulk.messages';

/** Fills the desk with invented tickets, as an import that can be taken back. */
export async function fillWithGenerated(
  tickets: number,
  seed: number,
  host: Client<typeof hostContract>,
  onProgress: OnProgress,
): Promise<Result<GenerateReport>> {
  const batch = `generated-${randomUUID()}`;
  const begun = await host.send('import.begin', { batch, format: 'generated', fileName: '' });
  if (!begun.ok) return begun;
  const hash = createHash('sha256');
  const report = { tickets: 0, people: 0, events: 0 };
  for (const chunk of generateDesk(tickets, seed)) {
    hash.update(JSON.stringify(chunk));
    const stored = await host.send('import.chunk', { batch, chunk });
    if (!stored.ok) return stored;
    report.tickets += chunk.tickets.length;
    report.people += chunk.records.filter((record) => record.kind === 'people').length;
    report.events += chunk.tickets.reduce((events, ticket) => events + ticket.events.length, 0);
    onProgress(report.tickets, tickets, messages.generating);
  }
  const finished = await host.send('import.finish', { batch });
  return finished.ok ? ok({ ...report, hash: hash.digest('hex') }) : finished;
}
