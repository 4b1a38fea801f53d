import { runScript } from '../message.mjs';
import { runInPlace } from '../system/child.mjs';
import { lacksDisplay } from '../system/virtual-display.mjs';
import { onDisplay } from './on-display.mjs';
import { appArguments, callersFolder, prepareApp } from './prepare.mjs';

await runScript(async () => {
  const runtime = await prepareApp({ virtualDisplay: lacksDisplay(), announce: true });
  return onDisplay(({ env, switches }) =>
    runInPlace(runtime.executable, [...appArguments(switches), ...process.argv.slice(2)], {
      env,
      cwd: callersFolder(),
    }),
  );
});
