import { createStore } from 'zustand/vanilla';
import type { KeptPlace } from '../../src-shared/collections';
import { addMarker } from './keep';

/** The marker that was made just now, whose note can be written in its place on the timeline. */
export interface MarkNoteState {
  readonly place: KeptPlace | null;
  /** In full screen there is no timeline: the field lies over the picture. */
  readonly overPicture: boolean;
  readonly close: () => void;
}

export const markNoteStore = createStore<MarkNoteState>()((set) => ({
  place: null,
  overPicture: false,
  close: () => set({ place: null }),
}));

/** Marks the moment at the playhead, and lets a note be written for it. */
export async function markMoment(): Promise<void> {
  const place = await addMarker();
  if (place) markNoteStore.setState({ place, overPicture: Boolean(document.fullscreenElement) });
}
