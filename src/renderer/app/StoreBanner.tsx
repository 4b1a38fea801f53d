import Alert from '@mui/material/Alert';
import { appMessages as messages } from './messages';
import { useShellState } from './shell-context';

/** Says calmly that the data is being reopened; the window stays usable meanwhile. */
export function StoreBanner() {
  const state = useShellState('store.state')?.state;
  if (state !== 'restarting' && state !== 'draining') return null;
  return (
    <Alert severity="info" variant="standard" role="status" sx={{ borderRadius: 0, py: 0, flex: 'none' }}>
      {state === 'restarting' ? messages.restarting : messages.draining}
    </Alert>
  );
}
