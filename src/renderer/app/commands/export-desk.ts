import { useNotices } from '../../state/notices';
import type { ShellClient } from '../shell-context';
import { commandMessages as messages } from './messages';

/** Writes everything into a folder that the person chooses, and says where it is. */
export async function exportDesk(shell: ShellClient): Promise<void> {
  const { show } = useNotices.getState();
  const tell = (text: string, tone: 'done' | 'error'): void => show({ text, tone, commandId: null });
  const onProgress = (): void => tell(messages.exporting, 'done');
  const done = await shell.send('export.start', {}, { timeoutMs: 0, onProgress });
  if (!done.ok) return tell(done.error.message, 'error');
  const report = done.value.value;
  if (report !== null) tell(messages.exported(report.tickets, report.folder), 'done');
}
