import { create } from 'zustand';

/** A sentence shown for a while at the foot of the window. */
type Notice = {
  readonly id: number;
  readonly text: string;
  readonly tone: 'done' | 'error';
  /** The change that Undo takes back. */
  readonly commandId: string | null;
};

type Notices = {
  readonly current: Notice | null;
  /** Shows a sentence; a newer one replaces an older one, as its change is the one to take back. */
  readonly show: (notice: Omit<Notice, 'id'>) => void;
  readonly dismiss: () => void;
};

export const useNotices = create<Notices>()((set, get) => ({
  current: null,
  show: (notice) => set({ current: { ...notice, id: (get().current?.id ?? 0) + 1 } }),
  dismiss: () => set({ current: null }),
}));
