import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { useEffect, useState } from 'react';
import { appMessages as messages } from './messages';
import { useShellState } from './shell-context';

const patienceMs = 400;

/** Shown only when opening takes long enough to be noticed; then it says what takes so long. */
export function StartScreen() {
  const durability = useShellState('durability.state');
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  if (!isSlow) return null;
  const progress = durability?.progress ?? null;
  const hold = durability?.hold ?? null;
  return (
    <Box sx={{ height: '100%', display: 'grid', placeContent: 'center', gap: 1.5, px: 4 }}>
      <Typography
        variant="body2"
        color="textSecondary"
        id="starting"
        role={hold === null ? undefined : 'alert'}
      >
        {hold?.text ?? progress?.label ?? messages.starting}
      </Typography>
      {hold === null && (
        <LinearProgress
          aria-labelledby="starting"
          {...(progress === null || progress.total === 0
            ? {}
            : { variant: 'determinate', value: Math.min(100, (100 * progress.done) / progress.total) })}
        />
      )}
    </Box>
  );
}
