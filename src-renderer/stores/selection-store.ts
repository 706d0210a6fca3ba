import { createStore } from 'zustand/vanilla';
import type { Citation, SearchHit } from '../../src-shared/answers';
import type { Micros } from '../../src-shared/time';

/** A stretch of the open video that the user marked; `to` is exclusive and greater than `from`. */
export interface Range {
  readonly from: Micros;
  readonly to: Micros;
}

/**
 * What is lit up in the open video, whoever lit it: the chat's citations, the search's hits, the range
 * dragged on the timeline. The timeline draws it; the chat limits questions to `range`.
 */
export interface SelectionState {
  /** Citations of the answer last pointed at. May name other videos: drawers filter by videoId. */
  readonly citations: readonly Citation[];
  /** Hits of the search in the tray. May name other videos. */
  readonly hits: readonly SearchHit[];
  /** The citation under the pointer or with the focus. */
  readonly hoveredCitation: Citation | null;
  readonly range: Range | null;
  readonly setCitations: (citations: readonly Citation[]) => void;
  readonly setHits: (hits: readonly SearchHit[]) => void;
  readonly setHoveredCitation: (citation: Citation | null) => void;
  /** Ends in either order; an empty range clears. */
  readonly setRange: (range: Range | null) => void;
  /** Forgets what is of one video alone. Hits and citations stay: they are those of the tray, which outlasts the video. */
  readonly leaveVideo: () => void;
  /** Forgets everything. */
  readonly clear: () => void;
}

const EMPTY = { citations: [], hits: [], hoveredCitation: null, range: null } as const;

export function createSelectionStore() {
  return createStore<SelectionState>()((set) => ({
    ...EMPTY,
    setCitations: (citations) => set({ citations }),
    setHits: (hits) => set({ hits }),
    setHoveredCitation: (hoveredCitation) => set({ hoveredCitation }),
    setRange: (range) => {
      if (range === null || range.from === range.to) return set({ range: null });
      set({ range: { from: Math.min(range.from, range.to), to: Math.max(range.from, range.to) } });
    },
    leaveVideo: () => set({ range: null, hoveredCitation: null }),
    clear: () => set(EMPTY),
  }));
}

export const selectionStore = createSelectionStore();
