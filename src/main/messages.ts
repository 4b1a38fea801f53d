import type { MenuCommand } from '../protocol/shell';

/** Everything main says to a person: in dialogs, in the menu, on the command line. */
export const messages = {
  appName: 'Carrydesk',
  holder: (folder: string, pid: number | null): string =>
    pid === null
      ? `The data folder ${folder} is in use by another Carrydesk. Close it and try again.`
      : `The data folder ${folder} is in use by another Carrydesk (process ${pid}). Close it and try again.`,
  noDataFolder: (folder: string, code: string): string =>
    `The data folder ${folder} cannot be used (${code}). Choose another one with --data, or correct its permissions.`,
  missingValue: (option: string): string => `${option} needs a value behind it.`,
  storeFailed: 'The data of this desk could not be opened. The log in the data folder says why.',
  deskFailed:
    'The command stopped because of an error inside Carrydesk. The log in the data folder says where.',
  linkRefused: 'Only web, mail and telephone links are opened.',
  fileRefused: 'The file could not be read. Check that it still exists and that you may open it.',
  chooseExportFolder: { title: 'Choose a folder for the export', button: 'Export here' },
  chooseFile: {
    import: {
      title: 'Choose a file to import',
      button: 'Choose',
      kinds: [
        { name: 'Tickets', extensions: ['csv', 'json', 'ndjson', 'zip'] },
        { name: 'All files', extensions: ['*'] },
      ],
    },
  },
  menu: {
    file: 'File',
    edit: 'Edit',
    view: 'View',
    window: 'Window',
    help: 'Help',
    newWindow: 'New window',
    openDataFolder: 'Open data folder',
    commands: {
      'ticket.new': 'New ticket',
      'backup.overview': 'Backups…',
      'backup.make': 'Back up now…',
      'backup.restore': 'Restore a backup…',
      'help.shortcuts': 'Keyboard shortcuts',
    } satisfies Record<MenuCommand, string>,
  },
} as const;
