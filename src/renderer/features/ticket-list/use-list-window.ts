import { defaultRangeExtractor, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { narrowBelow, rowHeights } from './columns';

type ListWindow = {
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>;
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly visible: { readonly start: number; readonly end: number };
};

/** Which rows of the list exist at the moment, and how high they are at the list's width. */
export function useListWindow(total: number, cursor: number): ListWindow {
  const scroller = useRef<HTMLDivElement>(null);
  const isNarrow = useIsNarrow(scroller);
  const rowHeight = isNarrow ? rowHeights.narrow : rowHeights.wide;
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: useCallback(() => rowHeight, [rowHeight]),
    overscan: 10,
    // The row with the cursor stays, wherever the list is scrolled to: it is the list's place in the Tab order.
    rangeExtractor: (range) => {
      const rows = defaultRangeExtractor(range);
      return cursor < total && !rows.includes(cursor) ? [...rows, cursor].sort((a, b) => a - b) : rows;
    },
  });
  const place = useRef(cursor);
  useEffect(() => {
    place.current = cursor;
  }, [cursor]);
  useEffect(() => {
    virtualizer.measure();
    // Rows of another height stand elsewhere: the list goes with its cursor.
    virtualizer.scrollToIndex(place.current, { align: 'auto' });
  }, [virtualizer, rowHeight]);
  const { startIndex = 0, endIndex = 0 } = virtualizer.range ?? {};
  return { virtualizer, scroller, visible: { start: startIndex, end: endIndex } };
}

function useIsNarrow(scroller: RefObject<HTMLDivElement | null>): boolean {
  const [isNarrow, setNarrow] = useState(false);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setNarrow(entry.contentRect.width < narrowBelow);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);
  return isNarrow;
}
