import Button from '@mui/material/Button';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import Typography from '@mui/material/Typography';
import type { BackupStatus } from '../../../protocol/backup-shapes';
import { contentSx, flushSx } from './content-style';
import { backupMessages } from './messages';

const messages = backupMessages.waiting;

type RestoreWaitingProps = {
  readonly waiting: NonNullable<BackupStatus['waiting']>;
  readonly onRestart: () => void;
  readonly onWithdraw: () => void;
  readonly onClose: () => void;
};

/** A restored desk takes the place of this one at the next start: now, later, or not at all. */
export function RestoreWaiting({ waiting, onRestart, onWithdraw, onClose }: RestoreWaitingProps) {
  return (
    <>
      <DialogContent sx={contentSx}>
        <Typography variant="h2" component="h3" role="status">
          {messages.title}
        </Typography>
        <Typography variant="body2">{messages.text(waiting.desk, waiting.takenAt)}</Typography>
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2.5 }}>
        <Button color="error" onClick={onWithdraw} sx={flushSx.start}>
          {messages.withdraw}
        </Button>
        <Button color="inherit" onClick={onClose}>
          {messages.later}
        </Button>
        <Button variant="contained" autoFocus onClick={onRestart}>
          {messages.restart}
        </Button>
      </DialogActions>
    </>
  );
}
