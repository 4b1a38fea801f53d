import { useMemo } from 'react';
import { useDesk } from '../data/desk-context';
import { AgentPane } from '../features/agent/AgentPane';
import { ErasePane } from '../features/erase/ErasePane';
import { ImportPane } from '../features/import/ImportPane';
import { NewTicketPane } from '../features/new-ticket/NewTicketPane';
import { PalettePane } from '../features/palette/PalettePane';
import { ShortcutsDialog } from '../features/shortcuts/ShortcutsDialog';
import { usePanes } from '../state/panes';
import { BackupDialog } from './BackupDialog';
import { commands } from './commands/all';
import { commandGroups } from './commands/command';
import { commandMessages } from './commands/messages';
import { erasePerson } from './erase-person';
import { createImportPort } from './import-port';
import { appMessages as messages } from './messages';
import { useShell } from './shell-context';

/** Everything that opens over the window. */
export function Dialogs() {
  const dialog = usePanes((state) => state.dialog);
  const close = usePanes((state) => state.closeDialog);
  const desk = useDesk();
  const shell = useShell();
  const importPort = useMemo(() => createImportPort(shell, desk), [shell, desk]);
  const erase = useMemo(() => erasePerson(shell), [shell]);
  const entries = useMemo(
    () =>
      commands
        .filter((command) => command.isKeyOnly !== true)
        .map((command) => ({
          id: command.id,
          title: command.title,
          keys: command.keys[0] ?? null,
          run: () => {
            const context = { desk, shell, target: document.activeElement };
            if (command.when?.(context) !== false) void command.run(context);
          },
        })),
    [desk, shell],
  );
  return (
    <>
      <NewTicketPane />
      <AgentPane isOpen={dialog === 'agent'} onClose={close} />
      <ImportPane isOpen={dialog === 'import'} onClose={close} port={importPort} />
      <BackupDialog canBackUp />
      <ErasePane isOpen={dialog === 'erase'} onClose={close} erase={erase} />
      <PalettePane isOpen={dialog === 'palette'} entries={entries} onClose={close} />
      <ShortcutsDialog isOpen={dialog === 'shortcuts'} groups={shortcutGroups} onClose={close} />
    </>
  );
}

/** Keys in their groups; the nine views share a line. */
const shortcutGroups = commandGroups.map((group) => ({
  id: group,
  title: commandMessages.groups[group],
  shortcuts: [
    ...merged(
      commands.filter(
        (command) => command.group === group && command.keys.length > 0 && !command.id.startsWith('view.'),
      ),
    ),
    ...(group === 'desk' ? [{ id: 'views', title: messages.viewsShortcut, keys: ['$mod+1', 'g 1'] }] : []),
  ],
}));

/** Commands of the same title are one line with all their keys. */
function merged(list: typeof commands) {
  const titles = [...new Set(list.map((command) => command.title))];
  return titles.map((title) => {
    const same = list.filter((command) => command.title === title);
    return { id: title, title, keys: same.flatMap((command) => command.keys) };
  });
}
