import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import FormControlLabel from '@mui/material/FormControlLabel';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { type FormEvent, useState } from 'react';
import { longestPassphrase } from '../../../protocol/backup-shapes';
import { contentSx } from './content-style';
import { backupMessages } from './messages';

const messages = backupMessages.make;

type MakeBackupProps = {
  readonly onStart: (passphrase: string | null) => void;
  readonly onBack: () => void;
};

/** What goes into a backup, and whether a passphrase protects it. The place is chosen in the system's dialog. */
export function MakeBackup({ onStart, onBack }: MakeBackupProps) {
  const [isProtected, setProtected] = useState(false);
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [isChecked, setChecked] = useState(false);
  const isMissing = isChecked && passphrase === '';
  const isDifferent = isChecked && passphrase !== '' && passphrase !== again;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isProtected) return onStart(null);
    setChecked(true);
    if (passphrase !== '' && passphrase === again) onStart(passphrase);
  };
  return (
    <Box component="form" noValidate aria-label={messages.title} onSubmit={submit}>
      <DialogContent sx={contentSx}>
        <Typography variant="body2">{messages.intro}</Typography>
        <FormControlLabel
          control={
            <Checkbox
              size="small"
              checked={isProtected}
              onChange={(event) => setProtected(event.target.checked)}
              sx={{ py: 0.5 }}
            />
          }
          label={messages.protect}
          slotProps={{ typography: { variant: 'body2' } }}
        />
        {isProtected && (
          <>
            <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 2 }}>
              <TextField
                autoFocus
                type="password"
                label={messages.passphrase}
                value={passphrase}
                error={isMissing}
                helperText={isMissing ? messages.missing : undefined}
                onChange={(event) => setPassphrase(event.target.value)}
                slotProps={{ htmlInput: { maxLength: longestPassphrase, autoComplete: 'new-password' } }}
              />
              <TextField
                type="password"
                label={messages.again}
                value={again}
                error={isDifferent}
                helperText={isDifferent ? messages.different : undefined}
                onChange={(event) => setAgain(event.target.value)}
                slotProps={{ htmlInput: { maxLength: longestPassphrase, autoComplete: 'new-password' } }}
              />
            </Box>
            <Typography variant="body2" color="textSecondary">
              {messages.warning}
            </Typography>
          </>
        )}
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2.5 }}>
        <Button color="inherit" onClick={onBack}>
          {backupMessages.back}
        </Button>
        <Button variant="contained" type="submit" autoFocus>
          {messages.start}
        </Button>
      </DialogActions>
    </Box>
  );
}
