import { ok, type Result } from '../../domain/result';
import type { ErasureReport } from '../../protocol/shell';
import type { EraseRequest } from '../features/erase/erase-request';
import type { ShellClient } from './shell-context';

/** The way to erase a person: main has the data erase them, and throws the copies away. */
export function erasePerson(shell: ShellClient): (request: EraseRequest) => Promise<Result<ErasureReport>> {
  return async (request) => {
    const erased = await shell.send('person.erase', request, { timeoutMs: 0 });
    return erased.ok ? ok(erased.value.value) : erased;
  };
}
