import path from 'node:path';
import { scrubProfile } from '../../durable/leveldb/scrub';
import type { DataFolder } from '../data-folder';
import type { Logger } from '../logger';

const storeFolder = path.join('Partitions', 'store');

/**
 * Cuts what a kill left half written out of the database's logs, before Chromium opens them and deletes what it judges
 * corrupt. True when rows fell out of the middle: no comparison of the newest commits would show that.
 */
export async function mendProfile(folder: DataFolder, log: Logger): Promise<boolean> {
  const { repairs, failures } = await scrubProfile(folder.profile, folder.quarantine);
  for (const { kind, atByte, bytes } of repairs) log.warn('database log mended', { kind, at: atByte, bytes });
  for (const { code } of failures) log.warn('database log not readable', { code });
  const inStore = ({ file }: { readonly file: string }): boolean => file.includes(storeFolder);
  return (
    repairs.some((repair) => repair.kind === 'lost_records' && inStore(repair)) || failures.some(inStore)
  );
}
