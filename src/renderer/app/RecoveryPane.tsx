import { usePanes } from '../state/panes';
import { BackupDialog } from './BackupDialog';
import { NoticeBar } from './NoticeBar';
import { RecoveryScreen } from './RecoveryScreen';
import { useShell, useShellState } from './shell-context';
import { useMenuWishes } from './use-menu-wishes';

/** Of what the menu offers, only this can be done without the data. */
const possible = ['backup.overview', 'backup.restore'] as const;

type RecoveryPaneProps = { readonly reason: string | null };

/** What can still be done when the data cannot be opened; a backup can be restored without it. */
export function RecoveryPane({ reason }: RecoveryPaneProps) {
  const shell = useShell();
  const problem = useShellState('durability.state')?.problem ?? null;
  useMenuWishes(possible);
  return (
    <>
      <RecoveryScreen
        problem={problem}
        reason={reason}
        onRetry={() => void shell.send('store.retry', {})}
        onRestore={() => usePanes.getState().openDialog('restore')}
        onOpenFolder={() => void shell.send('data.openFolder', {})}
        onQuit={() => void shell.send('app.quit', {})}
      />
      <NoticeBar />
      <BackupDialog canBackUp={false} />
    </>
  );
}
