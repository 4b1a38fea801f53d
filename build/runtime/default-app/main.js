// Starts the app folder named on the command line, as the default app of Electron's own
// distribution does. A runtime taken from another product comes without it.
import fs from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const { folder, preloads } = readArguments(process.argv.slice(1));

// Playwright and debuggers inject themselves with -r before the app's first line runs.
if (preloads.length > 0) Module._preloadModules(preloads);

if (folder === undefined) {
  console.error('Name the folder of the app to start.');
  app.exit(2);
} else {
  await startApp(path.resolve(folder));
}

function readArguments(args) {
  const preloads = [];
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index];
    if (argument === '-r' || argument === '--require') {
      index += 1;
      preloads.push(args[index]);
    } else if (!argument.startsWith('-')) {
      return { folder: argument, preloads };
    }
  }
  return { folder: undefined, preloads };
}

async function startApp(appFolder) {
  const manifest = JSON.parse(fs.readFileSync(path.join(appFolder, 'package.json'), 'utf8'));
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
  app.setVersion(manifest.version);
  app.name = manifest.productName ?? manifest.name;
  app.setDesktopName(manifest.desktopName ?? `${app.name}.desktop`);
  app.setAppPath(appFolder);
  // Top-level await keeps Electron's ready event back until the app's static imports ran.
  await import(pathToFileURL(path.join(appFolder, manifest.main)).href);
}
