import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { usePanes } from '../state/panes';
import { appMessages } from './messages';
import { useShellState } from './shell-context';

const messages = appMessages.backups;

/** Says calmly what nobody should find out too late: that backups fail, and that another desk waits for a restart. */
export function BackupBanner() {
  const status = useShellState('backup.status');
  const [readOf, setReadOf] = useState(0);
  const trouble = status?.trouble ?? null;
  const waiting = status?.waiting ?? null;
  const open = (
    <Button color="inherit" onClick={() => usePanes.getState().openDialog('backups')}>
      {messages.open}
    </Button>
  );
  return (
    <>
      {waiting !== null && (
        <Alert severity="info" variant="standard" role="status" sx={bannerSx} action={open}>
          {messages.waiting(waiting.desk)}
        </Alert>
      )}
      {trouble !== null && trouble.since > readOf && (
        <Alert
          severity="warning"
          variant="standard"
          role="status"
          sx={bannerSx}
          action={
            <>
              {open}
              <Button color="inherit" onClick={() => setReadOf(trouble.since)}>
                {appMessages.dismiss}
              </Button>
            </>
          }
        >
          {messages.fail(trouble.text)}
        </Alert>
      )}
    </>
  );
}

const bannerSx = { borderRadius: 0, py: 0, flex: 'none', alignItems: 'center' } as const;
