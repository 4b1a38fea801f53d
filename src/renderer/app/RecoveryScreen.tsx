import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { EmptyState } from '../components/EmptyState';
import { appMessages } from './messages';

const messages = appMessages.recovery;

type RecoveryScreenProps = {
  /** Why, in a sentence, where it is known. */
  readonly problem: string | null;
  readonly reason: string | null;
  readonly onRetry: () => void;
  readonly onOpenFolder: () => void;
  readonly onRestore: () => void;
  readonly onQuit: () => void;
};

/** What a person sees when the data cannot be opened: what is known, and the ways on. */
export function RecoveryScreen({
  problem,
  reason,
  onRetry,
  onRestore,
  onOpenFolder,
  onQuit,
}: RecoveryScreenProps) {
  return (
    <Box component="main" sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      <EmptyState icon="warning" title={messages.title} text={problem ?? messages.text}>
        <Button variant="contained" onClick={onRetry} autoFocus>
          {messages.retry}
        </Button>
        <Button variant="outlined" onClick={onRestore}>
          {messages.restore}
        </Button>
        <Button variant="outlined" onClick={onOpenFolder}>
          {messages.openFolder}
        </Button>
        <Button color="inherit" onClick={onQuit}>
          {messages.quit}
        </Button>
      </EmptyState>
      {reason !== null && (
        <Typography variant="caption" color="textSecondary" sx={{ textAlign: 'center', pb: 3 }}>
          {messages.reason(reason)}
        </Typography>
      )}
    </Box>
  );
}
