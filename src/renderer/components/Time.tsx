import Box from '@mui/material/Box';
import { formatDateTime, formatMoment } from './format-time';
import { useNow } from './use-now';

type TimeProps = { readonly at: number | null };

/** A moment in few words; the full one shows on hover and is what programs read. */
export function Time({ at }: TimeProps) {
  const now = useNow();
  if (at === null || Number.isNaN(new Date(at).getTime())) return null;
  return (
    <Box
      component="time"
      dateTime={new Date(at).toISOString()}
      title={formatDateTime(at)}
      sx={{ whiteSpace: 'nowrap' }}
    >
      {formatMoment(at, now)}
    </Box>
  );
}
