import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import TextField from '@mui/material/TextField';
import { type FormEvent, useState } from 'react';
import { type ChosenBackup, longestPassphrase } from '../../../protocol/backup-shapes';
import { formatBytes } from '../../components/format-bytes';
import { formatDateTime } from '../../components/format-time';
import { formatNumber } from '../../components/plural';
import { FactList } from './FactList';
import { contentSx, flushSx } from './content-style';
import { backupMessages } from './messages';

const messages = backupMessages.restoring;

type RestoreChosenProps = {
  readonly chosen: ChosenBackup;
  readonly onStart: (passphrase: string | null) => void;
  readonly onChoose: () => void;
  readonly onBack: () => void;
};

/** What the chosen backup is, and what will become of the present desk. */
export function RestoreChosen({ chosen, onStart, onChoose, onBack }: RestoreChosenProps) {
  const [passphrase, setPassphrase] = useState('');
  const [isChecked, setChecked] = useState(false);
  const isMissing = isChecked && passphrase === '';
  const { facts } = backupMessages;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (!chosen.isEncrypted) onStart(null);
    else if (passphrase !== '') onStart(passphrase);
  };
  return (
    <Box component="form" noValidate aria-label={messages.title} onSubmit={submit}>
      <DialogContent sx={contentSx}>
        <FactList
          facts={[
            [facts.desk, chosen.desk],
            [facts.takenAt, formatDateTime(chosen.takenAt)],
            ...(chosen.tickets === null ? [] : [[facts.tickets, formatNumber(chosen.tickets)] as const]),
            [facts.size, formatBytes(chosen.bytes)],
            [facts.passphrase, chosen.isEncrypted ? facts.isNeeded : facts.isNone],
            [facts.file, chosen.name],
          ]}
        />
        {chosen.isEncrypted && (
          <TextField
            autoFocus
            type="password"
            label={messages.passphrase}
            value={passphrase}
            error={isMissing}
            helperText={isMissing ? messages.missing : undefined}
            onChange={(event) => setPassphrase(event.target.value)}
            slotProps={{ htmlInput: { maxLength: longestPassphrase, autoComplete: 'off' } }}
            sx={{ mt: 0.5 }}
          />
        )}
        <Alert severity="warning" role="note">
          {messages.warning(chosen.takenAt)}
        </Alert>
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2.5 }}>
        <Button onClick={onChoose} sx={flushSx.start}>
          {messages.another}
        </Button>
        <Button color="inherit" onClick={onBack}>
          {backupMessages.back}
        </Button>
        <Button variant="contained" type="submit" autoFocus={!chosen.isEncrypted}>
          {messages.start}
        </Button>
      </DialogActions>
    </Box>
  );
}
