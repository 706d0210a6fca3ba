import { type Brush, fillBox, fillTrough, SMALL_FONT, setFont, shortened } from '../brush';
import type { TrackRow } from '../layout';
import type { Kind } from '../pieces';
import { visitVisible } from '../search';

/** Lanes are never lower: names would not fit. CSS pixels. */
const LANE = 12;
const LEAST = 2;

/** A part of the row with one kind in it, or with all that are left. */
export interface Lane {
  readonly top: number;
  readonly height: number;
  readonly kinds: readonly Kind[];
}

/** A lane each for the kinds that are there longest, as many as there is room for; the last one holds the rest. */
export function lanesOf(row: TrackRow, kinds: readonly Kind[]): Lane[] {
  const room = row.folded ? 1 : Math.max(1, Math.floor(row.height / LANE));
  const number = Math.max(1, Math.min(room, kinds.length));
  const height = row.height / number;
  return Array.from({ length: number }, (_, n) => ({
    top: row.top + n * height,
    height,
    kinds: n === number - 1 ? kinds.slice(n) : kinds.slice(n, n + 1),
  }));
}

/** Things that were found and followed, each kind in its colour. */
export function drawObjects(brush: Brush, row: TrackRow, kinds: readonly Kind[]): void {
  const { ctx, palette } = brush;
  fillTrough(brush, row);
  setFont(brush, SMALL_FONT - 0.5);
  ctx.textBaseline = 'middle';
  for (const lane of lanesOf(row, kinds)) {
    // The least frequent first: what is there longest lies on top.
    for (const kind of lane.kinds.toReversed()) {
      drawKind(brush, lane, kind, palette.kinds[kinds.indexOf(kind)] ?? palette.otherKind, row.folded);
    }
  }
}

function drawKind(brush: Brush, lane: Lane, kind: Kind, colour: string, folded: boolean): void {
  const { ctx, scale, palette } = brush;
  const inset = folded ? 3 : 1;
  const named = !folded && lane.kinds.length === 1;
  visitVisible(kind.presences, scale, LEAST / scale.density, (presence, stretch, crowd) => {
    const left = scale.x(stretch.from);
    const width = Math.max(scale.x(stretch.to) - left - 0.5, 1);
    ctx.fillStyle = colour;
    ctx.globalAlpha = folded ? 0.75 : 0.42;
    fillBox(ctx, left, lane.top + inset, width, lane.height - 2 * inset);
    ctx.globalAlpha = 1;
    const textLeft = Math.max(left, 0) + 4;
    const room = left + width - textLeft - 3;
    if (!named || crowd > 1 || room < 20) return;
    const label = shortened(ctx, presence.most > 1 ? `${kind.label} ×${presence.most}` : kind.label, room);
    ctx.fillStyle = palette.text;
    if (label) ctx.fillText(label, textLeft, lane.top + lane.height / 2 + 0.5);
  });
}
