import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { BackupStatus } from '../../../protocol/backup-shapes';
import { formatBytes } from '../../components/format-bytes';
import { formatDateTime } from '../../components/format-time';
import { backupMessages } from './messages';

const messages = backupMessages.copies;

type DeskCopiesProps = { readonly status: Pick<BackupStatus, 'snapshots' | 'damagedSnapshots'> };

/** The snapshots, for those who want to know; nobody has to do anything with them. */
export function DeskCopies({ status: { snapshots, damagedSnapshots } }: DeskCopiesProps) {
  return (
    <Box component="section" aria-labelledby="backup-copies" sx={{ display: 'grid', gap: 0.5 }}>
      <Typography variant="h2" component="h3" id="backup-copies">
        {messages.title}
      </Typography>
      <Typography variant="body2" color="textSecondary">
        {messages.about}
      </Typography>
      {damagedSnapshots > 0 && <Typography variant="body2">{messages.damaged(damagedSnapshots)}</Typography>}
      {snapshots.length === 0 ? (
        <Typography variant="body2">{messages.none}</Typography>
      ) : (
        <Box component="details" sx={{ typography: 'body2' }}>
          <Box component="summary" sx={{ cursor: 'pointer', py: 0.5 }}>
            {messages.count(snapshots.length, formatDateTime(snapshots[0]?.takenAt ?? 0))}
          </Box>
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', rowGap: 0.5 }}>
            {snapshots.map(({ takenAt, tickets, bytes }) => (
              <Box
                component="li"
                key={takenAt}
                sx={{ display: 'grid', gridTemplateColumns: '2fr 1fr 1fr', columnGap: 2, pl: 2 }}
              >
                <span>{formatDateTime(takenAt)}</span>
                <Box component="span" sx={{ textAlign: 'end' }}>
                  {messages.tickets(tickets)}
                </Box>
                <Box component="span" sx={{ textAlign: 'end', color: 'text.secondary' }}>
                  {formatBytes(bytes)}
                </Box>
              </Box>
            ))}
          </Box>
        </Box>
      )}
    </Box>
  );
}
