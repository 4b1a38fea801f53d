import { z } from 'zod';
import { Id } from '../domain/ids';
import { ImportReport } from '../domain/import/prepared';
import { BackupRhythm, BackupStatus, BackupSummary, ChosenBackup, Passphrase } from './backup-shapes';
import { command, type Contract, query } from './rpc/contract';

/** How the process that owns the data is doing, as a window shows it. */
export const StoreState = z.object({
  state: z.enum(['starting', 'ready', 'restarting', 'draining', 'stopped', 'failed']),
  /** Why it last went away; a code for programs and reports, never ticket text. */
  reason: z.string().nullable(),
});

export type StoreState = Readonly<z.infer<typeof StoreState>>;

/** How safe the data is at the moment, in sentences for people. */
export const DurabilityState = z.object({
  /** Why nothing can be changed right now; null while everything works. */
  hold: z.object({ text: z.string() }).nullable(),
  /** How far bringing the data back has come, while that is going on. */
  progress: z.object({ label: z.string(), done: z.number(), total: z.number() }).nullable(),
  /** What had to be put right at the last start. */
  account: z.object({ text: z.string(), at: z.number() }).nullable(),
  /** Why the data cannot be opened. */
  problem: z.string().nullable(),
});

export type DurabilityState = Readonly<z.infer<typeof DurabilityState>>;

/** What erasing a person did, in numbers. */
export const ErasureReport = z.object({
  erased: z.object({ people: z.int(), messages: z.int(), events: z.int(), sources: z.int() }),
  /** Kept import files that hold rows of their tickets and stayed. */
  keptSources: z.int(),
  /** The first tickets in whose texts the person is still named. */
  mentionedIn: z.array(z.int()),
  /** Older copies that were thrown away. */
  snapshots: z.int(),
  journal: z.int(),
  /** Why copies or files that hold what was erased are still there; they are tried again. */
  problem: z.string().nullable(),
});

export type ErasureReport = Readonly<z.infer<typeof ErasureReport>>;

/** What the application menu can ask of the focused window. */
export const menuCommands = [
  'ticket.new',
  'backup.overview',
  'backup.make',
  'backup.restore',
  'help.shortcuts',
] as const;

export type MenuCommand = (typeof menuCommands)[number];

/** The newest wish of the menu. The first state after subscribing is history and not acted upon. */
export const MenuWish = z.object({ serial: z.int(), command: z.enum(menuCommands).nullable() });

export type MenuWish = Readonly<z.infer<typeof MenuWish>>;

/** A place inside the app, as it stands behind the `#` of a window's address. */
const Route = z.string().max(2_000).regex(/^\//, 'A route begins with a slash.');

/** What a window may ask a person to choose a file for; each has its own title and kinds of file. */
const filePurposes = ['import'] as const;

/** A file that a person chose. Its path stays in main: whoever holds the handle may have it read, nothing else. */
export const ChosenFile = z.object({ handle: z.string(), name: z.string(), bytes: z.int() });

export type ChosenFile = Readonly<z.infer<typeof ChosenFile>>;

/** What the app is and where it runs. */
export const AppInfo = z.object({
  version: z.string(),
  electron: z.string(),
  chromium: z.string(),
  platform: z.string(),
  dataFolder: z.string(),
  /** The agent named with `--as`, or null for the folder's default agent. */
  agent: z.string().nullable(),
  isDevelopment: z.boolean(),
});

export type AppInfo = Readonly<z.infer<typeof AppInfo>>;

const Nothing = z.object({});

/** What a window may ask of main: only what no page can do by itself. */
export const shellContract = {
  'window.open': command(z.object({ route: Route.default('/') }), z.null()),
  'window.list': query(
    Nothing,
    z.array(z.object({ id: z.int(), title: z.string(), isFocused: z.boolean() })),
  ),
  /** Becomes true shortly before the window goes: the page saves what is typed and sends `window.flushed`. */
  'window.closing': query(Nothing, z.object({ isClosing: z.boolean() })),
  'window.flushed': command(Nothing, z.null()),
  'menu.command': query(Nothing, MenuWish),
  'store.state': query(Nothing, StoreState),
  'durability.state': query(Nothing, DurabilityState),
  /** Asks for a port to the store, now and after each restart; it comes through the preload under this nonce. */
  'store.connect': command(z.object({ nonce: z.uuid() }), z.null()),
  /** Starts a failed store again. */
  'store.retry': command(Nothing, z.null()),
  'data.openFolder': command(Nothing, z.null()),
  /** Null when the person chose nothing. */
  'file.choose': command(z.object({ purpose: z.enum(filePurposes) }), ChosenFile.nullable()),
  /** Imports a chosen file; tells how far it has come, and stops when the call is cancelled. */
  'import.start': command(z.object({ handle: z.string() }), ImportReport),
  /** Asks for a folder and writes everything into it; null when the person chose none. */
  'export.start': command(
    Nothing,
    z.object({ tickets: z.int(), files: z.array(z.string()), folder: z.string() }).nullable(),
  ),
  'backup.status': query(Nothing, BackupStatus),
  /** Asks for a place and writes a backup there; null when the person chose none. Stops when the call is cancelled. */
  'backup.make': command(z.object({ passphrase: Passphrase }), BackupSummary.nullable()),
  /** Asks for a backup and reads its label; null when the person chose none. */
  'backup.choose': command(Nothing, ChosenBackup.nullable()),
  /** Unpacks and checks a chosen backup beside the data; it takes its place at the next start. */
  'backup.restore': command(z.object({ handle: z.string(), passphrase: Passphrase }), BackupSummary),
  /** Takes a restore back that waits for the next start. */
  'backup.withdraw': command(Nothing, z.null()),
  /** Sets the schedule. Asks for a folder where there is none yet or another is wanted; null when none was chosen. */
  'backup.schedule': command(
    BackupRhythm.extend({ isFolderAsked: z.boolean().default(false) }),
    BackupRhythm.nullable(),
  ),
  /** Erases a person for good, from the data and every copy of it that the app keeps. */
  'person.erase': command(
    z.object({ id: Id, withMessages: z.boolean().default(false), withSources: z.boolean().default(false) }),
    ErasureReport,
  ),
  /** Opens a web, mail or telephone link in the program the person uses for it. */
  'link.open': command(z.object({ url: z.string().max(4_000) }), z.null()),
  'app.info': query(Nothing, AppInfo),
  'app.quit': command(Nothing, z.null()),
  /** Leaves in good order and starts again. */
  'app.relaunch': command(Nothing, z.null()),
} as const satisfies Contract;
