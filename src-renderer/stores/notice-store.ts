import { createStore } from 'zustand/vanilla';
import type { UserError } from '../../src-shared/errors';
import { asUserError } from '../api';

/** A short message at the window's edge: an error with its remedy, or a plain word that something is done. */
export interface Notice {
  readonly id: number;
  readonly tone: 'error' | 'info';
  readonly message: string;
  readonly remedy: string | null;
  /** What can be done about it at once, as a button. */
  readonly action?: NoticeAction;
}
export interface NoticeAction {
  readonly label: string;
  readonly run: () => void;
}

export interface NoticeState {
  readonly notices: readonly Notice[];
  readonly error: (error: UserError) => void;
  readonly info: (message: string, action?: NoticeAction) => void;
  readonly dismiss: (id: number) => void;
}

/** More than this at once nobody reads; the oldest give way. */
const MOST = 4;

export function createNoticeStore() {
  let nextId = 0;
  return createStore<NoticeState>()((set, get) => {
    function show(notice: Omit<Notice, 'id'>): void {
      const same = (other: Notice) => other.message === notice.message && other.tone === notice.tone;
      const kept = get().notices.filter((other) => !same(other));
      set({ notices: [...kept, { ...notice, id: nextId++ }].slice(-MOST) });
    }
    return {
      notices: [],
      error: (error) => {
        if (error.code === 'Cancelled') return;
        show({ tone: 'error', message: error.message, remedy: error.remedy });
      },
      info: (message, action) => show({ tone: 'info', message, remedy: null, ...(action ? { action } : {}) }),
      dismiss: (id) => set({ notices: get().notices.filter((notice) => notice.id !== id) }),
    };
  });
}

export const noticeStore = createNoticeStore();

/** Runs what a click asked for, and tells the user when it failed. Resolves with null then. */
export async function tellIfItFails<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (thrown) {
    noticeStore.getState().error(asUserError(thrown));
    return null;
  }
}
