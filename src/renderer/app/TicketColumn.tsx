import Box from '@mui/material/Box';
import type { Sx } from '../components/sx';
import Button from '@mui/material/Button';
import { EmptyState } from '../components/EmptyState';
import { useTicket } from '../data/use-ticket';
import { ComposerPane } from '../features/composer/ComposerPane';
import { ConversationPane } from '../features/conversation/ConversationPane';
import { HistoryPane } from '../features/history/HistoryPane';
import { PropertiesPane } from '../features/properties/PropertiesPane';
import { RequesterPane } from '../features/requester/RequesterPane';
import { TicketHeadPane } from '../features/ticket/TicketHeadPane';
import { useDeskView } from '../state/desk-view';
import { appMessages as messages } from './messages';

const narrow = '@container ticket (max-width: 679px)';

/** Side by side where there is room; else one under the other, and the whole scrolls. */
const columnSx: Sx = {
  height: '100%',
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) 312px',
  gridTemplateRows: 'minmax(0, 1fr)',
  [narrow]: {
    gridTemplateColumns: 'minmax(0, 1fr)',
    gridTemplateRows: '100% auto',
    overflowY: 'auto',
  },
};

const sideSx: Sx = {
  overflowY: 'auto',
  borderLeft: 1,
  borderColor: 'divider',
  bgcolor: 'background.default',
  [narrow]: { overflowY: 'visible', borderLeft: 0, borderTop: 1, borderColor: 'divider' },
};

type TicketColumnProps = { readonly ticketId: string };

/** The open ticket: what was said and what to answer, and beside it what is known. */
export function TicketColumn({ ticketId }: TicketColumnProps) {
  const { ticket, error } = useTicket(ticketId);
  return (
    <Box
      component="main"
      aria-label={messages.ticket}
      sx={{
        minWidth: 0,
        minHeight: 0,
        height: '100%',
        bgcolor: 'background.paper',
        containerType: 'inline-size',
        containerName: 'ticket',
      }}
    >
      {ticket === undefined && error !== undefined && (
        <EmptyState icon="warning" title={messages.ticketFailed} text={error.message}>
          <Button variant="outlined" onClick={() => useDeskView.getState().openTicket(null)}>
            {messages.backToList}
          </Button>
        </EmptyState>
      )}
      {ticket !== undefined && (
        <Box sx={columnSx}>
          <Box sx={{ display: 'flex', flexDirection: 'column', minHeight: 0 }}>
            <TicketHeadPane ticketId={ticketId} />
            <ConversationPane ticketId={ticketId} />
            <ComposerPane ticketId={ticketId} />
          </Box>
          <Box sx={sideSx}>
            <RequesterPane ticketId={ticketId} />
            <PropertiesPane ticketId={ticketId} />
            <HistoryPane ticketId={ticketId} />
          </Box>
        </Box>
      )}
    </Box>
  );
}
