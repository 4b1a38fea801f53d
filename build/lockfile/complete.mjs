import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runScript, say } from '../message.mjs';
import { projectRoot } from '../paths.mjs';
import { completeLockfile } from './platform-packages.mjs';

// Run it after `npm install` where the registry is a mirror that does not hold every platform's packages.
await runScript(async () => {
  const file = path.join(projectRoot, 'package-lock.json');
  const lockfile = JSON.parse(await readFile(file, 'utf8'));
  const added = completeLockfile(lockfile);
  await writeFile(file, `${JSON.stringify(lockfile, null, 2)}\n`);
  say(`Added ${added.length} packages of other platforms to package-lock.json.`);
  return 0;
});
