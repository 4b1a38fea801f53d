import { exportDesk } from './export-desk';
import { readViews } from '../../data/records';
import { useDeskView } from '../../state/desk-view';
import { useFocus } from '../../state/focus';
import { usePanes } from '../../state/panes';
import type { Command, CommandContext } from './command';
import { commandMessages as messages } from './messages';
import { focusPane } from './panes';
import { undoLast } from './undo';

const desk = { group: 'desk', scope: 'page' } as const;
const windowWide = { group: 'window', scope: 'everywhere' } as const;
const dialog = usePanes.getState;

const places = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** What concerns the desk and the window as a whole. */
export const deskCommands: readonly Command[] = [
  {
    ...desk,
    id: 'ticket.new',
    title: messages.newTicket,
    keys: ['c'],
    run: () => dialog().openDialog('new-ticket'),
  },
  {
    ...desk,
    id: 'ticket.new-anywhere',
    title: messages.newTicket,
    keys: ['$mod+n'],
    scope: 'everywhere',
    isKeyOnly: true,
    run: () => dialog().openDialog('new-ticket'),
  },
  {
    ...desk,
    id: 'desk.palette',
    title: messages.palette,
    keys: ['$mod+k'],
    scope: 'everywhere',
    isKeyOnly: true,
    run: () => dialog().openDialog('palette'),
  },
  {
    ...desk,
    id: 'desk.search',
    title: messages.search,
    keys: ['[Shift]+/'],
    run: () => useFocus.getState().ask('search'),
  },
  {
    ...desk,
    id: 'desk.search-anywhere',
    title: messages.search,
    keys: ['$mod+Shift+f'],
    scope: 'everywhere',
    isKeyOnly: true,
    run: () => useFocus.getState().ask('search'),
  },
  {
    ...desk,
    id: 'desk.undo',
    title: messages.undo,
    keys: ['u', '$mod+z'],
    run: ({ desk: { ask, send } }) => undoLast(ask, send),
  },
  {
    ...desk,
    id: 'help.shortcuts',
    title: messages.shortcuts,
    keys: ['[Shift]+?'],
    run: () => dialog().openDialog('shortcuts'),
  },
  {
    ...desk,
    id: 'desk.import',
    title: messages.importTickets,
    keys: [],
    run: () => dialog().openDialog('import'),
  },
  {
    ...desk,
    id: 'desk.export',
    title: messages.exportDesk,
    keys: [],
    run: ({ shell }) => exportDesk(shell),
  },
  {
    ...desk,
    id: 'desk.back-up',
    title: messages.backUp,
    keys: [],
    run: () => dialog().openDialog('back-up'),
  },
  {
    ...desk,
    id: 'desk.restore',
    title: messages.restoreBackup,
    keys: [],
    run: () => dialog().openDialog('restore'),
  },
  {
    ...desk,
    id: 'desk.backups',
    title: messages.backups,
    keys: [],
    run: () => dialog().openDialog('backups'),
  },
  {
    ...desk,
    id: 'desk.erase',
    title: messages.erasePerson,
    keys: [],
    run: () => dialog().openDialog('erase'),
  },
  {
    ...desk,
    id: 'desk.agent',
    title: messages.workAs,
    keys: [],
    run: () => dialog().openDialog('agent'),
  },
  ...places.map(
    (place): Command => ({
      ...desk,
      id: `view.${place}`,
      title: messages.view(place),
      keys: [`$mod+${place}`, `g ${place}`],
      scope: 'everywhere',
      isKeyOnly: true,
      run: (context) => openView(context, place),
    }),
  ),
  {
    ...windowWide,
    id: 'window.next-pane',
    title: messages.nextPane,
    keys: ['F6'],
    isKeyOnly: true,
    run: () => focusPane(1),
  },
  {
    ...windowWide,
    id: 'window.previous-pane',
    title: messages.previousPane,
    keys: ['Shift+F6'],
    isKeyOnly: true,
    run: () => focusPane(-1),
  },
  {
    ...windowWide,
    id: 'window.data-folder',
    title: messages.openDataFolder,
    keys: [],
    run: async ({ shell }) => void (await shell.send('data.openFolder', {})),
  },
  {
    ...windowWide,
    id: 'window.quit',
    title: messages.quit,
    keys: [],
    run: async ({ shell }) => void (await shell.send('app.quit', {})),
  },
];

async function openView({ desk: { ask } }: CommandContext, place: number): Promise<void> {
  const view = readViews((await ask('view.list', {})) ?? [])[place - 1];
  if (view === undefined) return;
  useDeskView.getState().openView(view);
  useFocus.getState().ask('grid');
}
