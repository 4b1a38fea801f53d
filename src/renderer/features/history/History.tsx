import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { HistoryLine } from '../../components/HistoryLine';
import { historyPaneMessages as messages } from './messages';

type HistoryEntry = { readonly id: string; readonly at: number; readonly text: string };

type HistoryProps = { readonly lines: readonly HistoryEntry[] };

const shownFirst = 12;

/** The history as a list of sentences. */
export function History({ lines }: HistoryProps) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? lines : lines.slice(0, shownFirst);
  return (
    <Box
      component="section"
      aria-label={messages.title}
      data-pane="history"
      sx={{ px: 2, py: 1.5, borderTop: 1, borderColor: 'divider' }}
    >
      <Typography variant="h2" component="h2" sx={{ mb: 1 }}>
        {messages.title}
      </Typography>
      {lines.length === 0 && (
        <Typography variant="caption" color="textSecondary">
          {messages.empty}
        </Typography>
      )}
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
        {shown.map((line) => (
          <li key={line.id}>
            <HistoryLine text={line.text} at={line.at} />
          </li>
        ))}
      </Box>
      {shown.length < lines.length && (
        <Button color="inherit" onClick={() => setWhole(true)} sx={{ mt: 1, ml: -1.5 }}>
          {messages.all}
        </Button>
      )}
    </Box>
  );
}
