import Box from '@mui/material/Box';
import type { Sx } from './sx';
import type { ReactNode } from 'react';

type LabelledRowProps = {
  readonly label: string;
  readonly inputId: string;
  readonly children: ReactNode;
};

const atRest = '&:not(:hover):not(:focus-within)';

/** Quiet until somebody points at it or tabs to it: the frames and arrows of a dozen editors are noise. */
const quietEditor: Sx = {
  '& .MuiOutlinedInput-root': {
    bgcolor: 'transparent',
    py: '1px !important',
    pl: '8px !important',
    minHeight: 30,
  },
  '& .MuiOutlinedInput-root .MuiOutlinedInput-input': { py: '3px !important', px: '0 !important' },
  [`${atRest} .MuiOutlinedInput-root`]: { pr: '8px !important' },
  [`${atRest} .MuiOutlinedInput-root:not(.Mui-error) .MuiOutlinedInput-notchedOutline`]: {
    borderColor: 'transparent',
  },
  [`${atRest} .MuiAutocomplete-endAdornment`]: { opacity: 0 },
};

/** A label and its editor on one line. */
export function LabelledRow({ label, inputId, children }: LabelledRowProps) {
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: '104px minmax(0, 1fr)',
        alignItems: 'start',
        columnGap: 0.5,
        ...quietEditor,
      }}
    >
      <Box
        component="label"
        htmlFor={inputId}
        sx={{ typography: 'body2', color: 'text.secondary', pt: '5px' }}
      >
        {label}
      </Box>
      {children}
    </Box>
  );
}
