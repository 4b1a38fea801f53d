import { useCallback, useState, useSyncExternalStore } from 'react';
import type { AppError } from '../../domain/errors';
import type { LiveState } from '../../protocol/rpc/client-subscriptions';
import type { QueryInput, QueryOp, QueryOutput } from './desk';
import { useDesk } from './desk-context';
import { nothingYet } from './query-cache';
import { stableJson } from './stable-json';

/** What a pane knows of a query. */
export type QueryResult<Op extends QueryOp> = {
  readonly data: QueryOutput<Op> | undefined;
  /** The input that `data` answers: while the input changes, the answer to the one before stays on screen. */
  readonly of: QueryInput<Op> | null;
  readonly error: AppError | undefined;
  /** True while the data may be out of date: the input has just changed, or the store cannot be reached. */
  readonly isStale: boolean;
};

type Shown = { readonly key: string; readonly input: unknown; readonly value: unknown };

/** Shows a query live; null asks nothing. Only panes may call it. */
export function useQuery<Op extends QueryOp>(op: Op, input: QueryInput<Op> | null): QueryResult<Op> {
  const { state, key } = useLiveState(op, input);
  const [shown, setShown] = useState<Shown>({ key: '', input: null, value: undefined });
  // React's way to remember something of an earlier render: no effect, no extra paint.
  const isNew =
    input !== null && state.value !== undefined && (shown.value !== state.value || shown.key !== key);
  const current = isNew ? { key, input, value: state.value } : shown;
  if (isNew) setShown(current);
  return {
    data: input === null ? undefined : (current.value as QueryOutput<Op> | undefined),
    of: input === null ? null : (current.input as QueryInput<Op> | null),
    error: state.error,
    isStale: state.isStale || current.key !== key,
  };
}

function useLiveState<Op extends QueryOp>(
  op: Op,
  input: QueryInput<Op> | null,
): { readonly state: LiveState<unknown>; readonly key: string } {
  const { cache, client } = useDesk();
  const key = input === null ? '' : `${op} ${stableJson(input)}`;
  const subscribe = useCallback(
    (listener: () => void) => {
      if (key === '') return () => {};
      const asked = JSON.parse(key.slice(op.length + 1)) as QueryInput<Op>;
      return cache.use(key, (onState) => client.subscribe(op, asked, onState), listener);
    },
    [cache, client, key, op],
  );
  const state = useSyncExternalStore(subscribe, () => (key === '' ? nothingYet : cache.peek(key)));
  return { state, key };
}
