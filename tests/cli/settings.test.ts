import { expect, it } from 'vitest';
import { openCommandLine } from '../support/command-line';

it('settings are shown and changed by name, in days or for ever', async () => {
  const { json, run } = await openCommandLine();
  expect(await json('settings')).toEqual({ trashDays: null, draftVersionDays: null, snapshotDays: 7 });
  expect(await json('settings', 'trashDays=30', 'snapshotDays=14')).toEqual({
    trashDays: 30,
    draftVersionDays: null,
    snapshotDays: 14,
  });
  expect((await run('settings', 'trashDays=never')).stdout).toBe(
    'trashDays         never\ndraftVersionDays  never\nsnapshotDays      14\n',
  );
});

it.each<readonly [string, RegExp]>([
  ['trashDays', /not of the form/],
  ['trashdays=3', /no setting named “trashdays”.*trashDays, draftVersionDays, snapshotDays/],
  ['trashDays=0', /cannot be “0”.*or “never”/],
  ['trashDays=a week', /cannot be “a week”/],
  ['snapshotDays=never', /cannot be “never”\. It takes a number of days from 1 to 36500\./],
])('%s is refused with exit code 2, and nothing is changed', async (pair, sentence) => {
  const { json, run } = await openCommandLine();
  const refused = await run('settings', 'draftVersionDays=5', pair);
  expect([refused.code, refused.stdout]).toEqual([2, '']);
  expect(refused.stderr).toMatch(sentence);
  expect(await json('settings')).toMatchObject({ trashDays: null, draftVersionDays: null });
});
