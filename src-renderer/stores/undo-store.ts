// Undo: the window’s one stack of steps that can be taken back and done again.

import { createStore } from 'zustand/vanilla';
import { actionLabel } from '../../src-shared/actions';
import { t } from '../../src-shared/words/words';
import { type NoticeAction, noticeStore, tellIfItFails } from './notice-store';

/** Something that can be done, taken back, and done again. */
export interface UndoStep {
  /** What it is, as it stands behind "Undo" in the menu: "renaming of “Talk”". */
  readonly label: string;
  /** Does it: at first, and again at each redo. `false`, or a rejection, which is told, means that it was not done. */
  readonly do: () => Promise<unknown> | unknown;
  /** Takes it back. The same holds of what it answers. */
  readonly undo: () => Promise<unknown> | unknown;
  /** It will never be taken back: what was kept for that may go. */
  readonly drop?: () => void;
}

export interface UndoState {
  /** What can be taken back, the newest last. */
  readonly past: readonly UndoStep[];
  /** What can be done again, the next one last. */
  readonly future: readonly UndoStep[];
  /** Does a step and keeps it. False where it was not done. Nothing that was taken back before can be done again then. */
  readonly perform: (step: UndoStep) => Promise<boolean>;
  /** Keeps a step that was done by whoever calls. */
  readonly note: (step: UndoStep) => void;
  /** Takes back this very step, wherever it stands; does nothing where it was taken back already. */
  readonly takeBack: (step: UndoStep) => Promise<void>;
  readonly undo: () => Promise<void>;
  readonly redo: () => Promise<void>;
}

/** Steps that are kept: words that promise Undo say so. */
export const UNDO_STEPS = 100;

async function succeeds(work: () => Promise<unknown> | unknown): Promise<boolean> {
  const done = await tellIfItFails(
    Promise.resolve()
      .then(work)
      .then((answer) => ({ answer })),
  );
  return done !== null && done.answer !== false;
}

export function createUndoStore() {
  // One after the other: what is undone must have been done.
  let last: Promise<unknown> = Promise.resolve();
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  }
  return createStore<UndoState>()((set, get) => {
    async function takeBack(step: UndoStep): Promise<void> {
      if (!get().past.includes(step) || !(await succeeds(step.undo))) return;
      set({ past: get().past.filter((one) => one !== step), future: [...get().future, step] });
      noticeStore.getState().settleAction(step);
      noticeStore.getState().info(t('stores.undone', { step: step.label }));
    }
    return {
      past: [],
      future: [],
      perform: (step) =>
        inTurn(async () => {
          if (!(await succeeds(step.do))) return false;
          get().note(step);
          return true;
        }),
      note: (step) => {
        const past = [...get().past, step];
        const dropped = past.splice(0, Math.max(0, past.length - UNDO_STEPS));
        set({ past, future: [] });
        for (const old of dropped) {
          noticeStore.getState().settleAction(old);
          old.drop?.();
        }
      },
      takeBack: (step) => inTurn(() => takeBack(step)),
      undo: () =>
        inTurn(async () => {
          const step = get().past.at(-1);
          if (step) await takeBack(step);
          else noticeStore.getState().hint(t('stores.undo.none'));
        }),
      redo: () =>
        inTurn(async () => {
          const step = get().future.at(-1);
          if (!step) return noticeStore.getState().hint(t('stores.redo.none'));
          if (!(await succeeds(step.do))) return;
          set({ future: get().future.slice(0, -1), past: [...get().past, step] });
          noticeStore.getState().info(t('stores.redone', { step: step.label }));
        }),
    };
  });
}

/** The window's one stack: corrections, notes, names, what is removed or cleared. */
export const undoStore = createUndoStore();

/** A button of a notice that takes a step back. */
export function undoing(step: UndoStep): NoticeAction {
  return { label: actionLabel('edit.undo'), of: step, run: () => void undoStore.getState().takeBack(step) };
}

/** Undo for the menu and the keys: in a text field it is the field's own. */
export function undoOrRedo(which: 'undo' | 'redo'): void {
  const field = document.activeElement;
  const typing =
    field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type !== 'range');
  if (typing && document.execCommand(which)) return;
  void undoStore.getState()[which]();
}
