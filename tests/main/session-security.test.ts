import type { Session } from 'electron';
import { expect, test } from 'vitest';
import { secureSession } from '../../src/main/session-security';
import { silentLogger } from './silent-logger';

/** Remembers what was set on it, as Electron's session does. */
class FakeSession {
  readonly set: Record<string, unknown[]> = {};
  request!: (contents: unknown, permission: string, answer: (isAllowed: boolean) => void) => void;
  check!: (contents: unknown, permission: string) => boolean;
  before!: (details: { url: string }, answer: (answer: { cancel: boolean }) => void) => void;
  readonly webRequest = {
    onBeforeRequest: (filter: { urls: string[] }, listener: FakeSession['before']): void => {
      this.set['filter'] = filter.urls;
      this.before = listener;
    },
  };
  setPermissionRequestHandler(handler: FakeSession['request']): void {
    this.request = handler;
  }
  setPermissionCheckHandler(handler: FakeSession['check']): void {
    this.check = handler;
  }
  setDevicePermissionHandler(handler: () => boolean): void {
    this.set['device'] = [handler()];
  }
  setSpellCheckerEnabled(isEnabled: boolean): void {
    this.set['spelling'] = [isEnabled];
  }
  setSpellCheckerDictionaryDownloadURL(url: string): void {
    this.set['dictionaries'] = [url];
  }
  async setProxy(config: { mode: string }): Promise<void> {
    this.set['proxy'] = [config.mode];
  }
}

async function secured() {
  const session = new FakeSession();
  const guard = { blocked: 0 };
  await secureSession(session as unknown as Session, {
    permissions: ['persistent-storage'],
    guard,
    log: silentLogger,
    developmentServer: undefined,
  });
  return { session, guard };
}

test('a session has the permissions it was given and no other, asked or checked', async () => {
  const { session } = await secured();
  const asked: Record<string, boolean> = {};
  const names = [
    'persistent-storage',
    'geolocation',
    'media',
    'notifications',
    'openExternal',
    'background-sync',
  ];
  for (const name of names) session.request(null, name, (isAllowed) => void (asked[name] = isAllowed));
  const checked = Object.fromEntries(names.map((name) => [name, session.check(null, name)]));
  expect(asked).toEqual(Object.fromEntries(names.map((name) => [name, name === 'persistent-storage'])));
  expect(checked).toEqual(asked);
});

test('no device, no dictionary from elsewhere, no looking for a proxy', async () => {
  const { session } = await secured();
  expect(session.set).toEqual({
    device: [false],
    spelling: [false],
    dictionaries: ['desk://app/no-dictionaries/'],
    proxy: ['direct'],
    filter: ['<all_urls>'],
  });
});

test('a request that would leave the app is cancelled and counted', async () => {
  const { session, guard } = await secured();
  const answers: boolean[] = [];
  for (const url of ['desk://app/x.js', 'https://example.com/', 'wss://example.com/']) {
    session.before({ url }, ({ cancel }) => answers.push(cancel));
  }
  expect([answers, guard.blocked]).toEqual([[false, true, true], 2]);
});
