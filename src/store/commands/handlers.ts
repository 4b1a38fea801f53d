import { ok, type Result } from '../../domain/result';
import type { CallContext, CommandName, Handlers } from '../../protocol/rpc/contract';
import type { storeContract } from '../../protocol/store';
import type { TicketChange } from '../../domain/ticket/change';
import type { UnitOfWork } from '../commit/unit-of-work';
import { erasePerson } from '../erase/erase-person';
import { undoBatch } from '../import/undo-batch';
import { changeSettings } from '../settings';
import type { StoreContext } from './context';
import { discardDraft, saveDraft } from './drafts';
import { addMessage } from './messages';
import { ensureRecord, removeRecord, saveRecord } from './records';
import { linkTickets, mergeTickets, splitTicket, unmergeTicket } from './relations';
import { changeTickets, createTicket, disposeTickets, markRead, restoreTickets } from './tickets';
import { changeFromText } from './text-change';
import { undoCommand } from './undo';

type Commands = Pick<Handlers<typeof storeContract>, CommandName<typeof storeContract>>;

type CommandCall = CallContext & { readonly commandId: string };

/** Serves everything that a window may change, each through the one commit pipeline. */
export function commandHandlers(store: StoreContext): Commands {
  /** A command that people can take back. */
  const change =
    <Input extends object, Output extends object>(
      op: string,
      plan: (work: UnitOfWork, input: Input) => Promise<Result<Output | null>>,
    ) =>
    async (input: Input, context: CommandCall): Promise<Result<Output & { commandId: string }>> => {
      const actorId = actorOf(store, context);
      await ensureAgent(store, actorId, input);
      return store.pipeline.run({ op, commandId: context.commandId, actorId }, async (work) => {
        const done = await plan(work, input);
        return done.ok ? ok({ ...(done.value as Output), commandId: context.commandId }) : done;
      });
    };
  /** A command that asks the index who uses a row. It waits before its transaction: in one, waiting would end it. */
  const onceWarm =
    <Input, Output>(run: (input: Input, context: CommandCall) => Promise<Output>) =>
    async (input: Input, context: CommandCall): Promise<Output> => {
      await store.warm;
      return run(input, context);
    };
  /** A change of what is this desk's alone. */
  const note =
    <Input, Output>(
      op: string,
      plan: (work: UnitOfWork, input: Input) => Promise<Result<Output>> | Result<Output>,
    ) =>
    (input: Input, context: CommandCall): Promise<Result<Output>> => {
      const request = { op, commandId: context.commandId, actorId: actorOf(store, context), isLocal: true };
      return store.pipeline.run(request, async (work) => plan(work, input));
    };
  return {
    'ticket.create': change('ticket.create', (work, input) => createTicket(store, work, input)),
    'ticket.change': change('ticket.change', (work, input) =>
      changeTickets(store, work, input.ids, input.change),
    ),
    'message.add': change('message.add', (work, input) => addMessage(store, work, input)),
    'ticket.link': change('ticket.link', (work, input) => linkTickets(work, input, 'add')),
    'ticket.unlink': change('ticket.unlink', (work, input) => linkTickets(work, input, 'remove')),
    'ticket.merge': change('ticket.merge', (work, input) => mergeTickets(store, work, input.into, input.ids)),
    'ticket.unmerge': change('ticket.unmerge', (work, input) => unmergeTicket(store, work, input.id)),
    'ticket.split': change('ticket.split', (work, input) => splitTicket(work, input)),
    'ticket.trash': change('ticket.trash', (work, input) => disposeTickets(work, input.ids, 'trash')),
    'ticket.spam': change('ticket.spam', (work, input) => disposeTickets(work, input.ids, 'spam')),
    'ticket.restore': change('ticket.restore', (work, input) => restoreTickets(work, input.ids)),
    'ticket.markRead': note('ticket.markRead', (work, input) => markRead(work, input.ids, input.isRead)),
    'draft.save': note('draft.save', (work, input) => saveDraft(work, input)),
    'draft.discard': note('draft.discard', async (work, input) => {
      await discardDraft(work, input.id);
      return ok(null);
    }),
    'record.save': change('record.save', (work, input) => saveRecord(store, work, input)),
    'record.ensure': note('record.ensure', (work, input) =>
      ensureRecord(store, work, input.kind, input.name, input.isAgent),
    ),
    'change.fromText': note('change.fromText', (work, input) =>
      changeFromText(store, work, input.values, input.ticketId),
    ),
    'settings.change': note('settings.change', async (work, input) => ok(await changeSettings(work, input))),
    'person.erase': async (input, context) => {
      const actorId = actorOf(store, context);
      await ensureAgent(store, actorId, input);
      return erasePerson(store, input, { commandId: context.commandId, actorId });
    },
    'record.remove': onceWarm(
      change('record.remove', (work, input) => removeRecord(store, work, input.kind, input.id)),
    ),
    'command.undo': onceWarm(
      change('command.undo', async (work, input) => {
        const done = await undoCommand(store, work, input.target);
        return done.ok ? ok({ undone: done.value.undone, kept: [...done.value.kept] }) : done;
      }),
    ),
    'import.undo': async (input, context) => undoBatch(store, input.batch, actorOf(store, context)),
  };
}

/** Who acts: the caller says so, or else the desk's own agent. */
function actorOf(store: StoreContext, context: CallContext): string {
  return context.actorId === '' ? store.desk.me.id : context.actorId;
}

/**
 * The desk's agent becomes a person of the desk with their first action, or when a change first names them, in a
 * commit of its own: undoing that action must not remove them, and a desk where nobody did anything holds nobody.
 */
async function ensureAgent(store: StoreContext, actorId: string, input: object): Promise<void> {
  const { me } = store.desk;
  const isNeeded = actorId === me.id || names(input, me.id);
  if (!isNeeded || store.directory.get('people', me.id) !== undefined) return;
  const request = { op: 'agent.ensure', commandId: store.newId(), actorId, isLocal: true };
  await store.pipeline.run(request, async (work) => {
    const row = await work.row({ kind: 'people', id: me.id });
    if (row === undefined) work.create('people', { name: me.name, isAgent: true }, me.id);
    return ok(null);
  });
}

function names(input: { readonly change?: TicketChange }, id: string): boolean {
  const { set, add } = input.change ?? {};
  return [...Object.values(set ?? {}), ...Object.values(add ?? {})].flat().includes(id);
}
