import type { ParentPort } from 'electron';
import { serveJob } from './import/serve-job';

// The entry of the process that parses files for an import, so that no window waits for it.
const { parentPort }: { readonly parentPort: ParentPort } = process;

serveJob({
  post: (message) => parentPort.postMessage(message),
  listen: (hear) => parentPort.on('message', ({ data }) => hear(data)),
});
