import Dialog from '@mui/material/Dialog';
import { ticketField } from '../../../domain/ticket/fields';
import { useDirectory } from '../../data/use-directory';
import { useQuery } from '../../data/use-query';
import { usePanes } from '../../state/panes';
import { formOfDraft } from './form';
import { newTicketMessages as messages } from './messages';
import { NewTicketForm } from './NewTicketForm';

/** The dialog for a new ticket; what was typed before it was closed is back in it. */
export function NewTicketPane() {
  const isOpen = usePanes((state) => state.dialog === 'new-ticket');
  const close = usePanes((state) => state.closeDialog);
  const { data: drafts } = useQuery('draft.list', isOpen ? { ticketId: null } : null);
  const { teams } = useDirectory();
  const priority = ticketField('priority')?.nature;
  return (
    <Dialog
      open={isOpen && drafts !== undefined}
      onClose={close}
      maxWidth="sm"
      slotProps={{ paper: { 'aria-label': messages.title } }}
    >
      <NewTicketForm
        initial={formOfDraft(drafts?.find((draft) => draft.kind === 'ticket'))}
        teams={teams.map(({ id, name }) => ({ id, label: name }))}
        priorities={priority?.type === 'choice' ? priority.options : []}
        onClose={close}
      />
    </Dialog>
  );
}
