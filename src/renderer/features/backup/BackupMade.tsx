import Button from '@mui/material/Button';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import Typography from '@mui/material/Typography';
import type { BackupSummary } from '../../../protocol/backup-shapes';
import { formatBytes } from '../../components/format-bytes';
import { formatDateTime } from '../../components/format-time';
import { formatNumber } from '../../components/plural';
import { FactList } from './FactList';
import { contentSx } from './content-style';
import { backupMessages as messages } from './messages';

type BackupMadeProps = { readonly summary: BackupSummary; readonly onDone: () => void };

/** The account of a backup that was made. */
export function BackupMade({ summary, onDone }: BackupMadeProps) {
  const { facts } = messages;
  return (
    <>
      <DialogContent sx={contentSx}>
        <Typography variant="h2" component="h3" role="status">
          {messages.made.title}
        </Typography>
        <FactList
          facts={[
            [facts.file, summary.file],
            [facts.takenAt, formatDateTime(summary.takenAt)],
            [facts.tickets, formatNumber(summary.tickets)],
            [facts.size, formatBytes(summary.bytes)],
            [facts.passphrase, summary.isEncrypted ? facts.isNeeded : facts.isNone],
          ]}
        />
        <Typography variant="body2" color="textSecondary">
          {messages.made.advice}
        </Typography>
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2.5 }}>
        <Button variant="contained" autoFocus onClick={onDone}>
          {messages.made.done}
        </Button>
      </DialogActions>
    </>
  );
}
