import { utilityProcess } from 'electron';
import type { JobProcess } from '../import/drive-job';
import { places } from '../places';

/** Starts the process that parses files for an import: neither windows nor the store wait for it. */
export function startImportJob(): JobProcess {
  return utilityProcess.fork(places.importJob, [], { serviceName: 'Carrydesk import', stdio: 'inherit' });
}
