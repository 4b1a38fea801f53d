import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import FormControlLabel from '@mui/material/FormControlLabel';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { type PersonChoice, PickPerson } from '../../components/PickPerson';
import { usePersonSearch } from '../../data/use-person-search';
import type { EraseRequest } from './erase-request';
import { eraseMessages as messages } from './messages';

type EraseFormProps = {
  readonly isRunning: boolean;
  readonly error: string | null;
  readonly onErase: (request: EraseRequest) => void;
  readonly onClose: () => void;
};

/** Who is to be erased, how much of what they left, and what stays all the same. */
export function EraseForm({ isRunning, error, onErase, onClose }: EraseFormProps) {
  const [person, setPerson] = useState<PersonChoice | null>(null);
  const [search, setSearch] = useState<string | null>(null);
  const [withMessages, setWithMessages] = useState(false);
  const [withSources, setWithSources] = useState(false);
  const found = usePersonSearch(search).map(({ id, name, emails }) => ({ id, name, hint: emails[0] ?? '' }));
  const id = person?.id ?? null;
  return (
    <>
      <DialogContent sx={{ display: 'grid', gap: 1.5 }}>
        <Typography variant="body2">{messages.intro}</Typography>
        <PickPerson
          label={messages.person}
          value={person}
          options={found}
          placeholder={messages.placeholder}
          onSearch={setSearch}
          onPick={setPerson}
        />
        <Box sx={{ display: 'grid' }}>
          <FormControlLabel
            control={
              <Checkbox checked={withMessages} onChange={(_event, checked) => setWithMessages(checked)} />
            }
            label={messages.withMessages}
          />
          <FormControlLabel
            control={
              <Checkbox checked={withSources} onChange={(_event, checked) => setWithSources(checked)} />
            }
            label={messages.withSources}
          />
        </Box>
        <Typography variant="subtitle2">{messages.staysTitle}</Typography>
        <Box component="ul" sx={{ m: 0, pl: 2.5, typography: 'body2' }}>
          {messages.stays.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </Box>
        {error === null ? null : <Alert severity="error">{error}</Alert>}
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button color="inherit" onClick={onClose}>
          {messages.cancel}
        </Button>
        <Button
          color="error"
          variant="contained"
          disabled={id === null || isRunning}
          onClick={() => id !== null && onErase({ id, withMessages, withSources })}
        >
          {isRunning ? messages.erasing : messages.erase}
        </Button>
      </DialogActions>
    </>
  );
}
