import { app, protocol } from 'electron';
import { type AppError, appError } from '../domain/errors';
import { finishSwap } from '../durable/backup/swap';
import { armFailPoints } from '../durable/fail-points';
import { lockFolder } from '../durable/folder-lock';
import { clearForeignSingletonLock } from '../durable/singleton-lock';
import { schemePrivileges } from './app-protocol';
import { parseArguments, type Start } from './arguments';
import { quietChromium } from './chromium-switches';
import {
  type DataFolder,
  makeFolders,
  openDataFolder,
  readHolder,
  removeHolder,
  writeHolder,
} from './data-folder';
import { openDesk } from './desk';
import { deskCommand } from './desk-command';
import { createLogger, errorFacts } from './logger';
import { messages } from './messages';

const exitCodes = { failed: 1, badInput: 2, inUse: 3 } as const;

const start = parseArguments({
  argv: process.argv.slice(1),
  cwd: process.cwd(),
  isDefaultApp: process.defaultApp === true,
});

// Chromium starts when this module has run to its end: what is awaited here happens before it touches the profile, and
// awaiting `whenReady` would keep it from ever coming.
if ('error' in start) leave(exitCodes.badInput, appError('invalid_input', start.error));
else await begin(start);

async function begin(asked: Start): Promise<void> {
  // For tests that end the app between two steps; a packaged app knows no such thing.
  const failPoints = app.isPackaged ? undefined : process.env['CARRYDESK_FAIL_POINTS'];
  if (failPoints !== undefined) armFailPoints(failPoints);
  const folder = openFolder(asked.dataFolder ?? app.getPath('userData'));
  if (folder === undefined) return;
  const isDesk = asked.desk !== undefined;
  app.setPath('userData', folder.root);
  app.setPath('sessionData', folder.profile);
  app.setPath('crashDumps', folder.profile);
  quietChromium(app.commandLine);
  protocol.registerSchemesAsPrivileged([schemePrivileges]);
  if (isDesk) app.disableHardwareAcceleration();
  // Two on one folder damage it, so the lock comes before anything else touches it. Chromium's own goes with its files
  // in the system's temporary folder, which may be cleared away under a desk that runs for weeks.
  const lock = lockFolder(folder.root, { pid: process.pid, what: messages.appName });
  if (lock.ok) clearForeignSingletonLock(folder.root);
  // Asked for in any case: this is how a window that is open is told to come to the front.
  if (!app.requestSingleInstanceLock({ isDesk }) || !lock.ok) {
    if (lock.ok) lock.value.release();
    return giveWay(folder, isDesk);
  }
  process.on('exit', () => lock.value.release());
  writeHolder(folder, { pid: process.pid, isDesk });
  process.on('exit', () => removeHolder(folder));
  const swapped = await finishSwap(folder.root);
  if (!swapped.ok) return leave(exitCodes.failed, swapped.error);
  // A restored desk begins without what the swap took away.
  makeFolders(folder);
  open(asked, folder);
}

function open(asked: Start, folder: DataFolder): void {
  const log = createLogger({
    file: folder.logFile,
    now: () => new Date(),
    writeError: (line) => void process.stderr.write(line),
    isQuiet: asked.desk !== undefined,
  });
  const developmentServer = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];
  process.on('uncaughtException', (error) => log.error('uncaught', errorFacts(error)));
  process.on('unhandledRejection', (reason) => log.error('unhandled', errorFacts(reason)));
  app
    .whenReady()
    .then(() => {
      const agent = { name: asked.agent, id: '' };
      return openDesk({
        start: asked,
        folder,
        log,
        developmentServer,
        agent,
        runDesk: deskCommand(agent, folder),
        leave: (error) => leave(exitCodes.failed, error),
      });
    })
    .catch((error: unknown) => {
      log.error('not opened', errorFacts(error));
      leave(exitCodes.failed, appError('internal', messages.storeFailed));
    });
}

function openFolder(root: string): DataFolder | undefined {
  try {
    return openDataFolder(root);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    leave(exitCodes.failed, appError('internal', messages.noDataFolder(root, code), { code }));
    return undefined;
  }
}

/** Another Carrydesk has the folder. A window there comes to the front by itself; a command cannot share. */
function giveWay(folder: DataFolder, isDesk: boolean): void {
  const holder = readHolder(folder);
  if (!isDesk && holder?.isDesk !== true) return app.exit(0);
  const pid = holder?.pid ?? null;
  leave(exitCodes.inUse, appError('store_unavailable', messages.holder(folder.root, pid), { holder: pid }));
}

function leave(code: number, error: AppError): void {
  // A program that asked for JSON reads one document, whatever happens.
  const document = process.argv.includes('--json') ? `${JSON.stringify({ error })}\n` : '';
  process.stdout.write(document, () => process.stderr.write(`${error.message}\n`, () => app.exit(code)));
}
