import { app, dialog, MessageChannelMain } from 'electron';
import type { AppError } from '../domain/errors';
import { systemTimers } from '../protocol/rpc/runtime';
import type { AppInfo } from '../protocol/shell';
import type { ActingAgent } from './acting-agent';
import { backupTools } from './backup/backup-tools';
import { DeskBackups } from './backup/desk-backups';
import type { Start } from './arguments';
import { secureContents } from './contents-security';
import type { DataFolder } from './data-folder';
import { createDeskWindows, openLink } from './desk-windows';
import { Durability } from './durability/durability';
import { type RunDesk, runHeadless, writeTo } from './headless';
import type { Logger } from './logger';
import { mainHandlers } from './main-handlers';
import { messages } from './messages';
import { places } from './places';
import { Quit } from './quit';
import { prepareSessions, type Sessions } from './sessions';
import { keepRetention } from './retention';
import { StoreHost } from './store-host';
import { storeViewStarter } from './store-view';
import { guardsOff, runTestHook, testHookFile } from './test-hook';

type DeskOptions = Readonly<{
  start: Start;
  folder: DataFolder;
  log: Logger;
  developmentServer: string | undefined;
  runDesk: RunDesk;
  agent: ActingAgent;
  /** Ends the app with a sentence that says why. */
  leave: (error: AppError) => void;
}>;

/** Opens the desk once Electron is ready: with windows, or for one command of the command line. */
export async function openDesk(options: DeskOptions): Promise<void> {
  const { start, log, developmentServer } = options;
  app.on('web-contents-created', (_event, contents) => secureContents(contents, openLink));
  const durable = await Durability.open({
    folder: options.folder,
    guardsOff: guardsOff(),
    timers: systemTimers,
    now: () => Date.now(),
    log: log.scope('durability'),
  });
  if (!durable.ok) return refuse(options, durable.error);
  const sessions = await prepareSessions(log.scope('network'), developmentServer);
  const host = createHost(options, sessions, durable.value);
  const testHook = testHookFile();
  if (testHook !== undefined) await runTestHook(testHook, host, durable.value);
  else if (start.desk === undefined) openWindows(options, sessions, host, durable.value);
  else await runCommand(options, start.desk, host, durable.value);
}

/** The data must not be opened: says why, and leaves it untouched. */
function refuse({ start, leave }: DeskOptions, error: AppError): void {
  if (start.desk === undefined) dialog.showErrorBox(messages.appName, error.message);
  leave(error);
}

function createHost(
  { agent, log, developmentServer }: DeskOptions,
  sessions: Sessions,
  durability: Durability,
): StoreHost {
  return new StoreHost({
    startProcess: storeViewStarter({ session: sessions.store, preload: places.storePreload }),
    createChannel: () => new MessageChannelMain(),
    mainHandlers: mainHandlers(durability, log),
    isDiskIll: () => durability.state.hold !== null,
    untilReady: () => durability.untilReady(),
    open: (life, validateOutputs) => durability.agree(life, validateOutputs),
    actorId: () => agent.id,
    validateOutputs: developmentServer !== undefined || process.env['CARRYDESK_VALIDATE'] === '1',
    timers: systemTimers,
    now: () => Date.now(),
    log: log.scope('store'),
  });
}

function openWindows(
  options: DeskOptions,
  sessions: Sessions,
  host: StoreHost,
  durability: Durability,
): void {
  const { start, folder, log, developmentServer } = options;
  const info = appInfo(start, folder, developmentServer !== undefined);
  const backups = createBackups(host, durability, folder, log);
  const windows = createDeskWindows({ host, durability, backups, sessions, folder, info, log });
  const quit = new Quit({
    flush: () => windows.flushAll(),
    drain: async () => {
      await Promise.all([backups.close(), durability.settle()]);
      await host.drain();
      await durability.close();
    },
    leave() {
      windows.destroyAll();
      app.quit();
    },
    timers: systemTimers,
  });
  app.on('before-quit', (event) => quit.onBeforeQuit(event));
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('activate', () => windows.focus());
  app.on('second-instance', (_event, _argv, _cwd, asked) => {
    if (!isDeskCommand(asked)) windows.focus();
  });
  app.on('browser-window-created', (_event, window) => {
    // Windows gives a session that ends a few seconds; other systems send a signal, which ends in `before-quit`.
    if (process.platform === 'win32') window.on('session-end', () => void quit.begin('hurried'));
  });
  durability.attach(host, true);
  keepRetention({ host: host.host, timers: systemTimers, log: log.scope('retention') });
  backups.start();
  host.start();
  windows.open('/');
}

function createBackups(
  host: StoreHost,
  durability: Durability,
  folder: DataFolder,
  log: Logger,
): DeskBackups {
  const now = (): number => Date.now();
  const { store } = host;
  const tools = backupTools({ store, host: host.host, durability, folder, now });
  const scope = log.scope('backup');
  return new DeskBackups({ tools, folder, store, host, durability, timers: systemTimers, now, log: scope });
}

async function runCommand(
  { folder, log, runDesk, leave }: DeskOptions,
  argv: readonly string[],
  host: StoreHost,
  durability: Durability,
): Promise<void> {
  const refusal = await durability.refusal();
  if (refusal !== null) return leave(refusal);
  durability.attach(host, false);
  // A signal asks to leave: the command gets no further answers, and what it did is kept.
  app.on('before-quit', (event) => {
    event.preventDefault();
    void host
      .drain()
      .then(() => durability.close())
      .then(() => app.exit(interrupted));
  });
  const tools = {
    durability,
    dataFolder: folder.root,
    version: app.getVersion(),
    workingFolder: process.cwd(),
    stdout: writeTo(process.stdout),
    stderr: writeTo(process.stderr),
  };
  const code = await runHeadless({ argv, runDesk, tools, host, log });
  const { account } = durability.state;
  if (account !== null) await tools.stderr(`${account.text}\n`);
  await durability.close();
  app.exit(code);
}

const interrupted = 130;

function isDeskCommand(asked: unknown): boolean {
  return typeof asked === 'object' && asked !== null && 'isDesk' in asked && asked.isDesk === true;
}

function appInfo(start: Start, folder: DataFolder, isDevelopment: boolean): AppInfo {
  return {
    version: app.getVersion(),
    electron: process.versions.electron ?? '',
    chromium: process.versions['chrome'] ?? '',
    platform: process.platform,
    dataFolder: folder.root,
    agent: start.agent,
    isDevelopment,
  };
}
