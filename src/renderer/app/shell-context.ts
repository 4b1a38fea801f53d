import { createContext, useContext, useEffect, useState } from 'react';
import { assert } from '../../domain/assert';
import type { Client } from '../../protocol/rpc/client';
import type { InputOf, OutputOf, QueryName } from '../../protocol/rpc/contract';
import type { shellContract } from '../../protocol/shell';

export type ShellClient = Client<typeof shellContract>;

export const ShellContext = createContext<ShellClient | null>(null);

/** The window's way to the main process. */
export function useShell(): ShellClient {
  const shell = useContext(ShellContext);
  assert(shell !== null, 'A pane stands outside the provider of the shell.');
  return shell;
}

type Op = QueryName<typeof shellContract>;

/** What the main process says, live; undefined until it has spoken. */
export function useShellState<Name extends Op>(op: Name): OutputOf<(typeof shellContract)[Name]> | undefined {
  const shell = useShell();
  const [value, setValue] = useState<OutputOf<(typeof shellContract)[Name]>>();
  useEffect(() => {
    // Every state of the shell is asked for without conditions.
    const nothing = {} as InputOf<(typeof shellContract)[Name]>;
    return shell.subscribe(op, nothing, (state) => setValue(state.value));
  }, [shell, op]);
  return value;
}
