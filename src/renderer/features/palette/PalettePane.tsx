import Dialog from '@mui/material/Dialog';
import type { PaletteEntry } from './match';
import { paletteMessages as messages } from './messages';
import { PaletteContentPane } from './PaletteContentPane';

type PalettePaneProps = {
  readonly isOpen: boolean;
  readonly entries: readonly PaletteEntry[];
  readonly onClose: () => void;
};

/** Commands, views and tickets by their number, in one line. */
export function PalettePane({ isOpen, entries, onClose }: PalettePaneProps) {
  return (
    <Dialog
      open={isOpen}
      onClose={onClose}
      maxWidth="sm"
      slotProps={{ paper: { 'aria-label': messages.title } }}
      // It stands in the same place however many lines it has.
      sx={{ '& .MuiDialog-container': { alignItems: 'start', pt: '8vh' } }}
    >
      {isOpen && <PaletteContentPane entries={entries} onClose={onClose} />}
    </Dialog>
  );
}
