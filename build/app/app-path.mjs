import { runScript } from '../message.mjs';
import { lacksDisplay } from '../system/virtual-display.mjs';
import { appArguments, prepareApp } from './prepare.mjs';

await runScript(async () => {
  const runtime = await prepareApp({ virtualDisplay: lacksDisplay(), announce: false });
  process.stdout.write(
    `${JSON.stringify({ executable: runtime.executable, args: appArguments(), env: {} })}\n`,
  );
  return 0;
});
