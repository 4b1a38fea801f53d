import { runDesk } from '../cli/run';
import { cliMessages } from '../cli/messages';
import { backupTools } from './backup/backup-tools';
import { bulkTools } from './bulk/bulk-tools';
import { startImportJob } from './bulk/start-import-job';
import type { ActingAgent } from './acting-agent';
import type { DataFolder } from './data-folder';
import type { RunDesk } from './headless';

/** Carries out a command of the command line, as the agent that was named with `--as`. */
export function deskCommand(agent: ActingAgent, folder: DataFolder): RunDesk {
  return async (argv, tools) => {
    const { store, host, durability, dataFolder, stderr } = tools;
    // A restore must not need the very data that it replaces.
    if (agent.name !== null && argv[0] !== 'restore') {
      const found = await store.send('record.ensure', { kind: 'people', name: agent.name, isAgent: true });
      if (!found.ok) {
        await stderr(`${found.error.message}\n`);
        return 1;
      }
      if (found.value.value.isNew) await stderr(`${cliMessages.agentMade(agent.name)}\n`);
      agent.id = found.value.value.id;
    }
    const signal = new AbortController().signal;
    const bulk = bulkTools({ store, host, dataFolder, now: () => Date.now(), startJob: startImportJob });
    const backups = backupTools({ store, host, durability, folder, now: () => Date.now() });
    return runDesk(argv, { ...tools, bulk, backups, signal });
  };
}
