import Box from '@mui/material/Box';
import { Time } from './Time';

type HistoryLineProps = { readonly text: string; readonly at: number };

/** One line of what happened. */
export function HistoryLine({ text, at }: HistoryLineProps) {
  return (
    <Box
      sx={{ display: 'flex', gap: 1, alignItems: 'baseline', typography: 'caption', color: 'text.secondary' }}
    >
      <Box component="span" sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
        {text}
      </Box>
      <Time at={at} />
    </Box>
  );
}
