import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useId, useState } from 'react';
import { BackupRhythm, backupRhythms, type BackupStatus } from '../../../protocol/backup-shapes';
import { formatDateTime } from '../../components/format-time';
import type { Sx } from '../../components/sx';
import { useNow } from '../../components/use-now';
import { flushSx } from './content-style';
import { backupMessages } from './messages';

const messages = backupMessages.schedule;

/** In the dark a list without a frame is hard to tell from the dialog behind it. */
const listSx: Sx = { border: 1, borderColor: 'divider', bgcolor: 'surface.raised' };

type ScheduleEditorProps = {
  readonly status: BackupStatus;
  readonly onSchedule: (rhythm: BackupRhythm, isFolderAsked: boolean) => void;
};

/** When backups are made without anybody asking. What is chosen holds at once. */
export function ScheduleEditor({
  status: { schedule, trouble, isRunning },
  onSchedule,
}: ScheduleEditorProps) {
  const titleId = useId();
  const { every, keep, folder } = schedule;
  const isOn = every !== 'never';
  return (
    <Box component="section" aria-labelledby={titleId} sx={{ display: 'grid', gap: 1.5 }}>
      <Typography variant="h2" component="h3" id={titleId}>
        {messages.title}
      </Typography>
      {trouble !== null && (
        <Alert severity="warning" role="note">
          {messages.failed(trouble.text, schedule.nextAt === null ? null : formatDateTime(schedule.nextAt))}
        </Alert>
      )}
      <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 2 }}>
        <TextField
          select
          label={messages.every}
          value={every}
          slotProps={{ select: { MenuProps: { slotProps: { paper: { sx: listSx } } } } }}
          onChange={(event) => {
            const chosen = BackupRhythm.safeParse({ every: event.target.value, keep });
            if (chosen.success && chosen.data.every !== every) onSchedule(chosen.data, false);
          }}
        >
          {backupRhythms.map((rhythm) => (
            <MenuItem key={rhythm} value={rhythm} sx={{ typography: 'body2' }}>
              {messages.rhythms[rhythm]}
            </MenuItem>
          ))}
        </TextField>
        {isOn && (
          // A number that came from elsewhere takes the place of what stands here.
          <KeepField key={keep} keep={keep} onKeep={(count) => onSchedule({ every, keep: count }, false)} />
        )}
      </Box>
      {isOn && (
        <>
          <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1 }}>
            <Typography variant="body2" sx={{ flex: 1, overflowWrap: 'anywhere' }}>
              <Box component="span" sx={{ color: 'text.secondary' }}>
                {messages.folder}
              </Box>{' '}
              {folder}
            </Typography>
            <Button onClick={() => onSchedule({ every, keep }, true)} sx={flushSx.end}>
              {messages.changeFolder}
            </Button>
          </Box>
          <Typography variant="body2" role="status">
            {isRunning ? messages.isRunning : <NextBackup at={schedule.nextAt} />}
          </Typography>
          <Typography variant="body2" color="textSecondary">
            {messages.open}
          </Typography>
        </>
      )}
      {!isOn && (
        <Typography variant="body2" color="textSecondary">
          {messages.off}
        </Typography>
      )}
    </Box>
  );
}

function NextBackup({ at }: { readonly at: number | null }) {
  const now = useNow();
  if (at === null) return null;
  return at <= now ? messages.soon : messages.next(at);
}

type KeepFieldProps = { readonly keep: number; readonly onKeep: (keep: number) => void };

/** How many backups stay; taken when somebody leaves the field or presses Enter, and only where it can be meant. */
function KeepField({ keep, onKeep }: KeepFieldProps) {
  const [text, setText] = useState(String(keep));
  const take = (): void => {
    const count = BackupRhythm.shape.keep.safeParse(text === '' ? undefined : Number(text));
    if (!count.success) setText(String(keep));
    else if (count.data !== keep) onKeep(count.data);
  };
  return (
    <TextField
      type="number"
      label={messages.keep}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take();
      }}
      slotProps={{ htmlInput: { min: 1, step: 1 } }}
    />
  );
}
