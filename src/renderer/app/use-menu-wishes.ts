import { useEffect } from 'react';
import { type MenuCommand, menuCommands } from '../../protocol/shell';
import { usePanes } from '../state/panes';
import { useShell } from './shell-context';

const dialogs = {
  'ticket.new': 'new-ticket',
  'backup.overview': 'backups',
  'backup.make': 'back-up',
  'backup.restore': 'restore',
  'help.shortcuts': 'shortcuts',
} as const satisfies Record<MenuCommand, string>;

/** Does what the application menu asks of this window, as far as it is possible at the moment. */
export function useMenuWishes(possible: readonly MenuCommand[] = menuCommands): void {
  const shell = useShell();
  useEffect(() => {
    let lastSerial: number | undefined;
    return shell.subscribe('menu.command', {}, ({ value }) => {
      if (value === undefined) return;
      // The first state tells what was wished before this window listened.
      const isNew = lastSerial !== undefined && value.serial !== lastSerial;
      lastSerial = value.serial;
      if (!isNew || value.command === null || !possible.includes(value.command)) return;
      usePanes.getState().openDialog(dialogs[value.command]);
    });
  }, [shell, possible]);
}
