import { expect, test } from 'vitest';
import { contentSecurityPolicy } from '../../src/main/content-security';
import { isOpenableLink } from '../../src/main/links';
import { isLocalRequest } from '../../src/main/network-guard';
import { isTrustedSender } from '../../src/main/sender-check';
import { pagePermissions } from '../../src/main/session-security';

test('the policy of a window names every source it allows', () => {
  expect(contentSecurityPolicy('app', 'N', undefined).split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'nonce-N' 'strict-dynamic'",
    "style-src-elem 'self' 'nonce-N'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'none'",
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]);
});

test('the policy of the store allows its own code and WebAssembly, and no network', () => {
  expect(contentSecurityPolicy('store', 'N', undefined).split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]);
});

test('a built page allows neither inline script nor code from text nor another host', () => {
  for (const kind of ['app', 'store'] as const) {
    const policy = contentSecurityPolicy(kind, 'N', undefined);
    const scripts = policy.split('; ').find((directive) => directive.startsWith('script-src')) ?? '';
    expect(scripts).not.toMatch(/'unsafe-inline'|'unsafe-eval'|\*/);
    expect(policy).not.toMatch(/https?:|wss?:/);
  }
});

const trusted = { webContentsId: 3, isMainFrame: true, url: 'desk://app/renderer/index.html#/tickets/7' };

test('listens to the page of a known window', () => {
  expect(isTrustedSender(trusted, new Set([3]))).toBe(true);
});

test.each([
  ['another window', { ...trusted, webContentsId: 4 }],
  ['a frame inside the page', { ...trusted, isMainFrame: false }],
  ['the store', { ...trusted, url: 'desk://store/store/index.html' }],
  ['a web page', { ...trusted, url: 'https://app/renderer/index.html' }],
  ['a look-alike host', { ...trusted, url: 'desk://app.evil/renderer/index.html' }],
  ['a name before the host', { ...trusted, url: 'desk://app@evil/renderer/index.html' }],
  ['a look-alike scheme', { ...trusted, url: 'desks://app/renderer/index.html' }],
  ['a file', { ...trusted, url: 'file:///app/index.html' }],
  ['an empty frame', { ...trusted, url: 'about:blank' }],
  ['a frame without address', { ...trusted, url: '' }],
])('does not listen to %s', (_who, sender) => {
  expect(isTrustedSender(sender, new Set([3]))).toBe(false);
});

test.each([
  ['https://example.com/help?x=1#y', true],
  ['mailto:ana@example.com', true],
  ['tel:+431234', true],
  ['http://example.com/', false],
  ['file:///etc/passwd', false],
  ['javascript:alert(1)', false],
  ['data:text/html,x', false],
  ['desk://app/renderer/index.html', false],
  ['ms-msdt:/id', false],
  ['smb://host/share', false],
  ['vscode://x', false],
  ['https://bank.com@evil.com/', false],
  ['https://:password@evil.com/', false],
  ['//example.com', false],
  ['', false],
])('decides whether %s may be opened', (link, expected) => {
  expect(isOpenableLink(link)).toBe(expected);
});

test.each([
  ['desk://app/renderer/index.html', true, true],
  ['data:image/png;base64,AAAA', true, true],
  ['blob:desk://app/1', true, true],
  ['http://localhost:5173/@vite/client', false, true],
  ['ws://localhost:5173/', false, true],
  ['devtools://devtools/bundled/inspector.html', false, true],
  ['http://localhost:5174/', false, false],
  ['https://example.com/', false, false],
  ['wss://example.com/', false, false],
  ['file:///etc/passwd', false, false],
  ['ftp://example.com/', false, false],
  ['', false, false],
])('decides whether a page may load %s: built, developing', (url, built, developing) => {
  expect([isLocalRequest(url, undefined), isLocalRequest(url, 'http://localhost:5173')]).toEqual([
    built,
    developing,
  ]);
});

test('the store may keep its data, a window may copy text, and that is all', () => {
  expect(pagePermissions).toEqual({ app: ['clipboard-sanitized-write'], store: ['persistent-storage'] });
});
