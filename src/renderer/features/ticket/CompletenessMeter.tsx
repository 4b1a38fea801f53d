import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import { CompletenessTip } from './CompletenessTip';
import { ticketMessages as messages } from './messages';

export type CompletenessLine = {
  readonly part: string;
  readonly label: string;
  readonly isMet: boolean;
  readonly missing: readonly string[];
};

type CompletenessMeterProps = { readonly lines: readonly CompletenessLine[] };

/** The six lines of the logging cheat sheet, one segment each; hover or focus says what is missing. */
export function CompletenessMeter({ lines }: CompletenessMeterProps) {
  const met = lines.filter((line) => line.isMet).length;
  return (
    <Tooltip title={<CompletenessTip lines={lines} />} describeChild>
      <Box
        role="meter"
        tabIndex={0}
        aria-label={messages.completenessLabel(met, lines.length)}
        aria-valuemin={0}
        aria-valuemax={lines.length}
        aria-valuenow={met}
        aria-valuetext={lines
          .map(
            (line) => `${line.label}: ${line.isMet ? messages.isMet : messages.missingParts(line.missing)}`,
          )
          .join('. ')}
        sx={{ display: 'flex', alignItems: 'center', gap: 1, p: 0.5, borderRadius: 1 }}
      >
        <Box
          component="span"
          aria-hidden
          sx={{ typography: 'caption', color: 'text.secondary', whiteSpace: 'nowrap' }}
        >
          {messages.completeness(met, lines.length)}
        </Box>
        <Box sx={{ display: 'flex', gap: '3px' }}>
          {lines.map((line) => (
            <Box
              key={line.part}
              sx={{
                width: 14,
                height: 6,
                borderRadius: 0.5,
                bgcolor: line.isMet ? 'success.main' : 'divider',
              }}
            />
          ))}
        </Box>
      </Box>
    </Tooltip>
  );
}
