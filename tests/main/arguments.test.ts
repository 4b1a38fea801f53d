import { expect, test } from 'vitest';
import { parseArguments } from '../../src/main/arguments';

const parse = (line: string, isDefaultApp = true) =>
  parseArguments({ argv: line.split(' ').filter(Boolean), cwd: '/home/ana', isDefaultApp });

test('opens windows on the usual folder when nothing is asked', () => {
  expect(parse('--no-sandbox /project')).toEqual({ dataFolder: undefined, agent: null, desk: undefined });
});

test('takes the data folder from --data, relative to where the person is', () => {
  expect(parse('/project --data shop')).toMatchObject({ dataFolder: '/home/ana/shop' });
  expect(parse('/project --data=/srv/shop')).toMatchObject({ dataFolder: '/srv/shop' });
});

test('passes over what drivers and Chromium put before the project', () => {
  const line =
    '--inspect=0 --remote-debugging-port=0 -r /driver/loader.js --no-sandbox /project --data /srv/shop';
  expect(parse(line)).toEqual({ dataFolder: '/srv/shop', agent: null, desk: undefined });
});

test('everything behind --desk is the command, but for the folder', () => {
  expect(
    parse('--no-sandbox /project --desk -- list is:open --limit 5 --data /srv/shop --as ana --json'),
  ).toEqual({
    dataFolder: '/srv/shop',
    agent: 'ana',
    desk: ['list', 'is:open', '--limit', '5', '--as', 'ana', '--json'],
  });
});

test('a packaged app is called like any program', () => {
  expect(parse('list is:open --data /srv/shop', false)).toMatchObject({
    dataFolder: '/srv/shop',
    desk: ['list', 'is:open'],
  });
  expect(parse('--data /srv/shop', false)).toMatchObject({ dataFolder: '/srv/shop', desk: undefined });
  expect(parse('--no-sandbox --data /srv/shop check', false)).toMatchObject({ desk: ['check'] });
});

test('an option without its value is an error that names it', () => {
  expect(parse('/project --data')).toEqual({ error: '--data needs a value behind it.' });
  expect(parse('/project --data --json')).toEqual({ error: '--data needs a value behind it.' });
  expect(parse('/project --desk list --as')).toEqual({ error: '--as needs a value behind it.' });
});
