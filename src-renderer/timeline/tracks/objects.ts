import type { TrackRow } from '../../stores/timeline-layout';
import { kindName } from '../../ui/support';
import { type Brush, fillBox, fillTrough, SMALL_FONT, setFont, shortened } from '../brush';
import { visitVisible } from '../crowds';
import { type Kind, type KindInterval, restOf } from '../pieces';
import type { Spans } from '../search';

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

/**
 * Things that were found and followed: each kind in its lane and colour, those without a lane of their own as one strip;
 * all of them are one when the track is folded.
 */
export function drawObjects(brush: Brush, row: TrackRow, kinds: readonly Kind[]): void {
  const { ctx, palette } = brush;
  fillTrough(brush, row);
  setFont(brush, SMALL_FONT - 0.5);
  ctx.textBaseline = 'middle';
  lanesOf(row, kinds).forEach((lane, n) => {
    const [kind] = lane.kinds;
    if (row.folded) drawLane(brush, lane, restOf(kinds, 0), palette.object, 3);
    else if (kind && lane.kinds.length === 1) {
      drawLane(brush, lane, kind.presences, palette.kinds[n] ?? palette.otherKind, 1);
    } else drawLane(brush, lane, restOf(kinds, n), palette.otherKind, 1);
  });
}

function drawLane(
  brush: Brush,
  lane: Lane,
  presences: Spans<KindInterval>,
  colour: string,
  inset: number,
): void {
  const { ctx, scale, palette } = brush;
  const named: { readonly words: string; readonly left: number }[] = [];
  ctx.fillStyle = colour;
  ctx.globalAlpha = 0.45;
  visitVisible(presences, scale, LEAST / scale.density, ({ label, most }, stretch, crowd) => {
    const left = scale.x(stretch.from);
    const width = Math.max(scale.x(stretch.to) - left - 0.5, 1);
    fillBox(ctx, left, lane.top + inset, width, lane.height - 2 * inset);
    const textLeft = Math.max(left, 0) + 4;
    const room = left + width - textLeft - 3;
    if (crowd > 1 || room < 20 || label === '' || lane.height < LANE) return;
    const name = kindName(label);
    named.push({ words: shortened(ctx, most > 1 ? `${name} ×${most}` : name, room), left: textLeft });
  });
  ctx.globalAlpha = 1;
  ctx.fillStyle = palette.text;
  for (const { words, left } of named) {
    if (words) ctx.fillText(words, left, lane.top + lane.height / 2 + 0.5);
  }
}
