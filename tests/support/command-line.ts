import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { onTestFinished } from 'vitest';
import { runDesk } from '../../src/cli/run';
import { backupTools } from '../../src/main/backup/backup-tools';
import { bulkTools } from '../../src/main/bulk/bulk-tools';
import { ok } from '../../src/domain/result';
import { openDataFolder } from '../../src/main/data-folder';
import { personEraser } from '../../src/main/erase/erase-person';
import type { JobProcess } from '../../src/main/import/drive-job';
import { serveJob } from '../../src/main/import/serve-job';
import { openClients } from './clients';
import { openDesk, type Desk } from './open-desk';

/** What a command left behind. */
type Outcome = {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The one document of a `--json` command; fails the test where there is not exactly one. */
  readonly json: () => never;
};

/** A command line over a desk of its own, and a folder for its files. */
export type CommandLine = {
  readonly desk: Desk;
  readonly folder: string;
  readonly run: (...argv: string[]) => Promise<Outcome>;
  /** The document of a command that must be done. */
  readonly json: (...argv: string[]) => Promise<never>;
  /** Puts a file into the folder. */
  readonly write: (name: string, text: string) => string;
};

const identity = {
  storeId: '01a20a1d-25d0-7695-a290-d7b833800df6',
  incarnation: '01a20a1d-28f4-73ad-8409-f680d560cc79',
};

/** Opens a desk with a command line over real ports, acting as an agent where one is given. */
export async function openCommandLine(given?: Desk, actorId = ''): Promise<CommandLine> {
  const desk = given ?? (await openDesk());
  const clients = openClients(desk, actorId);
  const folder = mkdtempSync(path.join(tmpdir(), 'carrydesk-cli-'));
  onTestFinished(() => {
    clients.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const { store, host, bugs } = clients;
  const bulk = bulkTools({ store, host, dataFolder: folder, now: desk.clock.now, startJob: inProcessJob });
  const head = (takenAt: number) => ({ ...identity, takenAt, electronMajor: 33, schemaVersion: 1 });
  const backups = backupTools({
    store,
    host,
    durability: { head },
    folder: openDataFolder(folder),
    now: desk.clock.now,
  });
  // A desk in memory has no other copies; how those are thrown away is tested with real ones.
  const forget = async () => ok({ snapshots: 0, journal: 0 });
  const run = async (...argv: string[]): Promise<Outcome> => {
    const [stdout, stderr]: string[][] = [[], []];
    const code = await runDesk(argv, {
      store,
      host,
      opened: async () => ok(null),
      bulk,
      backups,
      erasePerson: personEraser({ store, durability: { forget }, dataFolder: folder }),
      dataFolder: folder,
      version: '0.0.0',
      workingFolder: folder,
      signal: new AbortController().signal,
      stdout: async (text) => void stdout?.push(text),
      stderr: async (text) => void stderr?.push(text),
    });
    if (bugs.length > 0) throw new Error('A handler threw.', { cause: bugs[0] });
    const text = (stdout ?? []).join('');
    return { code, stdout: text, stderr: (stderr ?? []).join(''), json: () => JSON.parse(text) as never };
  };
  return {
    desk,
    folder,
    run,
    json: async (...argv) => {
      const outcome = await run(...argv, '--json');
      if (outcome.code !== 0) throw new Error(`${argv.join(' ')}: ${outcome.code} ${outcome.stderr}`);
      return outcome.json();
    },
    write: (name, text) => {
      writeFileSync(path.join(folder, name), text);
      return name;
    },
  };
}

/** The parsing process behind a real port, in this process: everything is cloned as it is between processes. */
function inProcessJob(): JobProcess {
  const { port1, port2 } = new MessageChannel();
  const exits = new EventEmitter();
  const listen = (port: MessagePort, hear: (message: unknown) => void): void => {
    port.on('message', hear);
  };
  const close = (): void => {
    port1.close();
    port2.close();
  };
  queueMicrotask(() =>
    serveJob({ post: (message) => port2.postMessage(message), listen: (hear) => listen(port2, hear) }),
  );
  return {
    postMessage: (message) => port1.postMessage(message),
    on: (event: 'message' | 'exit', hear: ((message: unknown) => void) | ((code: number) => void)) =>
      event === 'message' ? listen(port1, hear as (message: unknown) => void) : exits.on('exit', hear),
    kill: close,
  };
}
