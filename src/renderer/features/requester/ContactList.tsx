import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { Person } from '../../data/records';
import { requesterMessages as messages } from './messages';

type ContactListProps = { readonly person: Person; readonly organisation: string };

/** How to reach a person and where they belong. */
export function ContactList({ person, organisation }: ContactListProps) {
  const rows = [
    [messages.email, person.emails.join(', ')],
    [messages.phone, person.phones.join(', ')],
    [messages.organisation, organisation],
    [messages.titleOf, person.title],
    [messages.location, person.location],
  ].filter(([, value]) => value !== '');
  const hasContact = person.emails.length + person.phones.length > 0;
  return (
    <>
      <Box
        component="dl"
        sx={{
          display: 'grid',
          gridTemplateColumns: '104px minmax(0, 1fr)',
          columnGap: 0.5,
          rowGap: 0.75,
          m: 0,
          mt: 0.5,
          typography: 'body2',
        }}
      >
        {rows.map(([label, value]) => (
          <Box key={label} sx={{ display: 'contents' }}>
            <Box component="dt" sx={{ color: 'text.secondary' }}>
              {label}
            </Box>
            <Box component="dd" sx={{ m: 0, pl: 1, overflowWrap: 'anywhere', userSelect: 'text' }}>
              {value}
            </Box>
          </Box>
        ))}
      </Box>
      {!hasContact && (
        <Typography variant="caption" color="textSecondary" component="p" sx={{ mt: 0.5 }}>
          {messages.noContact}
        </Typography>
      )}
    </>
  );
}
