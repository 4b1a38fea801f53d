import { create } from 'zustand';

type Selection = {
  /** The tickets that the next action is about. */
  readonly ids: ReadonlySet<string>;
  readonly toggle: (id: string) => void;
  readonly add: (ids: readonly string[]) => void;
  readonly replace: (ids: readonly string[]) => void;
  readonly clear: () => void;
};

const none: ReadonlySet<string> = new Set();

export const useSelection = create<Selection>()((set, get) => ({
  ids: none,
  toggle: (id) => {
    const ids = new Set(get().ids);
    if (!ids.delete(id)) ids.add(id);
    set({ ids });
  },
  add: (more) => set({ ids: new Set([...get().ids, ...more]) }),
  replace: (ids) => set({ ids: new Set(ids) }),
  clear: () => set({ ids: none }),
}));
