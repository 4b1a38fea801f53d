import { useEffect } from 'react';
import { create } from 'zustand';

/** What the list lets commands do. */
export type GridHandle = {
  readonly moveTo: (index: number) => void;
  readonly moveBy: (rows: number) => void;
  readonly page: () => number;
  readonly total: () => number;
  readonly cursor: () => number;
  /** The ticket of a row, where that row is loaded. */
  readonly idAt: (index: number) => string | null;
  readonly query: () => string;
};

/** What the composer lets commands do. */
export type ComposerHandle = {
  readonly hasText: () => boolean;
  /** Sends what is written in the open tab; with `status`, the same click moves the ticket on. */
  readonly submit: (options?: { readonly status?: string }) => Promise<boolean>;
};

type Handles = {
  readonly grid: GridHandle | null;
  readonly composer: ComposerHandle | null;
};

export const useHandles = create<Handles>()(() => ({ grid: null, composer: null }));

/** Offers a handle while the pane is on screen. */
export function useOfferHandle<Name extends keyof Handles>(
  name: Name,
  handle: NonNullable<Handles[Name]>,
): void {
  useEffect(() => {
    useHandles.setState({ [name]: handle });
    return () => {
      if (useHandles.getState()[name] === handle) useHandles.setState({ [name]: null });
    };
  }, [name, handle]);
}
