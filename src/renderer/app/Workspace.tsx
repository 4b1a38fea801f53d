import Box from '@mui/material/Box';
import { DeskStatusPane } from '../features/desk-status/DeskStatusPane';
import { SearchPane } from '../features/search/SearchPane';
import { TicketListPane } from '../features/ticket-list/TicketListPane';
import { ViewsPane } from '../features/views/ViewsPane';
import { useDeskView } from '../state/desk-view';
import { useCommandKeys } from './commands/use-command-keys';
import { Dialogs } from './Dialogs';
import { createImportPort } from './import-port';
import { NoticeBar } from './NoticeBar';
import { useShell } from './shell-context';
import { StoreBanner } from './StoreBanner';
import { TicketColumn } from './TicketColumn';
import { useMenuWishes } from './use-menu-wishes';

/** The window: views, list, and the open ticket beside it. Without one the list has the room. */
export function Workspace() {
  useCommandKeys();
  useMenuWishes();
  const shell = useShell();
  const ticketId = useDeskView((state) => state.ticketId);
  const columns = ticketId === null ? '208px minmax(0, 1fr)' : '208px minmax(320px, 400px) minmax(0, 1fr)';
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      <StoreBanner />
      <Box
        sx={{
          flex: 1,
          minHeight: 0,
          display: 'grid',
          gridTemplateColumns: columns,
          gridTemplateRows: 'minmax(0, 1fr)',
        }}
      >
        <ViewsPane hasImport={createImportPort(shell) !== null} />
        <Box
          sx={{
            display: 'flex',
            flexDirection: 'column',
            minHeight: 0,
            minWidth: 0,
            borderInline: 1,
            borderColor: 'divider',
          }}
        >
          <SearchPane />
          <TicketListPane />
        </Box>
        {ticketId !== null && <TicketColumn ticketId={ticketId} />}
      </Box>
      <DeskStatusPane />
      <NoticeBar />
      <Dialogs />
    </Box>
  );
}
