import { runScript } from '../message.mjs';
import { runInPlace } from '../system/child.mjs';
import { appArguments, prepareApp, quietSwitches } from './prepare.mjs';

await runScript(async () => {
  const runtime = await prepareApp({ virtualDisplay: false, announce: false });
  const switches = ['--ozone-platform=headless', ...quietSwitches];
  // Behind "--" Chromium reads no switches, and the desk's own options may have names it knows (--lang).
  return runInPlace(runtime.executable, [
    ...appArguments(switches),
    '--desk',
    '--',
    ...process.argv.slice(2),
  ]);
});
