import { once } from 'node:events';
import { mkdir, readdir } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { downloadElectron } from '../../build/runtime/electron-download.mjs';
import { emptyFolder } from './folder';

async function mirrorThat(answer: RequestListener) {
  const server = createServer(answer).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

async function folders() {
  const root = await emptyFolder();
  const [dist, scratch] = [path.join(root, 'dist'), path.join(root, 'scratch')];
  await Promise.all([mkdir(dist), mkdir(scratch)]);
  return { dist, scratch };
}

test('refuses a download whose content is not the released one', async () => {
  const mirror = await mirrorThat((_request, response) => response.end('not Electron'));
  const { dist, scratch } = await folders();
  await expect(downloadElectron({ dist, scratch, mirror })).rejects.toThrow(/checksum/i);
  expect(await readdir(dist)).toEqual([]);
});

test('gives up on a host that does not answer', async () => {
  const mirror = await mirrorThat(() => {});
  await expect(downloadElectron({ ...(await folders()), mirror, silenceMs: 200 })).rejects.toThrow(
    'no answer for 0.2 s',
  );
});

test('gives up on a host that falls silent in the middle', async () => {
  const mirror = await mirrorThat((_request, response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('the beginning');
  });
  await expect(downloadElectron({ ...(await folders()), mirror, silenceMs: 200 })).rejects.toThrow(
    'no answer for 0.2 s',
  );
});

test('waits for a slow host as long as it keeps answering', async () => {
  const mirror = await mirrorThat(async (_request, response) => {
    for (let piece = 0; piece < 6; piece += 1) {
      response.write('piece');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    response.end();
  });
  await expect(downloadElectron({ ...(await folders()), mirror, silenceMs: 400 })).rejects.toThrow(
    /checksum/i,
  );
});
