import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import type { ErasureReport } from '../../../protocol/shell';
import { eraseMessages as messages } from './messages';

type EraseAccountProps = { readonly report: ErasureReport; readonly onClose: () => void };

/** What was erased, and what is left to look after. */
export function EraseAccount({ report, onClose }: EraseAccountProps) {
  const { erased, keptSources, mentionedIn, problem } = report;
  const lines = [
    messages.changed(erased.messages, erased.events),
    ...(erased.sources > 0 ? [messages.sourcesRemoved(erased.sources)] : []),
    ...(keptSources > 0 ? [messages.sourcesKept(keptSources)] : []),
    ...(mentionedIn.length > 0 ? [messages.stillNamed(mentionedIn)] : []),
    ...(problem === null ? [messages.copiesGone] : []),
  ];
  return (
    <>
      <DialogContent sx={{ display: 'grid', gap: 1.5 }}>
        <Box component="ul" sx={{ m: 0, pl: 2.5, typography: 'body2' }}>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </Box>
        {problem === null ? null : <Alert severity="warning">{messages.copiesLeft(problem)}</Alert>}
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button autoFocus onClick={onClose}>
          {messages.close}
        </Button>
      </DialogActions>
    </>
  );
}
