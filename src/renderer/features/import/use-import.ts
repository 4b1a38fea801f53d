import { useState } from 'react';
import type { AppError } from '../../../domain/errors';
import type { ImportReport } from '../../../domain/import/prepared';
import { useNotices } from '../../state/notices';
import type { ImportPort, ImportProgress } from './import-port';
import { importMessages as messages } from './messages';

/** Where an import stands. */
export type ImportStage =
  | { readonly type: 'idle'; readonly error: AppError | null }
  | { readonly type: 'running'; readonly name: string; readonly progress: ImportProgress }
  | { readonly type: 'done'; readonly report: ImportReport; readonly error: AppError | null };

const idle: ImportStage = { type: 'idle', error: null };

/** Runs imports one after another. It goes on while the dialog is closed. */
export function useImport(port: ImportPort) {
  const [stage, setStage] = useState<ImportStage>(idle);
  const start = async (): Promise<void> => {
    const chosen = await port.choose();
    if (!chosen.ok) return setStage({ type: 'idle', error: chosen.error });
    if (chosen.value === null) return;
    const { name } = chosen.value;
    setStage({ type: 'running', name, progress: { done: 0, total: 0 } });
    const done = await port.run(chosen.value, (progress) => setStage({ type: 'running', name, progress }));
    setStage(
      done.ok ? { type: 'done', report: done.value, error: null } : { type: 'idle', error: done.error },
    );
  };
  const undo = async (report: ImportReport): Promise<void> => {
    const done = await port.undo(report.batch);
    if (!done.ok) return setStage({ type: 'done', report, error: done.error });
    setStage(idle);
    const text = messages.undone(done.value.removed, done.value.restored);
    useNotices.getState().show({ text, tone: 'done', commandId: null });
  };
  return { stage, start, undo, reset: () => setStage(idle) };
}
