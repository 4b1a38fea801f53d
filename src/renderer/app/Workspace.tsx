import Box from '@mui/material/Box';
import { Activity, useState } from 'react';
import type { Sx } from '../components/sx';
import { DeskStatusPane } from '../features/desk-status/DeskStatusPane';
import { SearchPane } from '../features/search/SearchPane';
import { TicketListPane } from '../features/ticket-list/TicketListPane';
import { ViewsPane } from '../features/views/ViewsPane';
import { useDeskView } from '../state/desk-view';
import { BackupBanner } from './BackupBanner';
import { useCommandKeys } from './commands/use-command-keys';
import { Dialogs } from './Dialogs';
import { appMessages as messages } from './messages';
import { NoticeBar } from './NoticeBar';
import { StoreBanner } from './StoreBanner';
import { TicketColumn } from './TicketColumn';
import { useMenuWishes } from './use-menu-wishes';

/** Too tight for list and ticket beside each other: Escape leads from the one to the other. */
const tight = '@media (max-width: 959px)';

const gridSx: Sx = {
  flex: 1,
  minHeight: 0,
  display: 'grid',
  gridTemplateColumns: '208px minmax(0, 1fr)',
  gridTemplateRows: 'minmax(0, 1fr)',
  [tight]: { gridTemplateColumns: '168px minmax(0, 1fr)' },
};

const splitSx: Sx = {
  flex: 1,
  minHeight: 0,
  display: 'grid',
  gridTemplateColumns: '208px minmax(300px, 400px) minmax(0, 1fr)',
  gridTemplateRows: 'minmax(0, 1fr)',
  '@media (max-width: 1279px)': { gridTemplateColumns: '168px 300px minmax(0, 1fr)' },
  // Last, because it holds where the one above holds too.
  [tight]: { gridTemplateColumns: '168px minmax(0, 1fr)' },
};

/** The window: views, list, and the open ticket beside it. Without one the list has the room. */
export function Workspace() {
  useCommandKeys();
  useMenuWishes();
  const ticketId = useDeskView((state) => state.ticketId);
  const kept = useKept(ticketId);
  const isSplit = ticketId !== null;
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      <StoreBanner />
      <BackupBanner />
      <Box sx={isSplit ? splitSx : gridSx}>
        <ViewsPane />
        <Box
          component="section"
          // Without an open ticket the list is what the window is about.
          role={isSplit ? 'region' : 'main'}
          aria-label={messages.list}
          sx={{
            display: 'flex',
            flexDirection: 'column',
            minHeight: 0,
            minWidth: 0,
            ...(isSplit ? { [tight]: { display: 'none' } } : {}),
            borderInline: 1,
            borderColor: 'divider',
          }}
        >
          <SearchPane />
          <TicketListPane />
        </Box>
        {kept !== null && (
          <Activity mode={isSplit ? 'visible' : 'hidden'}>
            <TicketColumn ticketId={kept} />
          </Activity>
        )}
      </Box>
      <DeskStatusPane />
      <NoticeBar />
      <Dialogs />
    </Box>
  );
}

/**
 * The ticket that is open, or was last. Its column stays in the page, hidden and without effects: making its
 * editors anew was most of the time that opening the next ticket took.
 */
function useKept(ticketId: string | null): string | null {
  const [kept, setKept] = useState(ticketId);
  if (ticketId !== null && ticketId !== kept) setKept(ticketId);
  return ticketId ?? kept;
}
