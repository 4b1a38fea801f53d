import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { requireSha512 } from '../../build/runtime/checksum.mjs';
import { emptyFolder } from './folder';

async function archive(content: string) {
  const file = path.join(await emptyFolder(), 'runtime.tgz');
  await writeFile(file, content);
  return file;
}

const pinned = createHash('sha512').update('the reviewed content').digest('base64');

test('takes the archive that was pinned', async () => {
  await expect(requireSha512(await archive('the reviewed content'), pinned)).resolves.toBeUndefined();
});

test('refuses an archive with other content and names it', async () => {
  await expect(requireSha512(await archive('something else'), pinned)).rejects.toThrow(
    'runtime.tgz is not the file that was pinned',
  );
});
