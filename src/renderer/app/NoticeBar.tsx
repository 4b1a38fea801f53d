import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Snackbar from '@mui/material/Snackbar';
import { useSend } from '../data/desk-context';
import { useNotices } from '../state/notices';
import { undoCommand } from './commands/undo';
import { appMessages as messages } from './messages';

const shownMs = { done: 8_000, error: 15_000 } as const;

/** What just happened, with the way back. It waits while somebody points at it or has the focus in it. */
export function NoticeBar() {
  const notice = useNotices((state) => state.current);
  const dismiss = useNotices((state) => state.dismiss);
  const send = useSend();
  const commandId = notice?.commandId ?? null;
  return (
    <Snackbar
      key={notice?.id}
      open={notice !== null}
      autoHideDuration={shownMs[notice?.tone ?? 'done']}
      onClose={(_event, reason) => {
        // A click elsewhere is work going on, not a wish to lose the way back.
        if (reason !== 'clickaway') dismiss();
      }}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      // Over the foot of the list, where it hides nothing that is being written.
      sx={{ bottom: { xs: 40, sm: 40 }, left: { xs: 184, sm: 184, lg: 224 } }}
    >
      {notice === null ? undefined : (
        <Alert
          severity={notice.tone === 'done' ? 'success' : 'error'}
          variant="filled"
          icon={false}
          closeText={messages.dismiss}
          onClose={dismiss}
          sx={
            notice.tone === 'done'
              ? { bgcolor: 'text.primary', color: 'background.paper', alignItems: 'center', py: 0 }
              : { alignItems: 'center', py: 0 }
          }
          action={
            commandId === null ? undefined : (
              <Button
                color="inherit"
                onClick={() => {
                  dismiss();
                  void undoCommand(send, commandId);
                }}
                sx={{ textDecoration: 'underline' }}
              >
                {messages.undo}
              </Button>
            )
          }
        >
          {notice.text}
        </Alert>
      )}
    </Snackbar>
  );
}
