import Alert from '@mui/material/Alert';
import { useState } from 'react';
import { appMessages as messages } from './messages';
import { useShellState } from './shell-context';

/** Says calmly what is the matter with the data, or what was put right; the window stays usable meanwhile. */
export function StoreBanner() {
  const state = useShellState('store.state')?.state;
  const durability = useShellState('durability.state');
  const [readAt, setReadAt] = useState(0);
  const account = durability?.account ?? null;
  const isHeld = durability?.hold != null;
  return (
    <>
      {(state === 'restarting' || state === 'draining') && (
        <Alert severity="info" variant="standard" role="status" sx={bannerSx}>
          {state === 'restarting' ? messages.restarting : messages.draining}
        </Alert>
      )}
      {isHeld && (
        <Alert severity="warning" variant="standard" role="alert" aria-label={messages.safety} sx={bannerSx}>
          {durability?.hold?.text}
        </Alert>
      )}
      {account !== null && account.at > readAt && (
        <Alert
          severity="info"
          variant="standard"
          role="status"
          sx={bannerSx}
          onClose={() => setReadAt(account.at)}
          closeText={messages.dismiss}
        >
          {account.text}
        </Alert>
      )}
    </>
  );
}

const bannerSx = { borderRadius: 0, py: 0, flex: 'none' } as const;
