import { useEffect, useState } from 'react';

const settleMs = 60;

/** A value once it has stopped changing: a dragged scroll bar passes a hundred windows that nobody will read. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), settleMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
