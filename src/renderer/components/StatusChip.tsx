import Box from '@mui/material/Box';
import type { Status } from '../../domain/ticket/status';

type StatusChipProps = { readonly status: Status };

/** A status: its name says it, the colour of its stage helps the eye. */
export function StatusChip({ status }: StatusChipProps) {
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.75,
        maxWidth: '100%',
        px: 1,
        height: 22,
        borderRadius: 5,
        typography: 'caption',
        fontWeight: 600,
        whiteSpace: 'nowrap',
        color: `status.${status.category}.main`,
        bgcolor: `status.${status.category}.soft`,
      }}
    >
      <Box
        component="span"
        sx={{ width: 6, height: 6, borderRadius: '50%', bgcolor: 'currentcolor', flex: 'none' }}
      />
      <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
        {status.name}
      </Box>
    </Box>
  );
}
