import { useEffect } from 'react';
import type { QueryInput, QueryOp } from './desk';
import { useDesk } from './desk-context';
import { stableJson } from './stable-json';

/**
 * Reads what a person is likely to ask for next, so that it is there when they do. Nothing is shown and nothing is
 * rendered anew; the answers stay live as long as they are asked for here.
 */
export function useReadAhead<Op extends QueryOp>(op: Op, inputs: readonly QueryInput<Op>[]): void {
  const { cache, client } = useDesk();
  const asked = stableJson(inputs);
  useEffect(() => {
    const ends = (JSON.parse(asked) as readonly QueryInput<Op>[]).map((input) =>
      cache.use(
        `${op} ${stableJson(input)}`,
        (onState) => client.subscribe(op, input, onState),
        () => {},
      ),
    );
    return () => {
      for (const end of ends) end();
    };
  }, [cache, client, op, asked]);
}
