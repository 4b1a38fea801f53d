import { useMemo } from 'react';
import { BackupPane } from '../features/backup/BackupPane';
import { usePanes } from '../state/panes';
import { createBackupPort } from './backup-port';
import { useShell } from './shell-context';

/** Where the dialog begins, by the name under which it was opened. */
const starts = { backups: 'overview', 'back-up': 'make', restore: 'restore' } as const;

type BackupDialogProps = { readonly canBackUp: boolean };

/** Backups over the window, and over the screen that says that the data cannot be opened: a restore must work there. */
export function BackupDialog({ canBackUp }: BackupDialogProps) {
  const dialog = usePanes((state) => state.dialog);
  const close = usePanes((state) => state.closeDialog);
  const shell = useShell();
  const port = useMemo(() => createBackupPort(shell), [shell]);
  const isOpen = dialog === 'backups' || dialog === 'back-up' || dialog === 'restore';
  const start = isOpen ? starts[dialog] : 'overview';
  return <BackupPane isOpen={isOpen} start={start} canBackUp={canBackUp} onClose={close} port={port} />;
}
