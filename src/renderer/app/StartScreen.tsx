import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { useEffect, useState } from 'react';
import { appMessages as messages } from './messages';

const patienceMs = 400;

/** Shown only when opening takes long enough to be noticed. */
export function StartScreen() {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  if (!isSlow) return null;
  return (
    <Box sx={{ height: '100%', display: 'grid', placeContent: 'center', gap: 1.5 }}>
      <Typography variant="body2" color="textSecondary" id="starting">
        {messages.starting}
      </Typography>
      <LinearProgress aria-labelledby="starting" />
    </Box>
  );
}
