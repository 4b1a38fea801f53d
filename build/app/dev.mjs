import { runScript } from '../message.mjs';
import { runtimeEnvironment } from '../runtime/provision.mjs';
import { runInPlace } from '../system/child.mjs';
import { lacksDisplay } from '../system/virtual-display.mjs';
import { electronVite, forgetBuild } from './build-app.mjs';
import { onDisplay } from './on-display.mjs';
import { prepareRuntime, sandboxSwitches } from './prepare.mjs';

await runScript(async () => {
  const runtime = await prepareRuntime({ virtualDisplay: lacksDisplay(), announce: true });
  // The dev server writes unoptimised code into `out`, which no later start may take for a build.
  await forgetBuild();
  return onDisplay(({ env, switches }) => {
    const appSwitches = [...sandboxSwitches(), ...switches, ...process.argv.slice(2)];
    const args = [electronVite, 'dev', '--watch', '--', ...appSwitches];
    return runInPlace(process.execPath, args, { env: { ...env, ...runtimeEnvironment(runtime) } });
  });
});
