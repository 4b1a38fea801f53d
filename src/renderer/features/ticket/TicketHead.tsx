import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import type { Status } from '../../../domain/ticket/status';
import { Icon } from '../../components/Icon';
import { StatusChip } from '../../components/StatusChip';
import { Time } from '../../components/Time';
import { CompletenessMeter, type CompletenessLine } from './CompletenessMeter';
import { ticketMessages as messages } from './messages';
import { SubjectField } from './SubjectField';

type TicketHeadProps = {
  readonly name: string;
  readonly subject: string;
  readonly status: Status | null;
  readonly createdAt: number | null;
  readonly completeness: readonly CompletenessLine[];
  readonly place: 'trash' | 'spam' | null;
  readonly onSubject: (subject: string) => void;
  readonly onRestore: () => void;
  readonly onClose: () => void;
};

/** Number, subject, state and how well the ticket was logged. */
export function TicketHead(props: TicketHeadProps) {
  const { name, subject, status, createdAt, completeness, place, onSubject, onRestore, onClose } = props;
  return (
    <Box
      component="header"
      sx={{ px: 3, pt: 1.5, pb: 1.5, borderBottom: 1, borderColor: 'divider', flex: 'none' }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, minHeight: 30 }}>
        <Typography variant="body2" component="span" color="textSecondary" sx={{ fontWeight: 600 }}>
          {name}
        </Typography>
        {status !== null && <StatusChip status={status} />}
        <Typography
          variant="caption"
          component="span"
          color="textSecondary"
          sx={{ flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}
        >
          {createdAt !== null && messages.created} <Time at={createdAt} />
        </Typography>
        <CompletenessMeter lines={completeness} />
        <IconButton aria-label={messages.close} onClick={onClose} edge="end">
          <Icon name="close" />
        </IconButton>
      </Box>
      <SubjectField subject={subject} onChange={onSubject} />
      {place !== null && (
        <Alert
          severity="warning"
          variant="outlined"
          sx={{ mt: 1, py: 0 }}
          action={
            <Button color="inherit" onClick={onRestore}>
              {messages.restore}
            </Button>
          }
        >
          {place === 'trash' ? messages.inTrash : messages.isSpam}
        </Alert>
      )}
    </Box>
  );
}
