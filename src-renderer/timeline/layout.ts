export const TRACK_IDS = ['filmstrip', 'scenes', 'waveform', 'transcript', 'hits', 'citations'] as const;
export type TrackId = (typeof TRACK_IDS)[number];

export const TRACK_LABELS: Record<TrackId, string> = {
  filmstrip: 'Film',
  scenes: 'Scenes',
  waveform: 'Sound',
  transcript: 'Speech',
  hits: 'Hits',
  citations: 'Cited',
};

/** A horizontal band of the canvas. CSS pixels. */
export interface Row {
  readonly top: number;
  readonly height: number;
}
export interface TrackRow extends Row {
  readonly id: TrackId;
  readonly folded: boolean;
}
export interface Layout {
  readonly height: number;
  /** The strip with the whole film; null where there is no room for it. */
  readonly overview: Row | null;
  readonly ruler: Row;
  readonly tracks: readonly TrackRow[];
}

const OVERVIEW = 22;
const RULER = 24;
const GAP = 2;
const FOLDED = 13;
/** Least height, and the share of what is left over that a track takes. */
const OPEN: Record<TrackId, { least: number; share: number }> = {
  filmstrip: { least: 40, share: 5 },
  scenes: { least: 20, share: 0.5 },
  waveform: { least: 26, share: 3 },
  transcript: { least: 20, share: 0.5 },
  hits: { least: 15, share: 0 },
  citations: { least: 15, share: 0 },
};
/** What folds or goes when the timeline is low, the least needed first. */
const GIVE_WAY = ['transcript', 'waveform', 'hits', 'citations', 'overview', 'scenes', 'filmstrip'] as const;
/** Nothing is taller than this, however much room there is. */
const MOST: Record<TrackId, number> = {
  filmstrip: 120,
  scenes: 28,
  waveform: 90,
  transcript: 28,
  hits: 15,
  citations: 15,
};

/**
 * Places the rows in the given height. Folded tracks keep a thin strip; when the room is too low, tracks
 * fold by themselves, the least needed first, and the overview goes.
 */
export function layoutOf(height: number, folded: ReadonlySet<TrackId>): Layout {
  const shut = new Set(folded);
  let overview = true;
  const used = () => {
    const heights = TRACK_IDS.map((id) => (shut.has(id) ? FOLDED : OPEN[id].least) + GAP);
    return heights.reduce((sum, each) => sum + each, RULER + GAP + (overview ? OVERVIEW + GAP : 0));
  };
  for (const id of GIVE_WAY) {
    if (used() <= height) break;
    if (id === 'overview') overview = false;
    else shut.add(id);
  }

  const spare = Math.max(0, height - used());
  const open = TRACK_IDS.filter((id) => !shut.has(id));
  const shares = open.reduce((sum, id) => sum + OPEN[id].share, 0);
  let top = overview ? OVERVIEW + GAP : 0;
  const ruler = { top, height: RULER };
  top += RULER + GAP;
  const tracks = TRACK_IDS.map((id): TrackRow => {
    const grown = Math.floor(OPEN[id].least + (shares > 0 ? (spare * OPEN[id].share) / shares : 0));
    const row = { id, folded: shut.has(id), top, height: shut.has(id) ? FOLDED : Math.min(grown, MOST[id]) };
    top += row.height + GAP;
    return row;
  });
  return { height, overview: overview ? { top: 0, height: OVERVIEW } : null, ruler, tracks };
}

/** What lies at a height. */
export function rowAt(layout: Layout, y: number): 'overview' | 'ruler' | TrackId | null {
  const inside = (row: Row) => y >= row.top && y < row.top + row.height + GAP;
  if (layout.overview && inside(layout.overview)) return 'overview';
  if (inside(layout.ruler)) return 'ruler';
  return layout.tracks.find(inside)?.id ?? null;
}
