import { useSend } from '../../data/desk-context';
import { useDirectory } from '../../data/use-directory';
import { workAs } from '../../state/acting-agent';
import { AgentDialog } from './AgentDialog';

type AgentPaneProps = { readonly isOpen: boolean; readonly onClose: () => void };

/** Changes who works in this window. */
export function AgentPane({ isOpen, onClose }: AgentPaneProps) {
  const { me, agents } = useDirectory();
  const send = useSend();
  const add = async (name: string): Promise<void> => {
    const made = await send('record.ensure', { kind: 'people', name, isAgent: true });
    if (made !== undefined) workAs(made.id);
  };
  return (
    <AgentDialog
      isOpen={isOpen}
      me={me.id}
      agents={agents}
      onChoose={(agent) => (agent.id === me.id ? onClose() : workAs(agent.id))}
      onAdd={(name) => void add(name)}
      onClose={onClose}
    />
  );
}
