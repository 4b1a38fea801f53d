import Box from '@mui/material/Box';
import type { MouseEvent } from 'react';
import { Icon } from '../../components/Icon';

type SelectMarkProps = { readonly isSelected: boolean; readonly onToggle: () => void };

/** Where the pointer selects a row. The row itself tells that it is selected, and `x` selects it by key. */
export function SelectMark({ isSelected, onToggle }: SelectMarkProps) {
  return (
    <Box
      aria-hidden
      className="select-mark"
      onClick={(event: MouseEvent) => {
        event.stopPropagation();
        onToggle();
      }}
      sx={{
        position: 'absolute',
        insetBlock: 0,
        insetInlineStart: 0,
        width: 28,
        display: 'grid',
        placeItems: 'center',
        opacity: isSelected ? 1 : 0,
      }}
    >
      <Box
        sx={{
          width: 15,
          height: 15,
          display: 'grid',
          borderRadius: 0.5,
          border: 1,
          borderColor: isSelected ? 'primary.main' : 'text.secondary',
          bgcolor: isSelected ? 'primary.main' : 'transparent',
          color: 'primary.contrastText',
        }}
      >
        {isSelected && <Icon name="check" sx={{ fontSize: 13 }} />}
      </Box>
    </Box>
  );
}
