import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import type { ImportPort } from './import-port';
import { ImportRunning } from './ImportRunning';
import { ImportSummary } from './ImportSummary';
import { importMessages as messages } from './messages';
import { useImport } from './use-import';

type ImportPaneProps = {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly port: ImportPort;
};

/** From a file to tickets: choose, watch, read the account, and take it back if it was the wrong file. */
export function ImportPane({ isOpen, onClose, port }: ImportPaneProps) {
  const { stage, start, undo, reset } = useImport(port);
  const error = stage.type === 'running' ? null : stage.error;
  return (
    <Dialog open={isOpen} onClose={onClose} maxWidth="sm" aria-labelledby="import-title">
      <DialogTitle id="import-title">{messages.title}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        {error !== null && <Alert severity="error">{error.message}</Alert>}
        {stage.type === 'idle' && (
          <>
            <Typography variant="body1">{messages.intro}</Typography>
            <Typography variant="body2" color="textSecondary">
              {messages.again}
            </Typography>
          </>
        )}
        {stage.type === 'running' && <ImportRunning name={stage.name} progress={stage.progress} />}
        {stage.type === 'done' && <ImportSummary report={stage.report} />}
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2.5 }}>
        {stage.type === 'done' && (
          <Button color="error" onClick={() => void undo(stage.report)} sx={{ mr: 'auto' }}>
            {messages.undo}
          </Button>
        )}
        <Button color="inherit" onClick={onClose}>
          {messages.close}
        </Button>
        {stage.type === 'idle' && (
          <Button variant="contained" autoFocus onClick={() => void start()}>
            {messages.choose}
          </Button>
        )}
        {stage.type === 'running' && (
          <Button variant="outlined" onClick={port.stop}>
            {messages.stop}
          </Button>
        )}
        {stage.type === 'done' && (
          <Button variant="contained" onClick={reset}>
            {messages.another}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}
