import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { contentSx } from './content-style';
import { backupMessages as messages } from './messages';
import type { BackupStage } from './use-backup';

type BackupRunningProps = {
  readonly stage: Extract<BackupStage, { readonly type: 'running' }>;
  readonly onStop: () => void;
  readonly onClose: () => void;
};

/** How far it has come; the desk stays usable meanwhile. */
export function BackupRunning({ stage: { task, progress }, onStop, onClose }: BackupRunningProps) {
  const { done, total } = progress;
  const label = messages.running[task];
  return (
    <>
      <DialogContent sx={contentSx}>
        <Box sx={{ display: 'grid', gap: 1 }}>
          <Typography variant="body2">{label}</Typography>
          <LinearProgress
            aria-label={label}
            {...(total > 0 ? { variant: 'determinate', value: Math.min(100, (100 * done) / total) } : {})}
          />
          <Typography variant="caption" color="textSecondary">
            {messages.running.meanwhile}
          </Typography>
        </Box>
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2.5 }}>
        <Button color="inherit" onClick={onClose}>
          {messages.close}
        </Button>
        <Button variant="outlined" autoFocus onClick={onStop}>
          {messages.cancel}
        </Button>
      </DialogActions>
    </>
  );
}
