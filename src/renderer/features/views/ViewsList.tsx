import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import List from '@mui/material/List';
import Typography from '@mui/material/Typography';
import { Icon } from '../../components/Icon';
import type { OpenableView } from '../../state/desk-view';
import { viewsMessages as messages } from './messages';
import { ViewItem } from './ViewItem';

export type ViewEntry = OpenableView & { readonly name: string; readonly count: number | null };

type ViewsListProps = {
  readonly views: readonly ViewEntry[];
  readonly currentId: string | null;
  readonly onOpen: (view: OpenableView) => void;
  readonly onNewTicket: () => void;
  /** null where nothing can be imported. */
  readonly onImport: () => void;
};

/** The navigation of the desk. */
export function ViewsList({ views, currentId, onOpen, onNewTicket, onImport }: ViewsListProps) {
  return (
    <Box
      component="nav"
      aria-label={messages.title}
      data-pane="views"
      sx={{
        display: 'flex',
        flexDirection: 'column',
        minHeight: 0,
        height: '100%',
        bgcolor: 'surface.sunken',
      }}
    >
      <Box sx={{ p: 1.5, pb: 1 }}>
        <Button variant="contained" fullWidth startIcon={<Icon name="plus" />} onClick={onNewTicket}>
          {messages.newTicket}
        </Button>
      </Box>
      <Typography variant="caption" color="textSecondary" sx={{ px: 2.5, pt: 1, pb: 0.5, fontWeight: 600 }}>
        {messages.title}
      </Typography>
      <List dense disablePadding sx={{ px: 1.5, overflowY: 'auto', flex: 1 }}>
        {views.map((view) => (
          <ViewItem key={view.id} view={view} isCurrent={view.id === currentId} onOpen={() => onOpen(view)} />
        ))}
      </List>
      <Box sx={{ p: 1.5 }}>
        <Button
          color="inherit"
          fullWidth
          startIcon={<Icon name="import" />}
          onClick={onImport}
          sx={{ justifyContent: 'start' }}
        >
          {messages.importTickets}
        </Button>
      </Box>
    </Box>
  );
}
