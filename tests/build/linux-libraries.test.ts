import { expect, test } from 'vitest';
import { unresolvedLibraries } from '../../build/system/linux-libraries.mjs';

test('finds the libraries that the loader does not', () => {
  const output = [
    '\tlinux-vdso.so.1 (0x00007ffc)',
    '\tlibffmpeg.so => /dist/libffmpeg.so (0x00007f01)',
    '\tlibgtk-3.so.0 => not found',
    '\tlibnss3.so => not found',
    '\t/lib64/ld-linux-x86-64.so.2 (0x00007f02)',
  ].join('\n');
  expect(unresolvedLibraries(output)).toEqual(['libgtk-3.so.0', 'libnss3.so']);
});
