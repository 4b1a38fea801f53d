import Box from '@mui/material/Box';
import type { TicketSummary } from '../../../protocol/store-shapes';
import { Icon } from '../../components/Icon';
import { VisuallyHidden } from '../../components/VisuallyHidden';
import { ticketListMessages as messages } from './messages';
import { cellSx } from './row-style';

type SubjectCellProps = { readonly ticket: Pick<TicketSummary, 'subject' | 'isUnread' | 'hasDraft'> };

/** The subject: bold while unread, marked while something unsent is written on the ticket. */
export function SubjectCell({ ticket }: SubjectCellProps) {
  return (
    <Box
      role="gridcell"
      aria-colindex={2}
      sx={{ ...cellSx('subject'), display: 'flex', alignItems: 'center', gap: 1 }}
    >
      {ticket.isUnread && <VisuallyHidden>{messages.unread}</VisuallyHidden>}
      <Box
        component="span"
        sx={{ overflow: 'hidden', textOverflow: 'ellipsis', fontWeight: ticket.isUnread ? 700 : 450 }}
      >
        {ticket.subject === '' ? messages.noSubject : ticket.subject}
      </Box>
      {ticket.hasDraft && (
        <Box
          component="span"
          title={messages.hasDraft}
          sx={{
            flex: 'none',
            display: 'inline-flex',
            gap: 0.25,
            color: 'warning.main',
            typography: 'caption',
          }}
        >
          <Icon name="pencil" sx={{ fontSize: 13, mt: '2px' }} />
          {messages.draft}
        </Box>
      )}
    </Box>
  );
}
