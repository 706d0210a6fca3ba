import { createStore } from 'zustand/vanilla';

/** The field for a time to go to. */
export interface TypedTimeState {
  /** What is in it; null while it is not shown. */
  readonly typed: string | null;
  readonly open: (typed: string) => void;
  readonly close: () => void;
}

export const typedTimeStore = createStore<TypedTimeState>()((set) => ({
  typed: null,
  open: (typed) => set({ typed }),
  close: () => set({ typed: null }),
}));
