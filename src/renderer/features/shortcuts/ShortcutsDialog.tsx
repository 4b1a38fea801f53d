import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { Keys } from '../../components/Keys';
import { shortcutsMessages as messages } from './messages';

type Shortcut = { readonly id: string; readonly title: string; readonly keys: readonly string[] };
type ShortcutGroup = {
  readonly id: string;
  readonly title: string;
  readonly shortcuts: readonly Shortcut[];
};

type ShortcutsDialogProps = {
  readonly isOpen: boolean;
  readonly groups: readonly ShortcutGroup[];
  readonly onClose: () => void;
};

/** Every key of the desk, as the registry of commands has them. */
export function ShortcutsDialog({ isOpen, groups, onClose }: ShortcutsDialogProps) {
  return (
    <Dialog open={isOpen} onClose={onClose} maxWidth="md" aria-labelledby="shortcuts-title">
      <DialogTitle id="shortcuts-title">{messages.title}</DialogTitle>
      <DialogContent sx={{ columnCount: { xs: 1, sm: 2 }, columnGap: 5 }}>
        {groups.map((group) => (
          <Box key={group.id} sx={{ breakInside: 'avoid', mb: 2.5 }}>
            <Typography variant="h2" component="h3" sx={{ mb: 0.5 }}>
              {group.title}
            </Typography>
            <Box component="dl" sx={{ m: 0 }}>
              {group.shortcuts.map((shortcut) => (
                <Box key={shortcut.id} sx={{ display: 'flex', alignItems: 'center', gap: 2, minHeight: 30 }}>
                  <Typography component="dt" variant="body2" sx={{ flex: 1 }}>
                    {shortcut.title}
                  </Typography>
                  <Box component="dd" sx={{ m: 0, display: 'flex', gap: 1.5 }}>
                    {shortcut.keys.map((keys) => (
                      <Keys key={keys} keys={keys} />
                    ))}
                  </Box>
                </Box>
              ))}
            </Box>
          </Box>
        ))}
      </DialogContent>
      <DialogActions sx={{ px: 3 }}>
        <Typography variant="caption" color="textSecondary" sx={{ flex: 1 }}>
          {messages.hint}
        </Typography>
        <Button autoFocus color="inherit" onClick={onClose}>
          {messages.close}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
