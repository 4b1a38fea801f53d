import { runScript } from '../message.mjs';
import { runInPlace } from '../system/child.mjs';
import { appArguments, callersFolder, prepareApp, quietSwitches } from './prepare.mjs';

await runScript(async () => {
  const runtime = await prepareApp({ virtualDisplay: false, announce: false });
  const switches = ['--ozone-platform=headless', ...quietSwitches];
  // Behind "--" Chromium reads no switches, and the desk's own options may have names it knows (--lang).
  const args = [...appArguments(switches), '--desk', '--', ...process.argv.slice(2)];
  return runInPlace(runtime.executable, args, { cwd: callersFolder() });
});
