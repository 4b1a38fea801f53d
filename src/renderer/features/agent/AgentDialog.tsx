import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import List from '@mui/material/List';
import ListItem from '@mui/material/ListItem';
import ListItemButton from '@mui/material/ListItemButton';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState, type FormEvent } from 'react';
import { agentMessages as messages } from './messages';

type Agent = { readonly id: string; readonly name: string };

type AgentDialogProps = {
  readonly isOpen: boolean;
  readonly me: string;
  readonly agents: readonly Agent[];
  readonly onChoose: (agent: Agent) => void;
  readonly onAdd: (name: string) => void;
  readonly onClose: () => void;
};

/** Chooses the person at the desk: one of its agents, or somebody new by name. */
export function AgentDialog({ isOpen, me, agents, onChoose, onAdd, onClose }: AgentDialogProps) {
  const [name, setName] = useState('');
  const add = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== '') onAdd(name.trim());
  };
  return (
    <Dialog open={isOpen} onClose={onClose} maxWidth="xs" aria-labelledby="agent-title">
      <DialogTitle id="agent-title">{messages.title}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 1.5 }}>
        <Typography variant="body2" color="textSecondary">
          {messages.intro}
        </Typography>
        <List dense disablePadding aria-label={messages.agents} sx={{ maxHeight: 320, overflowY: 'auto' }}>
          {agents.map((agent) => (
            <ListItem key={agent.id} disablePadding>
              <ListItemButton
                autoFocus={agent.id === me}
                selected={agent.id === me}
                onClick={() => onChoose(agent)}
                sx={{ typography: 'body2', borderRadius: 1 }}
              >
                {agent.name}
              </ListItemButton>
            </ListItem>
          ))}
        </List>
        <Box component="form" onSubmit={add} sx={{ display: 'flex', gap: 1 }}>
          <TextField
            fullWidth
            placeholder={messages.newName}
            value={name}
            onChange={(event) => setName(event.target.value)}
            slotProps={{ htmlInput: { 'aria-label': messages.newName } }}
          />
          <Button type="submit" disabled={name.trim() === ''} sx={{ whiteSpace: 'nowrap' }}>
            {messages.add}
          </Button>
        </Box>
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button color="inherit" onClick={onClose}>
          {messages.cancel}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
