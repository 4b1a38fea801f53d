import Box from '@mui/material/Box';
import ListItem from '@mui/material/ListItem';
import ListItemButton from '@mui/material/ListItemButton';
import { formatNumber } from '../../components/plural';
import { VisuallyHidden } from '../../components/VisuallyHidden';
import { viewsMessages as messages } from './messages';
import type { ViewEntry } from './ViewsList';

type ViewItemProps = {
  readonly view: ViewEntry;
  readonly isCurrent: boolean;
  readonly onOpen: () => void;
};

/** One saved view. */
export function ViewItem({ view, isCurrent, onOpen }: ViewItemProps) {
  return (
    <ListItem disablePadding>
      <ListItemButton
        selected={isCurrent}
        aria-current={isCurrent ? 'page' : undefined}
        onClick={onOpen}
        sx={{
          px: 1,
          py: 0.5,
          gap: 1,
          typography: 'body2',
          '&.Mui-selected': { bgcolor: 'surface.chosen', fontWeight: 600 },
        }}
      >
        <Box
          component="span"
          sx={{ flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}
        >
          {view.name}
        </Box>
        {view.count !== null && view.count > 0 && (
          <Box component="span" sx={{ typography: 'caption', color: 'text.secondary' }}>
            {formatNumber(view.count)}
            <VisuallyHidden> {messages.tickets(view.count)}</VisuallyHidden>
          </Box>
        )}
      </ListItemButton>
    </ListItem>
  );
}
