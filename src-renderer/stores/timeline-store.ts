import { createStore } from 'zustand/vanilla';
import type { Micros } from '../../src-shared/time';
import type { TrackId } from './timeline-layout';
import {
  clampView,
  type Extent,
  isVisible,
  panBy,
  reveal,
  span,
  type View,
  wholeFilm,
  zoomAt,
} from './timeline-view';

/** What part of the open film the timeline shows, and how. */
export interface TimelineState {
  readonly extent: Extent;
  readonly view: View;
  /** Whether dragging is drawn to scene boundaries. */
  readonly snap: boolean;
  readonly folded: ReadonlySet<TrackId>;
  /** Another film, or more known of this one: a view of the whole stays one of the whole. */
  readonly setExtent: (extent: Extent) => void;
  readonly setView: (view: View) => void;
  /** A factor above 1 comes closer; what is at `anchor` stays where it is, or the middle if that is out of view. */
  readonly zoom: (factor: number, anchor: Micros) => void;
  readonly zoomFit: () => void;
  readonly panBy: (micros: number) => void;
  /** Brings a time into view, at `share` (0..1) of the width. */
  readonly reveal: (time: Micros, share?: number) => void;
  readonly toggleSnap: () => void;
  readonly toggleFold: (track: TrackId) => void;
}

const NO_FILM: Extent = { duration: 0, minSpan: 1 };
/** One press of + or -. */
export const ZOOM_STEP = 1.6;

export function createTimelineStore() {
  return createStore<TimelineState>()((set, get) => ({
    extent: NO_FILM,
    view: wholeFilm(NO_FILM),
    snap: true,
    folded: new Set(),
    setExtent: (extent) => {
      const { view, extent: before } = get();
      const whole = span(view) >= Math.max(before.duration, 1);
      set({ extent, view: whole ? wholeFilm(extent) : clampView(view, extent) });
    },
    setView: (view) => set({ view: clampView(view, get().extent) }),
    zoom: (factor, anchor) => {
      const { view, extent } = get();
      const about = isVisible(view, anchor) ? anchor : (view.from + view.to) / 2;
      set({ view: zoomAt(view, extent, about, factor) });
    },
    zoomFit: () => set({ view: wholeFilm(get().extent) }),
    panBy: (micros) => set({ view: panBy(get().view, get().extent, micros) }),
    reveal: (time, share) => set({ view: reveal(get().view, get().extent, time, share) }),
    toggleSnap: () => set({ snap: !get().snap }),
    toggleFold: (track) => {
      const folded = new Set(get().folded);
      if (!folded.delete(track)) folded.add(track);
      set({ folded });
    },
  }));
}

export const timelineStore = createTimelineStore();
