import type { Command } from './command';
import { backupCommand, restoreCommand, snapshotsCommand } from './commands/backup';
import { checkCommand } from './commands/check';
import { eraseCommand } from './commands/erase';
import { exportCommand } from './commands/export';
import { generateCommand } from './commands/generate';
import { helpCommand } from './commands/help';
import { importCommand } from './commands/import';
import { initCommand } from './commands/init';
import { listCommand } from './commands/list';
import { newCommand } from './commands/new';
import { noteCommand, replyCommand } from './commands/message';
import { setCommand } from './commands/set';
import { settingsCommand } from './commands/settings';
import { showCommand } from './commands/show';
import { undoImportCommand } from './commands/undo-import';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  initCommand,
  listCommand,
  showCommand,
  newCommand,
  setCommand,
  replyCommand,
  noteCommand,
  importCommand,
  undoImportCommand,
  exportCommand,
  generateCommand,
  eraseCommand,
  settingsCommand,
  checkCommand,
  backupCommand,
  restoreCommand,
  snapshotsCommand,
  helpCommand(() => commands),
];
