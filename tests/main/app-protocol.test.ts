import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileOf, serveApp } from '../../src/main/app-protocol';

let root: string;
let folder: string;

beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'carrydesk-pages-'));
  folder = path.join(root, 'pages');
  mkdirSync(path.join(folder, 'renderer'), { recursive: true });
  writeFileSync(path.join(root, 'secret.html'), 'secret');
  mkdirSync(path.join(root, 'pages-of-another'));
  writeFileSync(path.join(root, 'pages-of-another', 'secret.html'), 'secret');
  writeFileSync(
    path.join(folder, 'renderer', 'index.html'),
    '<script nonce="__CSP_NONCE__"></script>__CSP_NONCE__',
  );
  writeFileSync(path.join(folder, 'script.js'), 'const mark = "__CSP_NONCE__";');
  writeFileSync(path.join(folder, 'module.wasm'), 'wasm');
  writeFileSync(path.join(folder, 'notes.txt'), 'no page asks for this');
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

function get(url: string, method = 'GET'): Promise<Response> {
  const fetch = (): Promise<Response> => Promise.reject(new Error('there is no network'));
  return serveApp({ url, method }, { folder, developmentServer: undefined, fetch });
}

test('serves what was built, with its type', async () => {
  const script = await get('desk://app/script.js');
  expect([script.status, script.headers.get('content-type')]).toEqual([
    200,
    'text/javascript; charset=utf-8',
  ]);
  expect(await script.text()).toBe('const mark = "__CSP_NONCE__";');
  expect((await get('desk://store/module.wasm')).headers.get('content-type')).toBe('application/wasm');
});

test.each([
  'desk://app/../secret.html',
  'desk://app/%2e%2e/secret.html',
  'desk://app/..%2fsecret.html',
  'desk://app/%2e%2e%2fsecret.html',
  'desk://app/renderer/..%2f..%2fsecret.html',
  'desk://app/..%5csecret.html',
  'desk://app/..%2fpages-of-another/secret.html',
  'desk://app//etc/passwd',
  'desk://app/%00/index.html',
  'desk://app/%',
  'desk://app/notes.txt',
  'desk://app/missing.js',
  'desk://app/renderer',
  'desk://app/',
  'desk://elsewhere/script.js',
  'https://app/script.js',
])('answers 404 to %s', async (url) => {
  expect((await get(url)).status).toBe(404);
});

test('a page cannot write', async () => {
  expect((await get('desk://app/script.js', 'POST')).status).toBe(404);
});

test('a path never leaves the folder, whatever it is made of', () => {
  expect(fileOf('/pages', '/renderer/index.html')).toBe('/pages/renderer/index.html');
  expect(
    ['/..', '/../pages2/x.js', '/a/../../x.js', '/%2e%2e/x.js', '/.'].map((name) => fileOf('/pages', name)),
  ).toEqual([undefined, undefined, undefined, undefined, undefined]);
});

test('each response carries a policy with a nonce of its own, which the page has too', async () => {
  const [first, second] = [
    await get('desk://app/renderer/index.html'),
    await get('desk://app/renderer/index.html'),
  ];
  const nonces = [first, second].map(
    (page) => /'nonce-([^']+)'/.exec(page.headers.get('content-security-policy') ?? '')?.[1],
  );
  expect(nonces[0]).toMatch(/^[\w-]{22}$/);
  expect(nonces[0]).not.toBe(nonces[1]);
  expect(await first.text()).toBe(`<script nonce="${nonces[0]}"></script>${nonces[0]}`);
});

test('everything carries the policy of its page, because a worker takes it from its own script', async () => {
  const script = await get('desk://store/script.js');
  expect(script.headers.get('content-security-policy')).toContain(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'",
  );
  expect(script.headers.get('x-content-type-options')).toBe('nosniff');
});

test('while developing, pages come from the development server under the same policy', async () => {
  const asked: string[] = [];
  const fetch = (url: string): Promise<Response> => {
    asked.push(url);
    return Promise.resolve(
      new Response('<i nonce="__CSP_NONCE__">', { headers: { 'content-type': 'text/html' } }),
    );
  };
  const options = { folder, developmentServer: 'http://localhost:5173', fetch };
  const page = await serveApp({ url: 'desk://app/renderer/main.tsx?t=1', method: 'GET' }, options);
  expect(asked).toEqual(['http://localhost:5173/renderer/main.tsx?t=1']);
  expect(page.headers.get('content-security-policy')).toContain(
    "connect-src 'self' http://localhost:5173 ws://localhost:5173",
  );
  expect(await page.text()).not.toContain('__CSP_NONCE__');
});
