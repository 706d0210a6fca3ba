import { createStore } from 'zustand/vanilla';
import type { VideoId } from '../../src-shared/primitives';

/** Films of the library that something is to be done with together. */
export interface SelectedFilms {
  readonly ids: ReadonlySet<VideoId>;
  /** Where a stretch of them begins. */
  readonly anchor: VideoId | null;
  readonly toggle: (id: VideoId) => void;
  /** All from the anchor up to this one, in the order in which they are shown. */
  readonly extend: (id: VideoId, shown: readonly VideoId[]) => void;
  /** These as well: what a filter hides stays selected. */
  readonly all: (shown: readonly VideoId[]) => void;
  /** Lets go of those that are not among these any more. */
  readonly keep: (there: readonly VideoId[]) => void;
  readonly clear: () => void;
}

const NONE: ReadonlySet<VideoId> = new Set();

export function createSelectedFilms() {
  return createStore<SelectedFilms>()((set, get) => ({
    ids: NONE,
    anchor: null,
    toggle: (id) => {
      const ids = new Set(get().ids);
      if (!ids.delete(id)) ids.add(id);
      set({ ids, anchor: id });
    },
    extend: (id, shown) => {
      const [from, to] = [shown.indexOf(get().anchor ?? id), shown.indexOf(id)];
      if (from < 0 || to < 0) return get().toggle(id);
      const between = shown.slice(Math.min(from, to), Math.max(from, to) + 1);
      set({ ids: new Set([...get().ids, ...between]) });
    },
    all: (shown) => set({ ids: new Set([...get().ids, ...shown]) }),
    keep: (there) => {
      const kept = there.filter((id) => get().ids.has(id));
      if (kept.length < get().ids.size) set({ ids: new Set(kept) });
    },
    clear: () => set({ ids: NONE, anchor: null }),
  }));
}

export const selectedFilms = createSelectedFilms();
