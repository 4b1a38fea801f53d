import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { type AppPath, findApp, keepApp } from '../chaos/app.mjs';
import { runChaos } from '../chaos/chaos.mjs';
import { ProgressFile } from '../chaos/progress.mjs';

const folder = path.resolve(import.meta.dirname, '../../test-results/chaos-long');
const kills = 500;
const changes = 20_000;
const fullDisks = 20;

/** A run of the same build that was interrupted goes on; one that is done, or of another build, proves nothing today. */
function resultsOf(app: AppPath): string {
  const stamp = readFileSync(path.join(app.args.at(-1) ?? '', 'out', 'stamp'), 'utf8');
  const results = path.join(folder, stamp.slice(0, 12));
  const { progress } = new ProgressFile(results, 0);
  const isDone = progress.failures > 0 || (progress.kills >= kills && progress.acked >= changes);
  if (isDone || progress.kills === 0) rmSync(results, { recursive: true, force: true });
  return results;
}

it(`${kills} kills and ${changes} acknowledged changes`, async () => {
  const found = await findApp();
  const results = resultsOf(found);
  const app = keepApp(found, path.join(results, 'app'));
  const file = new ProgressFile(results, Date.now() % 1_000_000);
  const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`);
  await runChaos({ app, results, file, kills, changes, until: Infinity, fullDisks, say });
  const { progress } = file;
  expect(progress).toMatchObject({ lost: 0, wiped: 0, manual: 0, problems: 0 });
  expect(progress.kills).toBeGreaterThanOrEqual(kills);
  expect(progress.acked).toBeGreaterThanOrEqual(changes);
});
