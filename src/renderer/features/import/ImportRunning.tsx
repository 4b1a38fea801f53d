import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import type { ImportProgress } from './import-port';
import { importMessages as messages } from './messages';

type ImportRunningProps = { readonly name: string; readonly progress: ImportProgress };

/** How far the file has been read; the desk stays usable meanwhile. */
export function ImportRunning({ name, progress: { done, total } }: ImportRunningProps) {
  const label = messages.progress(name);
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Typography variant="body2">{label}</Typography>
      <LinearProgress
        aria-label={label}
        variant={total > 0 ? 'determinate' : 'indeterminate'}
        value={total > 0 ? Math.min(100, (100 * done) / total) : 0}
      />
      <Typography variant="caption" color="textSecondary">
        {messages.progressText(done, total)}
      </Typography>
    </Box>
  );
}
