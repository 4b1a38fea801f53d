import { useDeskView } from '../../state/desk-view';
import { useFocus } from '../../state/focus';
import { type GridHandle, useHandles } from '../../state/handles';
import { useSelection } from '../../state/selection';
import type { Command, CommandContext } from './command';
import { commandMessages as messages } from './messages';
import { isInGrid, isTyping, openCurrentTicket } from './scope';

const list = { group: 'list', scope: 'page' } as const;
const onRows = ({ target }: CommandContext): boolean => isInGrid(target);

/** Moving and choosing in the list. */
export const listCommands: readonly Command[] = [
  {
    ...list,
    id: 'list.next',
    title: messages.next,
    keys: ['j'],
    isRepeatable: true,
    run: () => move((grid) => grid.moveBy(1)),
  },
  {
    ...list,
    id: 'list.previous',
    title: messages.previous,
    keys: ['k'],
    isRepeatable: true,
    run: () => move((grid) => grid.moveBy(-1)),
  },
  ...rowKeys(),
  { ...list, id: 'list.open', title: messages.open, keys: ['o'], run: open },
  { ...list, id: 'list.select', title: messages.select, keys: ['x'], run: toggleRow },
  {
    ...list,
    id: 'list.select-next',
    title: messages.selectNext,
    keys: ['Shift+J'],
    isRepeatable: true,
    run: () => extend(1),
  },
  {
    ...list,
    id: 'list.select-previous',
    title: messages.selectPrevious,
    keys: ['Shift+K'],
    isRepeatable: true,
    run: () => extend(-1),
  },
  { ...list, id: 'list.select-all', title: messages.selectAll, keys: ['$mod+a'], run: selectAll },
  {
    ...list,
    id: 'list.back',
    title: messages.back,
    keys: ['Escape'],
    scope: 'everywhere',
    isKeyOnly: true,
    run: back,
  },
];

/** Keys that mean the list only while one of its rows has the focus. */
function rowKeys(): readonly Command[] {
  const row = { ...list, when: onRows, isKeyOnly: true, isRepeatable: true } as const;
  return [
    {
      ...row,
      id: 'row.down',
      title: messages.next,
      keys: ['ArrowDown'],
      run: () => move((grid) => grid.moveBy(1)),
    },
    {
      ...row,
      id: 'row.up',
      title: messages.previous,
      keys: ['ArrowUp'],
      run: () => move((grid) => grid.moveBy(-1)),
    },
    {
      ...row,
      id: 'row.page-down',
      title: messages.pageDown,
      keys: ['PageDown'],
      run: () => move((grid) => grid.moveBy(grid.page())),
    },
    {
      ...row,
      id: 'row.page-up',
      title: messages.pageUp,
      keys: ['PageUp'],
      run: () => move((grid) => grid.moveBy(-grid.page())),
    },
    {
      ...row,
      id: 'row.first',
      title: messages.first,
      keys: ['Home'],
      run: () => move((grid) => grid.moveTo(0)),
    },
    {
      ...row,
      id: 'row.last',
      title: messages.last,
      keys: ['End'],
      run: () => move((grid) => grid.moveTo(grid.total() - 1)),
    },
    { ...row, id: 'row.open', title: messages.open, keys: ['Enter'], isRepeatable: false, run: open },
    {
      ...row,
      id: 'row.extend-down',
      title: messages.selectNext,
      keys: ['Shift+ArrowDown'],
      run: () => extend(1),
    },
    {
      ...row,
      id: 'row.extend-up',
      title: messages.selectPrevious,
      keys: ['Shift+ArrowUp'],
      run: () => extend(-1),
    },
  ];
}

/** Beside an open ticket, moving through the list reads it. */
function move(step: (grid: GridHandle) => void): void {
  const { grid } = useHandles.getState();
  if (grid === null) return;
  step(grid);
  const { ticketId, cursor, openTicket } = useDeskView.getState();
  const id = grid.idAt(cursor);
  if (ticketId !== null && id !== null) openTicket(id);
}

function open(): void {
  const { cursor, openTicket } = useDeskView.getState();
  const id = useHandles.getState().grid?.idAt(cursor) ?? null;
  if (id === null) void openCurrentTicket();
  else openTicket(id);
}

function toggleRow(): void {
  const { grid } = useHandles.getState();
  const id = grid?.idAt(grid.cursor()) ?? null;
  if (id !== null) useSelection.getState().toggle(id);
}

function extend(step: 1 | -1): void {
  const { grid } = useHandles.getState();
  if (grid === null) return;
  const here = grid.idAt(grid.cursor());
  grid.moveBy(step);
  const there = grid.idAt(grid.cursor());
  useSelection.getState().add([here, there].filter((id) => id !== null));
}

async function selectAll({ desk }: CommandContext): Promise<void> {
  const query = useHandles.getState().grid?.query();
  if (query === undefined) return;
  const ids = await desk.ask('ticket.ids', { query });
  if (ids !== undefined) useSelection.getState().replace(ids);
}

/** One step out: from a text to the list, from a selection to none, from a ticket to the list. */
function back({ target }: CommandContext): void {
  const view = useDeskView.getState();
  const selection = useSelection.getState();
  // The list may have no row to take the focus; keys must not go on into the text.
  if (isTyping(target) && target instanceof HTMLElement) target.blur();
  else {
    if (selection.ids.size > 0) selection.clear();
    else view.openTicket(null);
  }
  useFocus.getState().ask('grid');
}
