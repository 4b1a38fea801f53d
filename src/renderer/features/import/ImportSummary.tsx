import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ImportReport } from '../../../domain/import/prepared';
import { formatNumber } from '../../components/plural';
import { importMessages as messages } from './messages';

type ImportSummaryProps = { readonly report: ImportReport };

/** The account of an import: what became of the tickets, and what was odd, grouped. */
export function ImportSummary({ report }: ImportSummaryProps) {
  const counts = [
    [messages.created, report.created],
    [messages.updated, report.updated],
    [messages.skipped, report.skipped],
    [messages.failed, report.failed],
  ] as const;
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Typography variant="body2" color="textSecondary">
        {messages.read(report.rows, report.format)}
      </Typography>
      <Box component="dl" sx={{ m: 0, display: 'grid', gridTemplateColumns: 'repeat(4, 1fr)', gap: 1 }}>
        {counts.map(([label, count]) => (
          <Box key={label} sx={{ bgcolor: 'surface.sunken', borderRadius: 1, p: 1.5 }}>
            <Typography component="dt" variant="caption" color="textSecondary">
              {label}
            </Typography>
            <Typography component="dd" variant="h1" sx={{ m: 0 }}>
              {formatNumber(count)}
            </Typography>
          </Box>
        ))}
      </Box>
      <Typography variant="h2" component="h3">
        {report.messageCount === 0 ? messages.noMessages : messages.messages(report.messageCount)}
      </Typography>
      <Box
        component="ul"
        sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1, maxHeight: 260, overflowY: 'auto' }}
      >
        {report.messages.map((message) => (
          <Box component="li" key={`${message.column ?? ''} ${message.reason}`} sx={{ typography: 'body2' }}>
            {message.text}
            {/* What concerns the file as a whole has no rows. */}
            {message.rows.length > 0 && (
              <Box component="span" sx={{ display: 'block', typography: 'caption', color: 'text.secondary' }}>
                {messages.message(message.count, message.column)} ·{' '}
                {messages.rows(message.rows, message.count)}
              </Box>
            )}
          </Box>
        ))}
      </Box>
    </Box>
  );
}
