import { useQuery } from '../data/use-query';
import { RecoveryPane } from './RecoveryPane';
import { useShellState } from './shell-context';
import { StartScreen } from './StartScreen';
import { useClosing } from './use-closing';
import { Workspace } from './Workspace';

/** Start, work or recovery: whatever the state of the data allows. */
export function App() {
  const store = useShellState('store.state');
  const { data: directory } = useQuery('directory', {});
  useClosing();
  if (store?.state === 'failed') return <RecoveryPane reason={store.reason} />;
  return directory === undefined ? <StartScreen /> : <Workspace />;
}
