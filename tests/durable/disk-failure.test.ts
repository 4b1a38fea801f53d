import { mkdtempSync, openSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { diskFailure } from '../../src/durable/disk-failure';
import { diskMessages } from '../../src/durable/disk.messages';

const folder = mkdtempSync(path.join(os.tmpdir(), 'disk-failure-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return null;
}

const saying = (code: string): Error => Object.assign(new Error(code), { code });

describe('an error of the disk', () => {
  it.each([
    ['ENOSPC', 'storage_full', diskMessages.full],
    ['EDQUOT', 'storage_full', diskMessages.full],
    ['EROFS', 'store_unavailable', diskMessages.readOnly],
    ['EACCES', 'store_unavailable', diskMessages.readOnly],
    ['ENODEV', 'store_unavailable', diskMessages.gone],
    ['EIO', 'store_unavailable', diskMessages.broken('EIO')],
    ['EMFILE', 'store_unavailable', diskMessages.broken('EMFILE')],
    ['UNKNOWN', 'store_unavailable', diskMessages.broken('UNKNOWN')],
  ])('%s becomes %s with a sentence', (code, expected, message) => {
    expect(diskFailure(saying(code))).toEqual({
      code: expected,
      message,
      retryable: true,
      details: { code },
    });
  });

  it('that a real call threw names the call', () => {
    const error = thrownBy(() => openSync(path.join(folder, 'none', 'file'), 'w'));
    expect(diskFailure(error)).toMatchObject({
      code: 'store_unavailable',
      message: diskMessages.gone,
      details: { code: 'ENOENT', syscall: 'open' },
    });
  });
});

describe('what is no error of the disk', () => {
  it.each([
    ['a bug', new TypeError('x is not a function')],
    ['a wrong call of Node', saying('ERR_INVALID_ARG_TYPE')],
    ['a number for a code', Object.assign(new Error('odd'), { code: 7 })],
    ['a text', 'ENOSPC'],
    ['nothing', null],
  ])('%s is thrown on', (_, error) => {
    expect(thrownBy(() => diskFailure(error))).toBe(error);
  });

  it('a real wrong call is thrown on', () => {
    const error = thrownBy(() => openSync(7 as unknown as string, 'w'));
    expect(thrownBy(() => diskFailure(error))).toBe(error);
  });
});
