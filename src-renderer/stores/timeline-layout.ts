export const TRACK_IDS = [
  'filmstrip',
  'chapters',
  'scenes',
  'shots',
  'objects',
  'text',
  'waveform',
  'speakers',
  'transcript',
  'marks',
  'hits',
  'citations',
] as const;
export type TrackId = (typeof TRACK_IDS)[number];

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
/** Least height, the share of what is left over that a track takes, and what it is never taller than. */
const OPEN: Record<TrackId, { least: number; share: number; most: number }> = {
  filmstrip: { least: 40, share: 5, most: 120 },
  chapters: { least: 20, share: 0.2, most: 24 },
  scenes: { least: 20, share: 0.5, most: 28 },
  shots: { least: 15, share: 0.2, most: 20 },
  objects: { least: 24, share: 3, most: 84 },
  text: { least: 20, share: 0.5, most: 28 },
  waveform: { least: 26, share: 3, most: 90 },
  speakers: { least: 15, share: 0.2, most: 20 },
  transcript: { least: 20, share: 0.5, most: 28 },
  marks: { least: 15, share: 0, most: 15 },
  hits: { least: 15, share: 0, most: 15 },
  citations: { least: 15, share: 0, most: 15 },
};
/** What is done when the timeline is low, the least needed given up first. */
const GIVE_WAY: readonly (readonly ['fold' | 'leave out', TrackId | 'overview'])[] = [
  ['fold', 'speakers'],
  ['fold', 'text'],
  ['fold', 'transcript'],
  ['fold', 'objects'],
  ['fold', 'waveform'],
  ['fold', 'shots'],
  ['fold', 'chapters'],
  ['fold', 'marks'],
  ['fold', 'hits'],
  ['fold', 'citations'],
  ['leave out', 'overview'],
  ['fold', 'scenes'],
  ['leave out', 'speakers'],
  ['leave out', 'shots'],
  ['leave out', 'text'],
  ['leave out', 'objects'],
  ['leave out', 'chapters'],
  ['fold', 'filmstrip'],
  ['leave out', 'transcript'],
];

/**
 * Places the rows in the given height. Folded tracks keep a thin strip; when the room is too low, tracks
 * fold by themselves, the least needed first, the overview goes, and at the last some tracks do, too.
 * @param absent tracks with nothing in them, which take no room
 */
export function layoutOf(
  height: number,
  folded: ReadonlySet<TrackId>,
  absent: ReadonlySet<TrackId> = new Set(),
): Layout {
  const shut = new Set(folded);
  let present = TRACK_IDS.filter((id) => !absent.has(id));
  let overview = true;
  const used = () => {
    const heights = present.map((id) => (shut.has(id) ? FOLDED : OPEN[id].least) + GAP);
    return heights.reduce((sum, each) => sum + each, RULER + GAP + (overview ? OVERVIEW + GAP : 0));
  };
  for (const [how, what] of GIVE_WAY) {
    if (used() <= height) break;
    if (what === 'overview') overview = false;
    else if (how === 'fold') shut.add(what);
    else present = present.filter((id) => id !== what);
  }

  const spare = Math.max(0, height - used());
  const open = present.filter((id) => !shut.has(id));
  const shares = open.reduce((sum, id) => sum + OPEN[id].share, 0);
  let top = overview ? OVERVIEW + GAP : 0;
  const ruler = { top, height: RULER };
  top += RULER + GAP;
  const tracks = present.map((id): TrackRow => {
    const { least, share, most } = OPEN[id];
    const grown = Math.floor(least + (shares > 0 ? (spare * share) / shares : 0));
    const row = { id, folded: shut.has(id), top, height: shut.has(id) ? FOLDED : Math.min(grown, most) };
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
