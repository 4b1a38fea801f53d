import Button from '@mui/material/Button';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import Typography from '@mui/material/Typography';
import { contentSx } from './content-style';
import { backupMessages as messages } from './messages';

type RestoreIntroProps = { readonly onChoose: () => void; readonly onBack: () => void };

/** What restoring begins with. */
export function RestoreIntro({ onChoose, onBack }: RestoreIntroProps) {
  return (
    <>
      <DialogContent sx={contentSx}>
        <Typography variant="body2">{messages.restoring.intro}</Typography>
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2.5 }}>
        <Button color="inherit" onClick={onBack}>
          {messages.back}
        </Button>
        <Button variant="contained" autoFocus onClick={onChoose}>
          {messages.restoring.choose}
        </Button>
      </DialogActions>
    </>
  );
}
