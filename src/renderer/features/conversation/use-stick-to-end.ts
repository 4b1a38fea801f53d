import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

/** Some pixels above the end still count as reading the end. */
const tolerance = 40;

/**
 * Keeps the newest message in view: when one arrives, and when the room around it changes while somebody reads there.
 * Whoever has scrolled up to read stays where they are.
 */
export function useStickToEnd(scroller: RefObject<HTMLElement | null>, newest: string | undefined): void {
  const isAtEnd = useRef(true);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element !== null) element.scrollTop = element.scrollHeight;
    isAtEnd.current = true;
  }, [scroller, newest]);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const onScroll = (): void => {
      isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < tolerance;
    };
    const observer = new ResizeObserver(() => {
      if (isAtEnd.current) element.scrollTop = element.scrollHeight;
    });
    element.addEventListener('scroll', onScroll, { passive: true });
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', onScroll);
      observer.disconnect();
    };
  }, [scroller]);
}
