import { app, MessageChannelMain } from 'electron';
import { systemTimers } from '../protocol/rpc/runtime';
import type { AppInfo } from '../protocol/shell';
import type { ActingAgent } from './acting-agent';
import type { Start } from './arguments';
import { secureContents } from './contents-security';
import type { DataFolder } from './data-folder';
import { createDeskWindows, openLink } from './desk-windows';
import { type RunDesk, runHeadless, writeTo } from './headless';
import type { Logger } from './logger';
import { mainHandlers, noJournal } from './main-handlers';
import { places } from './places';
import { Quit } from './quit';
import { prepareSessions, type Sessions } from './sessions';
import { StoreHost } from './store-host';
import { storeViewStarter } from './store-view';

type DeskOptions = Readonly<{
  start: Start;
  folder: DataFolder;
  log: Logger;
  developmentServer: string | undefined;
  runDesk: RunDesk;
  agent: ActingAgent;
}>;

/** Opens the desk once Electron is ready: with windows, or for one command of the command line. */
export async function openDesk(options: DeskOptions): Promise<void> {
  const { start, log, developmentServer } = options;
  app.on('web-contents-created', (_event, contents) => secureContents(contents, openLink));
  const sessions = await prepareSessions(log.scope('network'), developmentServer);
  const host = createHost(options, sessions);
  if (start.desk === undefined) openWindows(options, sessions, host);
  else await runCommand(options, start.desk, host);
}

function createHost({ agent, log, developmentServer }: DeskOptions, sessions: Sessions): StoreHost {
  return new StoreHost({
    startProcess: storeViewStarter({ session: sessions.store, preload: places.storePreload }),
    createChannel: () => new MessageChannelMain(),
    mainHandlers: mainHandlers(noJournal, log),
    actorId: () => agent.id,
    validateOutputs: developmentServer !== undefined || process.env['CARRYDESK_VALIDATE'] === '1',
    timers: systemTimers,
    now: () => Date.now(),
    log: log.scope('store'),
  });
}

function openWindows(options: DeskOptions, sessions: Sessions, host: StoreHost): void {
  const { start, folder, log, developmentServer } = options;
  const info = appInfo(start, folder, developmentServer !== undefined);
  const windows = createDeskWindows({ host, sessions, folder, info, log });
  const quit = new Quit({
    flush: () => windows.flushAll(),
    drain: () => host.drain(),
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
  host.start();
  windows.open('/');
}

async function runCommand({ folder, log, runDesk }: DeskOptions, argv: readonly string[], host: StoreHost) {
  // A signal asks to leave: the command gets no further answers, and what it did is kept.
  app.on('before-quit', (event) => {
    event.preventDefault();
    void host.drain().then(() => app.exit(interrupted));
  });
  const tools = {
    dataFolder: folder.root,
    version: app.getVersion(),
    workingFolder: process.cwd(),
    stdout: writeTo(process.stdout),
    stderr: writeTo(process.stderr),
  };
  app.exit(await runHeadless({ argv, runDesk, tools, host, log }));
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
