import { createStore } from 'zustand/vanilla';
import type { UserError } from '../../src-shared/errors';
import { errorInLanguage } from '../../src-shared/words/sentences';
import { asUserError } from '../api';

/** A short message at the window's edge: an error with its remedy, a plain word that something is done, or a hint what to do first. */
export interface Notice {
  readonly id: number;
  readonly tone: 'error' | 'info' | 'hint';
  readonly message: string;
  readonly remedy: string | null;
  /** What it is about: once that is well again, or gone, the notice goes too. */
  readonly cause: string | null;
  /** What can be done about it at once. */
  readonly action: NoticeAction | null;
}
export interface NoticeAction {
  readonly label: string;
  readonly run: () => void;
  /** What it does something with: once that is past, so is the notice. */
  readonly of?: object;
}

export interface NoticeState {
  readonly notices: readonly Notice[];
  readonly error: (error: UserError, cause?: string | null) => void;
  readonly info: (message: string, action?: NoticeAction | null) => void;
  /** Nothing was done, and why. */
  readonly hint: (message: string) => void;
  /** What an action is of has changed: there is nothing to click any more. */
  readonly settleAction: (of: object) => void;
  /** What this was about is no more. */
  readonly settle: (cause: string) => void;
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
      error: (error, cause = null) => {
        if (error.code === 'Cancelled') return;
        const { message, remedy } = errorInLanguage(error);
        show({ tone: 'error', message, remedy, cause, action: null });
      },
      info: (message, action = null) => show({ tone: 'info', message, remedy: null, cause: null, action }),
      hint: (message) => show({ tone: 'hint', message, remedy: null, cause: null, action: null }),
      settleAction: (of) => {
        const kept = get().notices.filter(({ action }) => action?.of !== of);
        if (kept.length < get().notices.length) set({ notices: kept });
      },
      settle: (cause) => {
        const kept = get().notices.filter((notice) => notice.cause !== cause);
        if (kept.length < get().notices.length) set({ notices: kept });
      },
      dismiss: (id) => set({ notices: get().notices.filter((notice) => notice.id !== id) }),
    };
  });
}

export const noticeStore = createNoticeStore();

/**
 * Runs what a click asked for, and tells the user when it failed. Resolves with null then.
 * @param cause what it is about: what was told of it before goes with the next that succeeds
 */
export async function tellIfItFails<T>(work: Promise<T>, cause: string | null = null): Promise<T | null> {
  try {
    const done = await work;
    if (cause !== null) noticeStore.getState().settle(cause);
    return done;
  } catch (thrown) {
    noticeStore.getState().error(asUserError(thrown), cause);
    return null;
  }
}

/** What is told of one film. */
export function filmCause(videoId: string): string {
  return `film ${videoId}`;
}
