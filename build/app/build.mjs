import { runScript } from '../message.mjs';
import { requireToolNode } from '../require-node.mjs';
import { provisionRuntime } from '../runtime/provision.mjs';
import { buildApp } from './build-app.mjs';

await runScript(async () => {
  requireToolNode();
  await buildApp(await provisionRuntime());
  return 0;
});
