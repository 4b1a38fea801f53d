import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

type VisuallyHiddenProps = { readonly children: ReactNode };

/** Words for those who listen to the page instead of looking at it. */
export function VisuallyHidden({ children }: VisuallyHiddenProps) {
  return (
    <Box
      component="span"
      sx={{
        position: 'absolute',
        width: '1px',
        height: '1px',
        overflow: 'hidden',
        clipPath: 'inset(50%)',
        whiteSpace: 'nowrap',
      }}
    >
      {children}
    </Box>
  );
}
