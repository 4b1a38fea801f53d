import { runDesk } from '../cli/run';
import { cliMessages } from '../cli/messages';
import { bulkTools } from './bulk/bulk-tools';
import { startImportJob } from './bulk/start-import-job';
import type { ActingAgent } from './acting-agent';
import type { RunDesk } from './headless';

/** Carries out a command of the command line, as the agent that was named with `--as`. */
export function deskCommand(agent: ActingAgent): RunDesk {
  return async (argv, tools) => {
    const { store, host, dataFolder, stderr } = tools;
    if (agent.name !== null) {
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
    return runDesk(argv, { ...tools, bulk, signal });
  };
}
