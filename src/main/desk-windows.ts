import { app, type BrowserWindow, dialog, ipcMain, Menu, shell } from 'electron';
import { portsChannel, shellChannel } from '../protocol/rpc/channel-names';
import { systemTimers } from '../protocol/rpc/runtime';
import type { AppInfo } from '../protocol/shell';
import type { DeskBackups } from './backup/desk-backups';
import { bulkTools } from './bulk/bulk-tools';
import { startImportJob } from './bulk/start-import-job';
import { createBrowserWindow } from './browser-window';
import type { DataFolder } from './data-folder';
import type { Durability } from './durability/durability';
import { personEraser } from './erase/erase-person';
import { isOpenableLink } from './links';
import { logReport } from './log-report';
import type { Logger } from './logger';
import { menuTemplate } from './menu';
import { places } from './places';
import { isTrustedSender } from './sender-check';
import type { Sessions } from './sessions';
import { ChosenFiles } from './shell/chosen-files';
import { shellHandlers } from './shell/shell-handlers';
import { ShellPages, type ShellPartner } from './shell/shell-pages';
import { ShellTopics } from './shell/topics';
import type { StoreHost } from './store-host';
import { readWindowPlace, writeWindowPlace } from './window-place';
import { Windows } from './windows';

type DeskWindowsOptions = Readonly<{
  host: StoreHost;
  durability: Durability;
  backups: DeskBackups;
  sessions: Sessions;
  folder: DataFolder;
  info: AppInfo;
  log: Logger;
}>;

/** Puts windows, their shell and the menu together. */
export function createDeskWindows(options: DeskWindowsOptions): Windows {
  const { host, durability, backups, log, folder } = options;
  const topics = new ShellTopics();
  const pages = new ShellPages(logReport(log.scope('shell')));
  const windows = new Windows({
    create: (route, others) => createWindow(options, route, others),
    savePlace: (place) => writeWindowPlace(folder.windowsFile, place),
    changed: (topic) => topics.touch(topic),
    onGone(id) {
      pages.forget(id);
      host.disconnect(id);
    },
    timers: systemTimers,
  });
  host.onState(() => topics.touch('store.state'));
  durability.onState(() => topics.touch('durability.state'));
  backups.onChange(() => topics.touch('backup.status'));
  serveShell({ ...options, windows, topics, pages, files: new ChosenFiles() });
  Menu.setApplicationMenu(hasDisplay() ? menu(windows, options) : null);
  return windows;
}

/** Electron 33 crashes when it lays out a menu bar on the display that Chromium only pretends to have. */
function hasDisplay(): boolean {
  return app.commandLine.getSwitchValue('ozone-platform') !== 'headless';
}

function menu(windows: Windows, { info, folder }: DeskWindowsOptions): Menu {
  const template = menuTemplate({
    isMac: process.platform === 'darwin',
    isDevelopment: info.isDevelopment,
    send: (command) => windows.sendCommand(command),
    openWindow: () => windows.open('/'),
    openDataFolder: () => void shell.openPath(folder.root),
  });
  return Menu.buildFromTemplate(template);
}

/** Gives a link to the system, where it is one that may be opened. */
export function openLink(url: string): void {
  if (isOpenableLink(url)) void shell.openExternal(url);
}

function createWindow(
  { sessions, folder, log }: DeskWindowsOptions,
  route: string,
  others: number,
): BrowserWindow {
  return createBrowserWindow({
    session: sessions.app,
    preload: places.windowPreload,
    route,
    lastPlace: readWindowPlace(folder.windowsFile),
    others,
    log: log.scope('window'),
  });
}

type ShellOptions = DeskWindowsOptions &
  Readonly<{ windows: Windows; topics: ShellTopics; pages: ShellPages; files: ChosenFiles }>;

function serveShell(options: ShellOptions): void {
  const { windows, pages, log } = options;
  ipcMain.on(shellChannel, (event, page: unknown, message: unknown) => {
    const { sender, senderFrame } = event;
    const isMainFrame = senderFrame !== null && senderFrame === sender.mainFrame;
    const asked = { webContentsId: sender.id, isMainFrame, url: senderFrame?.url ?? '' };
    const window = windows.get(sender.id);
    if (window === undefined || !isTrustedSender(asked, windows.ids)) return log.warn('stranger ignored');
    pages.receive(sender.id, page, message, partner(options, window));
  });
}

function partner(options: ShellOptions, window: BrowserWindow): ShellPartner {
  const { host, durability, backups, info, windows, topics, files, folder } = options;
  const contents = window.webContents;
  const isAlive = (): boolean => !contents.isDestroyed();
  return {
    send: (page, message) => isAlive() && contents.send(shellChannel, page, message),
    handlers: shellHandlers({
      host,
      durability,
      backups,
      info,
      windows,
      files,
      windowId: contents.id,
      target: {
        isAlive,
        post: (handover, ports) => contents.postMessage(portsChannel, handover, [...ports]),
      },
      bulk: bulkTools({
        store: host.store,
        host: host.host,
        dataFolder: folder.root,
        now: () => Date.now(),
        startJob: startImportJob,
      }),
      erasePerson: personEraser({ store: host.store, durability, dataFolder: folder.root }),
      openLink: (url) => shell.openExternal(url),
      openFolder: (folder) => shell.openPath(folder),
      choose: async (wishes) => (await dialog.showOpenDialog(window, wishes)).filePaths,
      choosePlace: async (wishes) => {
        const { canceled, filePath } = await dialog.showSaveDialog(window, wishes);
        return canceled ? undefined : filePath;
      },
      documents: app.getPath('documents'),
      quit: () => app.quit(),
      relaunch: () => app.relaunch(),
    }),
    live: {
      seq: topics.live.seq,
      watch(topic, input, onInvalidate) {
        if (topic === 'window.closing') windows.expectFlush(contents.id);
        return topics.live.watch(topic, input, onInvalidate);
      },
    },
  };
}
