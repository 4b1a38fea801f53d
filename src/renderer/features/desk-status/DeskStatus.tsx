import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { deskStatusMessages as messages } from './messages';

type DeskStatusProps = {
  readonly name: string;
  readonly agent: string;
  readonly parts: readonly string[];
  readonly isFine: boolean;
  readonly onChangeAgent: () => void;
};

/** The foot of the window. */
export function DeskStatus({ name, agent, parts, isFine, onChangeAgent }: DeskStatusProps) {
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
      <Button
        color="inherit"
        size="small"
        title={messages.changeAgent}
        onClick={onChangeAgent}
        sx={{ typography: 'caption', py: 0, minHeight: 24 }}
      >
        {messages.workingAs(agent)}
      </Button>
      <span>{name}</span>
    </Box>
  );
}
