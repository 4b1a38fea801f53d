import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import DialogTitle from '@mui/material/DialogTitle';
import type { BackupPort } from './backup-port';
import { BackupMade } from './BackupMade';
import { BackupOverview } from './BackupOverview';
import { BackupRunning } from './BackupRunning';
import { MakeBackup } from './MakeBackup';
import { backupMessages as messages } from './messages';
import { RestoreChosen } from './RestoreChosen';
import { RestoreIntro } from './RestoreIntro';
import { RestoreWaiting } from './RestoreWaiting';
import { type BackupStart, useBackup, useBackupStatus } from './use-backup';

type BackupPaneProps = {
  readonly isOpen: boolean;
  readonly start: BackupStart;
  /** Without data that can be read nothing can be backed up; restoring works all the same. */
  readonly canBackUp: boolean;
  readonly onClose: () => void;
  readonly port: BackupPort;
};

/** Backups in one dialog: what there is, making one, and going back to one. */
export function BackupPane({ isOpen, start, canBackUp, onClose, port }: BackupPaneProps) {
  const backup = useBackup(port, start === 'make' && !canBackUp ? 'overview' : start, isOpen);
  const status = useBackupStatus(port, isOpen);
  const { stage, error, go } = backup;
  const content = () => {
    if (stage.type === 'running')
      return <BackupRunning stage={stage} onStop={backup.stop} onClose={onClose} />;
    if (status?.waiting != null)
      return (
        <RestoreWaiting
          waiting={status.waiting}
          onRestart={port.relaunch}
          onWithdraw={() => void backup.withdraw()}
          onClose={onClose}
        />
      );
    const toOverview = (): void => go({ type: 'overview' });
    switch (stage.type) {
      case 'overview':
        return (
          <BackupOverview
            status={status}
            canBackUp={canBackUp}
            onSchedule={(rhythm, isFolderAsked) => void backup.schedule(rhythm, isFolderAsked)}
            onMake={() => go({ type: 'make' })}
            onRestore={() => go({ type: 'restore' })}
            onClose={onClose}
          />
        );
      case 'make':
        return <MakeBackup onStart={(passphrase) => void backup.make(passphrase)} onBack={toOverview} />;
      case 'made':
        return <BackupMade summary={stage.summary} onDone={onClose} />;
      case 'restore':
        return <RestoreIntro onChoose={() => void backup.choose()} onBack={toOverview} />;
      case 'chosen':
        return (
          <RestoreChosen
            chosen={stage.chosen}
            onChoose={() => void backup.choose()}
            onStart={(passphrase) => void backup.restore(stage.chosen, passphrase)}
            onBack={toOverview}
          />
        );
    }
  };
  return (
    <Dialog open={isOpen} onClose={onClose} maxWidth="sm" aria-labelledby="backup-title">
      <DialogTitle id="backup-title">{messages.title}</DialogTitle>
      {error !== null && (
        <Box sx={{ px: 3, pt: 0.5, pb: 1 }}>
          <Alert severity="error">{error.message}</Alert>
        </Box>
      )}
      {content()}
    </Dialog>
  );
}
