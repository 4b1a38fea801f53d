import type { ErasePerson } from '../../cli/tools';
import type { Handlers } from '../../protocol/rpc/contract';
import type { shellContract } from '../../protocol/shell';

type EraseShellOptions = Readonly<{ erasePerson: ErasePerson }>;

/** Erasing people for a window, as whoever works in it. */
export function eraseHandlers({ erasePerson }: EraseShellOptions) {
  return {
    'person.erase': (input, { actorId }) => erasePerson({ ...input, actorId }),
  } satisfies Partial<Handlers<typeof shellContract>>;
}
