import { appError } from '../errors';
import { failure, ok, type Result } from '../result';
import type { ColumnMap } from './column-map';
import type { ImportFormat, ImportSample } from './format';
import { carrydesk } from './formats/carrydesk';
import { csv } from './formats/csv';
import { servicenowAuditLog } from './formats/servicenow-audit-log';
import { servicenowList } from './formats/servicenow-list';
import { importMessages as messages } from './import.messages';

/** Every importer. To add one, add its file under `formats/` and its line here. */
export const importFormats = [
  servicenowAuditLog,
  servicenowList,
  carrydesk,
  csv,
] as const satisfies readonly ImportFormat[];

/** Finds the format of a source: the one asked for, the one a map is for, or the one that knows it most surely. */
export function chooseFormat(
  sample: ImportSample,
  asked: string | null,
  map: ColumnMap | null,
): Result<ImportFormat> {
  const formats: readonly ImportFormat[] = importFormats;
  if (asked !== null) {
    const format = formats.find(({ name }) => name === asked);
    const names = formats.map(({ name }) => name).join(', ');
    if (format === undefined) return invalid(messages.noSuchFormat(asked, names), asked);
    return map === null || format === csv ? ok(format) : invalid(messages.mapNeedsCsv(asked), asked);
  }
  if (map !== null) return ok(csv);
  const scored = formats.map((format) => ({ format, sureness: format.recognise(sample) }));
  const best = scored.reduce((before, after) => (after.sureness > before.sureness ? after : before));
  return best.sureness > 0 ? ok(best.format) : invalid(messages.notRecognised, null);
}

function invalid(message: string, format: string | null): Result<never> {
  return failure(appError('invalid_input', message, format === null ? {} : { format }));
}
