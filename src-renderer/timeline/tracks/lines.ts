import type { Micros } from '../../../src-shared/time';
import type { TrackRow } from '../../stores/timeline-layout';
import { type Brush, fillBox, SMALL_FONT, setFont, shortened } from '../brush';
import { visitVisible } from '../crowds';
import type { Spans, Stretch } from '../search';

const LEAST = 2;

/** Words, each at its time; only where some are, once they are too narrow to read. */
export function drawLines<T extends Stretch>(
  brush: Brush,
  row: TrackRow,
  spans: Spans<T>,
  time: Micros,
  { colour, words }: { readonly colour: string | ((item: T) => string); readonly words: (item: T) => string },
): void {
  const { ctx, scale, palette } = brush;
  setFont(brush, SMALL_FONT);
  ctx.textBaseline = 'middle';
  const inset = row.folded ? 3 : 0;
  visitVisible(spans, scale, LEAST / scale.density, (item, stretch, crowd) => {
    const left = scale.x(stretch.from);
    const width = Math.max(scale.x(stretch.to) - left - 1, 1);
    const lit = crowd === 1 && time >= item.from && time < item.to;
    ctx.fillStyle = typeof colour === 'string' ? colour : colour(item);
    ctx.globalAlpha = lit ? 0.55 : 0.32;
    fillBox(ctx, left, row.top + inset, width, row.height - 2 * inset);
    ctx.globalAlpha = 1;
    const textLeft = Math.max(left, 0) + 5;
    const room = left + width - textLeft - 3;
    if (row.folded || crowd > 1 || room < 22) return;
    const label = shortened(ctx, words(item), room);
    ctx.fillStyle = palette.text;
    if (label) ctx.fillText(label, textLeft, row.top + row.height / 2 + 0.5);
  });
}
