import { type RefObject, useEffect } from 'react';
import { create } from 'zustand';

/** A place that commands send the focus to. `field:` is a property of the open ticket, `bulk:` of the selection. */
export type FocusTarget = 'search' | 'grid' | 'reply' | 'note' | `field:${string}` | `bulk:${string}`;

type Focus = {
  readonly wanted: FocusTarget | null;
  /** Where the focus was, to go back to when a picker is done. */
  readonly origin: HTMLElement | null;
  readonly ask: (target: FocusTarget) => void;
  readonly taken: () => void;
  readonly goBack: () => void;
};

/** Focus as a request: the place it is for may only come on screen with the next render. */
export const useFocus = create<Focus>()((set, get) => ({
  wanted: null,
  origin: null,
  ask: (wanted) => {
    const active = document.activeElement;
    set({ wanted, origin: active instanceof HTMLElement ? active : null });
  },
  taken: () => set({ wanted: null }),
  goBack: () => {
    const { origin } = get();
    set({ origin: null });
    if (origin !== null && origin.isConnected && origin !== document.body) return origin.focus();
    // The list may have no row to take the focus; keys must not go on into the picker.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    set({ wanted: 'grid' });
  },
}));

/** Takes the focus whenever a command asks for this place. */
export function useFocusTarget(
  target: FocusTarget | null,
  element: RefObject<HTMLElement | null>,
  onTaken?: () => void,
): void {
  const isWanted = useFocus((state) => target !== null && state.wanted === target);
  useEffect(() => {
    if (!isWanted || element.current === null) return;
    useFocus.getState().taken();
    element.current.focus();
    onTaken?.();
  }, [isWanted, element, onTaken]);
}
