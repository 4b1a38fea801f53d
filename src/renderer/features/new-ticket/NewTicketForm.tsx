import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { longestLine, longestText } from '../../../domain/field/field';
import { type Option, PickOne } from '../../components/PickOne';
import type { NewTicketForm as FormContent } from './form';
import { newTicketMessages as messages } from './messages';
import { RequesterField } from './RequesterField';
import { useNewTicket } from './use-new-ticket';

type NewTicketFormProps = {
  readonly initial: FormContent;
  readonly teams: readonly Option[];
  readonly priorities: readonly Option[];
  readonly onClose: () => void;
};

/** A ticket in one line, or with as much as is known. Ctrl+Enter creates it. */
export function NewTicketForm({ initial, teams, priorities, onClose }: NewTicketFormProps) {
  const { form, update, submit, isSending, isMissing, draft } = useNewTicket(initial, onClose);
  return (
    <Box
      component="form"
      aria-label={messages.title}
      noValidate
      onBlur={() => void draft.flush()}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        void submit();
      }}
    >
      <DialogTitle>{messages.title}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2, pt: '8px !important' }}>
        <TextField
          autoFocus
          label={messages.subject}
          value={form.subject}
          error={isMissing}
          helperText={isMissing ? messages.subjectMissing : undefined}
          onChange={(event) => update({ subject: event.target.value })}
          slotProps={{ htmlInput: { maxLength: longestLine } }}
        />
        <TextField
          label={messages.body}
          multiline
          minRows={5}
          maxRows={14}
          placeholder={messages.bodyPlaceholder}
          value={form.body}
          onChange={(event) => update({ body: event.target.value })}
          slotProps={{ htmlInput: { maxLength: longestText, dir: 'auto' } }}
        />
        <RequesterField value={form.requester} onPick={(requester) => update({ requester })} />
        <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 2 }}>
          <PickOne
            label={messages.team}
            value={form.team}
            options={teams}
            onPick={(team) => update({ team })}
          />
          <PickOne
            label={messages.priority}
            value={form.priority}
            options={priorities}
            onPick={(priority) => update({ priority })}
          />
        </Box>
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2.5 }}>
        <Typography variant="caption" color="textSecondary" role="status" sx={{ flex: 1 }}>
          {draft.state === 'saved' ? messages.draftSaved : messages.onlySubject}
        </Typography>
        <Button color="inherit" onClick={onClose}>
          {messages.cancel}
        </Button>
        <Button type="submit" variant="contained" disabled={isSending}>
          {messages.create}
        </Button>
      </DialogActions>
    </Box>
  );
}
