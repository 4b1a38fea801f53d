import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../protocol/shell';
import { messages } from './messages';

type MenuOptions = Readonly<{
  isMac: boolean;
  isDevelopment: boolean;
  send: (command: MenuCommand) => void;
  openWindow: () => void;
  openDataFolder: () => void;
}>;

/** The application menu: the platform's own roles, and wishes that the window in front carries out. */
export function menuTemplate(options: MenuOptions): MenuItemConstructorOptions[] {
  const { isMac } = options;
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    { label: messages.menu.file, submenu: fileMenu(options) },
    { label: messages.menu.edit, role: 'editMenu' },
    { label: messages.menu.view, submenu: viewMenu(options) },
    { label: messages.menu.window, role: 'windowMenu' },
    { label: messages.menu.help, role: 'help', submenu: helpMenu(options) },
  ];
}

function fileMenu({ isMac, send, openWindow }: MenuOptions): MenuItemConstructorOptions[] {
  return [
    item('ticket.new', send, 'CmdOrCtrl+N'),
    { label: messages.menu.newWindow, accelerator: 'CmdOrCtrl+Shift+N', click: openWindow },
    { type: 'separator' },
    item('backup.make', send),
    item('backup.restore', send),
    item('backup.overview', send),
    { type: 'separator' },
    { role: 'close' },
    ...(isMac ? [] : [{ role: 'quit' } as const]),
  ];
}

function viewMenu({ isDevelopment }: MenuOptions): MenuItemConstructorOptions[] {
  const forDevelopers = [{ role: 'reload' }, { role: 'toggleDevTools' }, { type: 'separator' }] as const;
  return [
    ...(isDevelopment ? forDevelopers : []),
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ];
}

function helpMenu({ send, openDataFolder }: MenuOptions): MenuItemConstructorOptions[] {
  return [item('help.shortcuts', send), { label: messages.menu.openDataFolder, click: openDataFolder }];
}

function item(
  command: MenuCommand,
  send: (command: MenuCommand) => void,
  accelerator?: string,
): MenuItemConstructorOptions {
  const click = (): void => send(command);
  const label = messages.menu.commands[command];
  return accelerator === undefined ? { label, click } : { label, click, accelerator };
}
