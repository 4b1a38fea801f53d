import { Dexie } from 'dexie';
import { describe, expect, it } from 'vitest';
import { isOfStorage, storageFailure } from '../../src/store/commit/storage-failure';

const refusedRows = (...names: readonly string[]): Error =>
  new Dexie.BulkError(
    'messages.bulkPut()',
    Object.fromEntries(names.map((name, position) => [position, new DOMException('', name)])),
  );

describe('what the database throws', () => {
  it('is a full disk also when it is told of each row', () => {
    expect(storageFailure(new DOMException('', 'QuotaExceededError')).code).toBe('storage_full');
    expect(storageFailure(refusedRows('AbortError', 'QuotaExceededError')).code).toBe('storage_full');
  });

  it('is a database that is away when rows were refused with it', () => {
    expect(storageFailure(refusedRows('UnknownError', 'UnknownError')).code).toBe('store_unavailable');
  });

  it('comes of where it lies, or of what it was asked', () => {
    expect(isOfStorage(new Dexie.DatabaseClosedError('closed'))).toBe(true);
    expect(isOfStorage(refusedRows('QuotaExceededError'))).toBe(true);
    expect(isOfStorage(refusedRows('ConstraintError'))).toBe(false);
    expect(isOfStorage(new TypeError('undefined is not a function'))).toBe(false);
  });

  it('is a bug when a row was refused for what it is', () => {
    const bug = refusedRows('ConstraintError');
    expect(() => storageFailure(bug)).toThrow(bug);
  });
});
