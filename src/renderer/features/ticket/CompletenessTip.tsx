import Box from '@mui/material/Box';
import { Icon } from '../../components/Icon';
import type { CompletenessLine } from './CompletenessMeter';
import { ticketMessages as messages } from './messages';

type CompletenessTipProps = { readonly lines: readonly CompletenessLine[] };

/** The cheat sheet in words. */
export function CompletenessTip({ lines }: CompletenessTipProps) {
  return (
    <Box component="ul" sx={{ m: 0, p: 0.5, listStyle: 'none', display: 'grid', gap: 0.5 }}>
      {lines.map((line) => (
        <Box component="li" key={line.part} sx={{ display: 'flex', gap: 0.75 }}>
          <Icon
            name={line.isMet ? 'check' : 'close'}
            sx={{ fontSize: 14, mt: '2px', opacity: line.isMet ? 1 : 0.6 }}
          />
          <span>
            {line.label}
            {!line.isMet && (
              <Box component="span" sx={{ display: 'block', opacity: 0.75 }}>
                {messages.missingParts(line.missing)}
              </Box>
            )}
          </span>
        </Box>
      ))}
    </Box>
  );
}
