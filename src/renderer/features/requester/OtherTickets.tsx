import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import List from '@mui/material/List';
import ListItem from '@mui/material/ListItem';
import ListItemButton from '@mui/material/ListItemButton';
import Typography from '@mui/material/Typography';
import { StatusChip } from '../../components/StatusChip';
import { requesterMessages as messages } from './messages';
import type { OtherTicket } from './Requester';

type OtherTicketsProps = {
  readonly others: readonly OtherTicket[];
  readonly more: number;
  readonly onOpen: (ticketId: string) => void;
  readonly onMore: () => void;
};

/** What else the person asked, newest first. */
export function OtherTickets({ others, more, onOpen, onMore }: OtherTicketsProps) {
  return (
    <Box sx={{ mt: 1.5 }}>
      <Typography variant="caption" component="h3" color="textSecondary" sx={{ fontWeight: 600 }}>
        {messages.others}
      </Typography>
      {others.length === 0 && (
        <Typography variant="caption" color="textSecondary" component="p">
          {messages.noOthers}
        </Typography>
      )}
      <List dense disablePadding aria-label={messages.others} sx={{ mx: -1 }}>
        {others.map((other) => (
          <ListItem key={other.id} disablePadding>
            <ListItemButton onClick={() => onOpen(other.id)} sx={{ px: 1, py: 0.5, gap: 1 }}>
              <Box component="span" sx={{ typography: 'caption', color: 'text.secondary' }}>
                {other.name}
              </Box>
              <Box
                component="span"
                sx={{
                  typography: 'body2',
                  flex: 1,
                  minWidth: 0,
                  overflow: 'hidden',
                  textOverflow: 'ellipsis',
                  whiteSpace: 'nowrap',
                }}
              >
                {other.subject}
              </Box>
              {other.status !== null && <StatusChip status={other.status} />}
            </ListItemButton>
          </ListItem>
        ))}
      </List>
      {more > 0 && (
        <Button color="inherit" onClick={onMore} sx={{ ml: -1.5 }}>
          {messages.more(more)}
        </Button>
      )}
    </Box>
  );
}
