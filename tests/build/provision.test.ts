import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { fillEntry, runtimeCache } from '../../build/runtime/cache.mjs';
import { electronVersion } from '../../build/runtime/electron-download.mjs';
import { executableName } from '../../build/runtime/executable.mjs';
import { describeRuntime, provisionRuntime, runtimeEnvironment } from '../../build/runtime/provision.mjs';
import { emptyFolder } from './folder';

async function putElectron(dist: string, version: string) {
  const executable = path.join(dist, executableName());
  await mkdir(path.dirname(executable), { recursive: true });
  await writeFile(executable, '');
  await chmod(executable, 0o755);
  await writeFile(path.join(dist, 'version'), `v${version}\n`);
}

test('uses the runtime that the person names', async () => {
  const dist = await emptyFolder();
  await putElectron(dist, '41.0.2');
  const runtime = await provisionRuntime({ env: { CARRYDESK_ELECTRON_DIST: dist } });
  expect(runtime).toEqual({
    dist,
    executable: path.join(dist, executableName()),
    version: '41.0.2',
    major: 41,
    source: 'environment',
  });
});

test('says what is wrong with a named folder that holds no runtime', async () => {
  const dist = await emptyFolder();
  await expect(provisionRuntime({ env: { CARRYDESK_ELECTRON_DIST: dist } })).rejects.toThrow(
    /CARRYDESK_ELECTRON_DIST names .* which does not hold an unpacked Electron/,
  );
});

test('prefers the cached current Electron to the cached stand-in', async () => {
  const env = { XDG_CACHE_HOME: await emptyFolder() };
  const entry = path.join(
    runtimeCache(env),
    `${await electronVersion()}-${process.platform}-${process.arch}`,
  );
  await fillEntry(entry, async (dist) => {
    await putElectron(dist, await electronVersion());
    return { version: await electronVersion(), source: 'electron' };
  });
  const runtime = await provisionRuntime({ env });
  expect(runtime.dist).toBe(path.join(entry, 'dist'));
  expect(describeRuntime(runtime)).toBe(`Using Electron ${await electronVersion()}.`);
});

test('says that the stand-in is not for release', () => {
  const runtime = { dist: '/d', executable: '/d/electron', version: '33.2.1', major: 33 };
  expect(describeRuntime({ ...runtime, source: 'registry' })).toContain('not for release');
});

test('points the build tools at the runtime', () => {
  const runtime = { dist: '/d', executable: '/d/electron', version: '33.2.1', major: 33 };
  expect(runtimeEnvironment({ ...runtime, source: 'registry' })).toEqual({
    ELECTRON_OVERRIDE_DIST_PATH: '/d',
    ELECTRON_EXEC_PATH: '/d/electron',
    ELECTRON_MAJOR_VER: '33',
  });
});
