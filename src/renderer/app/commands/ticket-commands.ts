import { ticketName } from '../../data/ticket-record';
import { useDeskView } from '../../state/desk-view';
import { useFocus } from '../../state/focus';
import { useHandles } from '../../state/handles';
import { useNotices } from '../../state/notices';
import { usePanes } from '../../state/panes';
import { useSelection } from '../../state/selection';
import type { Command, CommandContext } from './command';
import { commandMessages as messages } from './messages';
import { currentTicketId, meantTicketIds, neighbourTicketId, openCurrentTicket } from './scope';

const ticket = { group: 'ticket', scope: 'page', when: () => meantTicketIds().length > 0 } as const;
const inComposer = ({ target }: CommandContext): boolean => target?.closest('[data-pane="composer"]') != null;
const sending = { group: 'ticket', scope: 'everywhere', when: inComposer, isKeyOnly: true } as const;

/** What is done with the open ticket, or with the selected ones. */
export const ticketCommands: readonly Command[] = [
  { ...ticket, id: 'ticket.reply', title: messages.reply, keys: ['r'], run: () => write('reply') },
  { ...ticket, id: 'ticket.note', title: messages.note, keys: ['n'], run: () => write('note') },
  { ...ticket, id: 'ticket.assign', title: messages.assign, keys: ['a'], run: () => pick('assignee') },
  { ...ticket, id: 'ticket.assign-to-me', title: messages.assignToMe, keys: ['i'], run: assignToMe },
  { ...ticket, id: 'ticket.status', title: messages.status, keys: ['s'], run: () => pick('status') },
  { ...ticket, id: 'ticket.priority', title: messages.priority, keys: ['p'], run: () => pick('priority') },
  { ...ticket, id: 'ticket.tags', title: messages.tags, keys: ['l'], run: () => pick('tags') },
  { ...ticket, id: 'ticket.solve', title: messages.solveAndNext, keys: ['e'], run: solveAndNext },
  { ...ticket, id: 'ticket.copy-number', title: messages.copyNumber, keys: ['.'], run: copyNumber },
  { ...ticket, id: 'ticket.follow', title: messages.follow, keys: ['Shift+F'], run: follow },
  { ...ticket, id: 'ticket.unread', title: messages.markUnread, keys: ['Shift+U'], run: markUnread },
  {
    ...ticket,
    id: 'ticket.spam',
    title: messages.spam,
    keys: ['[Shift]+!'],
    run: (context) => dispose(context, 'ticket.spam', messages.markedAsSpam),
  },
  {
    ...ticket,
    id: 'ticket.trash',
    title: messages.trash,
    keys: ['[Shift]+#'],
    run: (context) => dispose(context, 'ticket.trash', messages.trashed),
  },
  {
    ...sending,
    id: 'ticket.send',
    title: messages.send,
    keys: ['$mod+Enter'],
    run: () => void useHandles.getState().composer?.submit(),
  },
  {
    ...sending,
    id: 'ticket.send-and-next',
    title: messages.sendAndNext,
    keys: ['$mod+Shift+Enter'],
    run: sendAndNext,
  },
  {
    group: 'ticket',
    scope: 'page',
    id: 'ticket.history',
    title: messages.history,
    keys: [],
    run: () => usePanes.getState().toggleHistory(),
  },
];

function write(tab: 'reply' | 'note'): void {
  if (openCurrentTicket() === null) return;
  usePanes.getState().setComposerTab(tab);
  useFocus.getState().ask(tab);
}

/** Opens the picker of a field: the selection's, else the ticket's. */
function pick(field: string): void {
  const isBulk = useSelection.getState().ids.size > 0;
  if (!isBulk && openCurrentTicket() === null) return;
  useFocus.getState().ask(isBulk ? `bulk:${field}` : `field:${field}`);
}

async function assignToMe({ desk }: CommandContext): Promise<void> {
  const ids = meantTicketIds();
  const directory = await desk.ask('directory', {});
  if (directory === undefined) return;
  const change = { set: { assignee: directory.me.id } };
  await desk.send('ticket.change', { ids: [...ids], change }, { done: messages.assignedToMe(ids.length) });
}

async function solveAndNext({ desk }: CommandContext): Promise<void> {
  const ids = meantTicketIds();
  const next = neighbourTicketId();
  const change = { set: { status: 'solved' } };
  const done = await desk.send(
    'ticket.change',
    { ids: [...ids], change },
    { done: messages.solved(ids.length) },
  );
  if (done === undefined) return;
  if (ids.length > 1) useSelection.getState().clear();
  else goTo(next);
}

async function sendAndNext(): Promise<void> {
  const next = neighbourTicketId();
  const isDone = (await useHandles.getState().composer?.submit()) === true;
  if (!isDone) return;
  goTo(next);
  useFocus.getState().ask('grid');
}

/** Opens a ticket in place of the open one, and puts the cursor on its row where that is near. */
function goTo(id: string | null): void {
  const { ticketId, cursor, openTicket, setCursor } = useDeskView.getState();
  const { grid } = useHandles.getState();
  const row = [cursor, cursor + 1, cursor - 1].find((index) => id !== null && grid?.idAt(index) === id);
  if (row !== undefined) setCursor(row);
  if (ticketId !== null) openTicket(id);
}

/** Takes the meant tickets out of sight, and goes on with the next. */
async function dispose(
  { desk }: CommandContext,
  op: 'ticket.trash' | 'ticket.spam',
  told: (count: number) => string,
): Promise<void> {
  const ids = meantTicketIds();
  const next = neighbourTicketId();
  const done = await desk.send(op, { ids: [...ids] }, { done: told(ids.length) });
  if (done === undefined) return;
  useSelection.getState().clear();
  if (ids.length === 1) goTo(next);
}

/** Follows the meant tickets; where they are followed already, stops that. */
async function follow({ desk }: CommandContext): Promise<void> {
  const ids = meantTicketIds();
  const directory = await desk.ask('directory', {});
  if (directory === undefined) return;
  const followers = [directory.me.id];
  const details = await Promise.all(ids.slice(0, 1).map((id) => desk.ask('ticket.detail', { id })));
  const isFollowing = details.some((detail) => asList(detail?.ticket['followers']).includes(directory.me.id));
  const change = isFollowing ? { remove: { followers } } : { add: { followers } };
  const done = isFollowing ? messages.unfollowed(ids.length) : messages.followed(ids.length);
  await desk.send('ticket.change', { ids: [...ids], change }, { done });
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Makes the meant tickets look new, to come back to them; an open one is closed, or it would be read at once. */
async function markUnread({ desk }: CommandContext): Promise<void> {
  const ids = meantTicketIds();
  useDeskView.getState().openTicket(null);
  await desk.send('ticket.markRead', { ids: [...ids], isRead: false });
}

async function copyNumber({ desk }: CommandContext): Promise<void> {
  const id = currentTicketId();
  const detail = id === null ? undefined : await desk.ask('ticket.detail', { id });
  const number = detail?.ticket['number'];
  if (typeof number !== 'number') return;
  const text = ticketName(number);
  await navigator.clipboard.writeText(text);
  useNotices.getState().show({ text: messages.copied(text), tone: 'done', commandId: null });
}
