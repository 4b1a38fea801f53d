import { useQuery } from '../data/use-query';
import { RecoveryScreen } from './RecoveryScreen';
import { useShell, useShellState } from './shell-context';
import { StartScreen } from './StartScreen';
import { useClosing } from './use-closing';
import { Workspace } from './Workspace';

/** Start, work or recovery: whatever the state of the data allows. */
export function App() {
  const shell = useShell();
  const store = useShellState('store.state');
  const problem = useShellState('durability.state')?.problem ?? null;
  const { data: directory } = useQuery('directory', {});
  useClosing();
  if (store?.state === 'failed') {
    return (
      <RecoveryScreen
        problem={problem}
        reason={store.reason}
        onRetry={() => void shell.send('store.retry', {})}
        onOpenFolder={() => void shell.send('data.openFolder', {})}
        onQuit={() => void shell.send('app.quit', {})}
      />
    );
  }
  return directory === undefined ? <StartScreen /> : <Workspace />;
}
