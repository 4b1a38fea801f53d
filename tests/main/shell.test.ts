import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { appHandlers } from '../../src/main/shell/app-handlers';
import { ChosenFiles } from '../../src/main/shell/chosen-files';
import { fileHandlers } from '../../src/main/shell/file-handlers';
import { ShellPages, type ShellPartner } from '../../src/main/shell/shell-pages';
import { ShellTopics } from '../../src/main/shell/topics';
import { ok } from '../../src/domain/result';
import { type Client, createClient } from '../../src/protocol/rpc/client';
import type { ServerReport } from '../../src/protocol/rpc/server';
import { type AppInfo, shellContract } from '../../src/protocol/shell';
import { arrive } from './fake-clock';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'carrydesk-shell-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const info: AppInfo = {
  version: '1.0.0',
  electron: '33.2.1',
  chromium: '130',
  platform: 'linux',
  dataFolder: '/srv/shop',
  agent: null,
  isDevelopment: false,
};

/** The pages of one window over one channel that carries copies, as Electron's does. */
class FakeWindow {
  readonly reports: ServerReport[] = [];
  readonly topics = new ShellTopics();
  readonly pages = new ShellPages((report) => this.reports.push(report));
  wish = { serial: 0, command: null };
  served = 0;
  #listener: (page: string, message: unknown) => void = () => {};

  load(page: string): Client<typeof shellContract> {
    const client = createClient(shellContract, { timeoutMs: 200 });
    client.attach({
      post: (message) => this.pages.receive(1, page, structuredClone(message), this.#partner()),
      onMessage: (listener) => {
        this.#listener = (to, message) => to === page && listener(message);
        return () => {};
      },
      onClose: () => () => {},
      close: () => {},
    });
    return client;
  }

  #partner(): ShellPartner {
    const handlers = {
      'app.info': () => {
        this.served += 1;
        return ok(info);
      },
      'menu.command': () => ok(this.wish),
    };
    const send = (page: string, message: unknown): void => this.#listener(page, structuredClone(message));
    // Two of the operations are enough to tell pages apart.
    return { send, handlers: handlers as unknown as ShellPartner['handlers'], live: this.topics.live };
  }
}

test('a page that was loaded anew is served anew, and nothing is kept for the one before it', async () => {
  const window = new FakeWindow();
  const heard: string[] = [];
  window.load('first').subscribe('menu.command', {}, ({ value }) => heard.push(`first ${value?.serial}`));
  await arrive();
  const second = window.load('second');
  second.subscribe('menu.command', {}, ({ value }) => heard.push(`second ${value?.serial}`));
  expect((await second.call('app.info', {})).ok).toBe(true);
  window.wish = { serial: 1, command: null };
  window.topics.touch('menu.command');
  await arrive();
  expect([heard, window.reports]).toEqual([['first 0', 'second 0', 'second 1'], []]);
});

test('a window that is gone is not answered', async () => {
  const window = new FakeWindow();
  const client = window.load('first');
  await client.call('app.info', {});
  client.subscribe('menu.command', {}, () => {});
  await arrive();
  window.pages.forget(1);
  window.topics.touch('menu.command');
  await arrive();
  expect(window.served).toBe(1);
});

test('a page without a name is not served', () => {
  const window = new FakeWindow();
  window.pages.receive(1, { page: 'x' }, {}, {} as ShellPartner);
  expect(window.reports).toEqual([{ kind: 'message_dropped', name: 'unknown', dropped: 1 }]);
});

test('a chosen file is named by a handle, and only main knows the path behind it', async () => {
  const file = path.join(folder, 'tickets.csv');
  writeFileSync(file, 'number\n1\n');
  const files = new ChosenFiles();
  const { 'file.choose': choose } = fileHandlers({ files, choose: async () => [file] });
  const chosen = await choose({ purpose: 'import' });
  if (!chosen.ok || chosen.value === null) throw new Error('nothing was chosen');
  expect([chosen.value.name, chosen.value.bytes, files.pathOf(chosen.value.handle)]).toEqual([
    'tickets.csv',
    9,
    file,
  ]);
  expect(JSON.stringify(chosen)).not.toContain(folder);
  expect(files.pathOf(file)).toBeUndefined();
});

test('choosing nothing, a folder or a file that is gone gives no handle', async () => {
  const answers = await Promise.all(
    [[], [folder], [path.join(folder, 'gone.csv')]].map(async (paths) => {
      const handlers = fileHandlers({ files: new ChosenFiles(), choose: async () => paths });
      const chosen = await handlers['file.choose']({ purpose: 'import' });
      return chosen.ok ? chosen.value : chosen.error.code;
    }),
  );
  expect(answers).toEqual([null, 'not_found', 'not_found']);
});

test('a link outside the allow list is refused and nothing is opened', async () => {
  const opened: string[] = [];
  const openLink = async (url: string): Promise<void> => void opened.push(url);
  const handlers = appHandlers({
    info,
    openLink,
    openFolder: async () => '',
    quit: () => {},
    relaunch: () => {},
  });
  const open = async (url: string) => (await handlers['link.open']({ url })).ok;
  expect([await open('https://example.com/'), await open('file:///etc/passwd')]).toEqual([true, false]);
  expect(opened).toEqual(['https://example.com/']);
});

test('starting again leaves in the ordinary way', () => {
  const done: string[] = [];
  const handlers = appHandlers({
    info,
    openLink: async () => {},
    openFolder: async () => '',
    quit: () => void done.push('quit'),
    relaunch: () => void done.push('relaunch'),
  });
  handlers['app.relaunch']();
  expect(done).toEqual(['relaunch', 'quit']);
});
