import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { _electron } from '@playwright/test';

/** How the built app is started (`npm run app-path`). */
const appPath = JSON.parse(
  execFileSync('npm', ['run', '--silent', 'app-path'], {
    encoding: 'utf8',
    cwd: path.resolve(import.meta.dirname, '..'),
  }),
);

/** Makes a data folder for one measurement; `remove` ends it. */
export function temporaryFolder() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'carrydesk-bench-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Starts the app with a driver; without a display it needs none, but then nothing is painted either. */
export async function launch(folder, isHeadless) {
  const flags = isHeadless ? ['--ozone-platform=headless', '--disable-gpu'] : [];
  const app = await _electron.launch({
    executablePath: appPath.executable,
    args: [...appPath.args, ...flags, '--data', folder],
    env: { ...process.env, ...appPath.env },
  });
  return app;
}

/** Runs a module inside the app, as tests may (`CARRYDESK_TEST_HOOK`), and answers what it wrote. */
export async function runHook(file, folder, env) {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'carrydesk-bench-'));
  const result = path.join(scratch, 'result.json');
  const flags = ['--ozone-platform=headless', '--disable-gpu', '--log-level=3'];
  const child = spawn(appPath.executable, [...flags, ...appPath.args, '--data', folder], {
    env: {
      ...process.env,
      ...appPath.env,
      CARRYDESK_TEST_HOOK: file,
      BENCH_RESULT: result,
      BENCH_FOLDER: scratch,
      ...env,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await new Promise((resolve) => child.on('exit', resolve));
  const text = readFileSync(result, 'utf8');
  rmSync(scratch, { recursive: true, force: true });
  return JSON.parse(text);
}

/** Runs code in the page that owns the database and answers what it returns. */
export async function inStore(app, code) {
  for (;;) {
    const result = await app.evaluate(async ({ webContents }, text) => {
      const store = webContents
        .getAllWebContents()
        .find((contents) => contents.getURL().startsWith('desk://store'));
      return store === undefined || store.isLoading() ? null : { value: await store.executeJavaScript(text) };
    }, code);
    if (result !== null) return result.value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Runs one command of the command line; answers its document, its time and the most memory it held. */
export async function desk(args, folder) {
  const started = performance.now();
  const flags = ['--ozone-platform=headless', '--disable-gpu', '--log-level=3'];
  const child = spawn(
    appPath.executable,
    [...flags, ...appPath.args, '--desk', '--', ...args, '--data', folder, '--json'],
    {
      env: { ...process.env, ...appPath.env },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  let peakBytes = 0;
  const sampling = setInterval(() => {
    peakBytes = Math.max(peakBytes, memoryOf(child.pid));
  }, 250);
  let text = '';
  child.stdout.on('data', (piece) => {
    text += piece;
  });
  const code = await new Promise((resolve) => child.on('exit', resolve));
  clearInterval(sampling);
  if (code !== 0) throw new Error(`desk ${args[0]} ended with ${code}: ${text.slice(0, 300)}`);
  return { document: JSON.parse(text), milliseconds: performance.now() - started, peakBytes };
}

/** The memory that a process and all below it hold, shared pages counted by their share (PSS). */
function memoryOf(root) {
  const parents = new Map();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const stat = readOrNothing(`/proc/${pid}/stat`);
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 4).split(' ')[0]);
    parents.set(Number(pid), parent);
  }
  const isBelow = (pid) =>
    pid === root || (parents.has(pid) && parents.get(pid) !== 0 && isBelow(parents.get(pid)));
  return [...parents.keys()].filter(isBelow).reduce((bytes, pid) => {
    const pss = /^Pss:\s+(\d+) kB/m.exec(readOrNothing(`/proc/${pid}/smaps_rollup`));
    return bytes + (pss === null ? 0 : Number(pss[1]) * 1024);
  }, 0);
}

/** A process may end while it is looked at. */
function readOrNothing(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
