import { create } from 'zustand';

export type ComposerTab = 'reply' | 'note';
type DialogName =
  | 'palette'
  | 'shortcuts'
  | 'import'
  | 'new-ticket'
  | 'agent'
  | 'backups'
  | 'back-up'
  | 'restore'
  | 'erase';

type Panes = {
  readonly composerTab: ComposerTab;
  readonly isHistoryInline: boolean;
  readonly dialog: DialogName | null;
  readonly setComposerTab: (tab: ComposerTab) => void;
  readonly toggleHistory: () => void;
  readonly openDialog: (dialog: DialogName) => void;
  readonly closeDialog: () => void;
};

export const usePanes = create<Panes>()((set, get) => ({
  composerTab: 'reply',
  isHistoryInline: false,
  dialog: null,
  setComposerTab: (composerTab) => set({ composerTab }),
  toggleHistory: () => set({ isHistoryInline: !get().isHistoryInline }),
  openDialog: (dialog) => set({ dialog }),
  closeDialog: () => set({ dialog: null }),
}));
