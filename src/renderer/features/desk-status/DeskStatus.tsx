import Box from '@mui/material/Box';
import { deskStatusMessages as messages } from './messages';

type DeskStatusProps = {
  readonly name: string;
  readonly parts: readonly string[];
  readonly isFine: boolean;
};

/** The foot of the window. */
export function DeskStatus({ name, parts, isFine }: DeskStatusProps) {
  return (
    <Box
      component="footer"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        px: 2,
        height: 28,
        flex: 'none',
        borderTop: 1,
        borderColor: 'divider',
        bgcolor: 'surface.sunken',
        typography: 'caption',
        color: 'text.secondary',
      }}
    >
      <Box
        component="span"
        sx={{
          width: 7,
          height: 7,
          borderRadius: '50%',
          flex: 'none',
          bgcolor: isFine ? 'success.main' : 'warning.main',
        }}
      />
      <Box
        role="status"
        aria-label={messages.label}
        component="span"
        sx={{ flex: 1, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}
      >
        {parts.join(' · ')}
      </Box>
      <span>{name}</span>
    </Box>
  );
}
