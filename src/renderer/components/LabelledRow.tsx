import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

type LabelledRowProps = {
  readonly label: string;
  readonly inputId: string;
  readonly children: ReactNode;
};

/** A label and its editor on one line; the editor is quiet until somebody points at it or tabs to it. */
export function LabelledRow({ label, inputId, children }: LabelledRowProps) {
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: '104px minmax(0, 1fr)',
        alignItems: 'start',
        columnGap: 0.5,
        '& .MuiOutlinedInput-root': {
          bgcolor: 'transparent',
          py: '1px !important',
          minHeight: 30,
          pl: '8px !important',
        },
        '& .MuiOutlinedInput-root .MuiAutocomplete-input': { py: '3px !important', pl: '0 !important' },
        '& .MuiOutlinedInput-root:not(.Mui-focused):not(:hover):not(.Mui-error) .MuiOutlinedInput-notchedOutline':
          {
            borderColor: 'transparent',
          },
        // The arrows of a dozen lists are noise until one of them is meant.
        '& .MuiAutocomplete-endAdornment': { opacity: 0 },
        '&:hover .MuiAutocomplete-endAdornment, &:focus-within .MuiAutocomplete-endAdornment': { opacity: 1 },
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
