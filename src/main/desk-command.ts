import { runDesk } from '../cli/run';
import type { OnProgress } from '../cli/tools';
import { ok, type Result } from '../domain/result';
import type { Client } from '../protocol/rpc/client';
import type { storeContract } from '../protocol/store';
import { cliMessages } from '../cli/messages';
import { backupTools } from './backup/backup-tools';
import { bulkTools } from './bulk/bulk-tools';
import { startImportJob } from './bulk/start-import-job';
import type { ActingAgent } from './acting-agent';
import type { DataFolder } from './data-folder';
import { personEraser } from './erase/erase-person';
import type { RunDesk } from './headless';

/** Carries out a command of the command line, as the agent that was named with `--as`. */
export function deskCommand(agent: ActingAgent, folder: DataFolder): RunDesk {
  return async (argv, tools) => {
    const { store, host, durability, dataFolder, stderr } = tools;
    const opened = async (onProgress: OnProgress): Promise<Result<null>> => {
      const open = await tools.opened(onProgress);
      return open.ok ? actAs(agent, store, stderr) : open;
    };
    const signal = new AbortController().signal;
    const bulk = bulkTools({ store, host, dataFolder, now: () => Date.now(), startJob: startImportJob });
    const backups = backupTools({ store, host, durability, folder, now: () => Date.now() });
    const erasePerson = personEraser({ store, durability, dataFolder });
    return runDesk(argv, { ...tools, opened, bulk, backups, erasePerson, signal });
  };
}

/** Finds the agent that was named with `--as`, or adds them. */
async function actAs(
  agent: ActingAgent,
  store: Client<typeof storeContract>,
  stderr: (text: string) => Promise<void>,
): Promise<Result<null>> {
  if (agent.name === null) return ok(null);
  const found = await store.send('record.ensure', { kind: 'people', name: agent.name, isAgent: true });
  if (!found.ok) return found;
  if (found.value.value.isNew) await stderr(`${cliMessages.agentMade(agent.name)}\n`);
  agent.id = found.value.value.id;
  return ok(null);
}
