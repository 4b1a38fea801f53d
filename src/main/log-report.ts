import type { ServerReport } from '../protocol/rpc/server';
import { errorFacts, type Logger } from './logger';

/** Writes what the engine reports to the log, by names only. */
export function logReport(log: Logger): (report: ServerReport) => void {
  return (report) => {
    switch (report.kind) {
      case 'message_dropped':
        return log.warn('message dropped', { name: report.name, dropped: report.dropped });
      case 'handler_failed':
        return log.error('handler failed', { op: report.op, ...errorFacts(report.error) });
      case 'output_invalid':
        return log.error('answer outside its contract', { op: report.op, paths: report.paths.join(' ') });
    }
  };
}
