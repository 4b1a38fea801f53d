import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { completeLockfile, platformOf } from '../../build/lockfile/platform-packages.mjs';

test('reads the platform from the name of a package', () => {
  expect(platformOf('@oxlint/binding-linux-arm-musleabihf')).toEqual({
    os: ['linux'],
    cpu: ['arm'],
    libc: ['musl'],
  });
  expect(platformOf('@biomejs/cli-linux-x64').libc).toEqual(['glibc']);
  expect(platformOf('@oxc-parser/binding-win32-x64-msvc')).toEqual({ os: ['win32'], cpu: ['x64'] });
});

test('does not guess the platform of any other package', () => {
  expect(() => platformOf('bufferutil')).toThrow('bufferutil does not say for which system');
});

test('adds what is missing and leaves alone what is there', () => {
  const present = { version: '1.0.0', integrity: 'sha512-x' };
  const packages = {
    'node_modules/tool': {
      version: '1.0.0',
      dev: true,
      optionalDependencies: { 'tool-linux-x64': '1.0.0', 'tool-darwin-arm64': '1.0.0' },
    },
    'node_modules/tool-linux-x64': present,
  };
  expect(completeLockfile({ packages })).toEqual(['tool-darwin-arm64']);
  expect(packages).toMatchObject({
    'node_modules/tool-darwin-arm64': {
      version: '1.0.0',
      cpu: ['arm64'],
      dev: true,
      optional: true,
      os: ['darwin'],
    },
    'node_modules/tool-linux-x64': present,
  });
});

test('finds our own lockfile complete; if not, run "npm run lockfile"', async () => {
  expect(completeLockfile(JSON.parse(await readFile('package-lock.json', 'utf8')))).toEqual([]);
});
