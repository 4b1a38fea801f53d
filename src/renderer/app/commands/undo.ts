import type { Ask, Send } from '../../data/desk';
import { useNotices } from '../../state/notices';
import { commandMessages as messages } from './messages';

/** Takes back the last thing the agent did. */
export async function undoLast(ask: Ask, send: Send): Promise<void> {
  const recent = await ask('command.recent', { limit: 1 });
  const [last] = recent ?? [];
  if (last !== undefined) return undoCommand(send, last.commandId);
  if (recent !== undefined)
    useNotices.getState().show({ text: messages.nothingToUndo, tone: 'done', commandId: null });
}

/** Takes one change back and says what could not be. */
export async function undoCommand(send: Send, target: string): Promise<void> {
  const done = await send('command.undo', { target });
  if (done === undefined) return;
  const text = done.kept.length > 0 ? messages.kept(done.kept) : messages.undone(done.undone);
  useNotices.getState().show({ text, tone: 'done', commandId: null });
}
