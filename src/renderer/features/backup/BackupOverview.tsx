import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import Typography from '@mui/material/Typography';
import type { BackupRhythm, BackupStatus } from '../../../protocol/backup-shapes';
import { DeskCopies } from './DeskCopies';
import { contentSx, flushSx } from './content-style';
import { backupMessages as messages } from './messages';
import { ScheduleEditor } from './ScheduleEditor';

type BackupOverviewProps = {
  /** Undefined until main has spoken. */
  readonly status: BackupStatus | undefined;
  readonly canBackUp: boolean;
  readonly onSchedule: (rhythm: BackupRhythm, isFolderAsked: boolean) => void;
  readonly onMake: () => void;
  readonly onRestore: () => void;
  readonly onClose: () => void;
};

/** What there is of backups, and the ways to another one. */
export function BackupOverview(props: BackupOverviewProps) {
  const { status, canBackUp, onSchedule, onMake, onRestore, onClose } = props;
  return (
    <>
      <DialogContent sx={{ ...contentSx, gap: 2.5 }}>
        {status !== undefined && (
          <>
            <LastBackup last={status.last} />
            {canBackUp && <ScheduleEditor status={status} onSchedule={onSchedule} />}
            <DeskCopies status={status} />
          </>
        )}
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2.5 }}>
        <Button onClick={onRestore} autoFocus={!canBackUp} sx={flushSx.start}>
          {messages.restore}
        </Button>
        <Button color="inherit" onClick={onClose}>
          {messages.close}
        </Button>
        {canBackUp && (
          <Button variant="contained" autoFocus onClick={onMake}>
            {messages.backUp}
          </Button>
        )}
      </DialogActions>
    </>
  );
}

function LastBackup({ last }: Pick<BackupStatus, 'last'>) {
  return (
    <Box component="section" aria-labelledby="backup-last" sx={{ display: 'grid', gap: 0.5 }}>
      <Typography variant="h2" component="h3" id="backup-last">
        {messages.last}
      </Typography>
      {last === null ? (
        <Typography variant="body2">{messages.none}</Typography>
      ) : (
        <>
          <Typography variant="body2">{messages.lastMade(last.takenAt)}</Typography>
          <Typography variant="body2" color="textSecondary">
            {messages.lastFacts(last.tickets, last.bytes, last.isEncrypted)}
          </Typography>
          <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
            {last.file}
          </Typography>
        </>
      )}
    </Box>
  );
}
