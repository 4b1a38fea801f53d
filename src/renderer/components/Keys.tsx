import Box from '@mui/material/Box';
import { keyLabels } from './key-labels';

type KeysProps = { readonly keys: string };

/** A key combination as printed on the keys. */
export function Keys({ keys }: KeysProps) {
  return (
    <Box component="span" sx={{ display: 'inline-flex', gap: 0.5, flex: 'none' }}>
      {keyLabels(keys).map((label, index) => (
        <Box
          // The same key may be pressed twice in a sequence.
          key={`${index} ${label}`}
          component="kbd"
          sx={{
            px: 0.75,
            minWidth: 20,
            lineHeight: '20px',
            textAlign: 'center',
            fontFamily: 'inherit',
            typography: 'caption',
            color: 'text.secondary',
            border: 1,
            borderColor: 'divider',
            borderRadius: 0.5,
            bgcolor: 'surface.sunken',
          }}
        >
          {label}
        </Box>
      ))}
    </Box>
  );
}
