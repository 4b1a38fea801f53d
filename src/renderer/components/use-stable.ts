import { useCallback, useLayoutEffect, useRef } from 'react';

/** A function that stays the same one while it does what the newest one would: for parts that are drawn seldom. */
export function useStable<Arguments extends unknown[], Answer>(
  newest: (...given: Arguments) => Answer,
): (...given: Arguments) => Answer {
  const current = useRef(newest);
  useLayoutEffect(() => {
    current.current = newest;
  });
  return useCallback((...given: Arguments) => current.current(...given), []);
}
