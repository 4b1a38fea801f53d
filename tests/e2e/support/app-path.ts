import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

/** How any driver starts the built app: what `npm run --silent app-path` prints. */
export type AppPath = Readonly<{ executable: string; args: readonly string[]; env: Record<string, string> }>;

/** The folder of package.json, where npm finds the scripts. */
export const projectFolder = path.resolve(import.meta.dirname, '../../..');

const buildLimitMs = 180_000;

/** Asks npm for the app; CARRYDESK_APP_PATH names another build in the same words. */
export async function findApp(): Promise<AppPath> {
  const given = process.env['CARRYDESK_APP_PATH'];
  if (given !== undefined) return JSON.parse(given) as AppPath;
  const options = { cwd: projectFolder, timeout: buildLimitMs };
  const { stdout } = await promisify(execFile)('npm', ['run', '--silent', 'app-path'], options);
  return JSON.parse(stdout) as AppPath;
}
