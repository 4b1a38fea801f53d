import { BrowserWindow, screen, type Session } from 'electron';
import { pageUrls } from './app-protocol';
import type { Logger } from './logger';
import { messages } from './messages';
import { placeWindow, smallestWindow, type WindowPlace } from './window-place';

type BrowserWindowOptions = Readonly<{
  session: Session;
  preload: string;
  route: string;
  lastPlace: WindowPlace | undefined;
  others: number;
  log: Logger;
}>;

/** A page that dies at once, again and again, must not keep the machine busy. */
const reloadDelayMs = 1_000;

/** Makes a window that shows the app at a route; it appears when it has something to show. */
export function createBrowserWindow(options: BrowserWindowOptions): BrowserWindow {
  const { session, preload, route, lastPlace, others, log } = options;
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  const window = new BrowserWindow({
    ...placeWindow(lastPlace, screens, others),
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    title: messages.appName,
    show: false,
    webPreferences: {
      session,
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  if (lastPlace?.isMaximized === true && others === 0) window.maximize();
  window.once('ready-to-show', () => window.show());
  // The desk's name stays in the title bar; what the page shows stands in the page.
  window.on('page-title-updated', (event) => event.preventDefault());
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    log.error('window gone', { reason });
    setTimeout(() => {
      if (!window.isDestroyed()) window.webContents.reload();
    }, reloadDelayMs);
  });
  window.loadURL(`${pageUrls.app}#${route}`).catch(() => {
    log.error('window not loaded');
    if (!window.isDestroyed()) window.show();
  });
  return window;
}
