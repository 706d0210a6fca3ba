import type { Segment } from '../../../src-shared/domain';
import type { Micros } from '../../../src-shared/time';
import { type Brush, fillBox, fillTrough, SMALL_FONT, setFont, shortened } from '../brush';
import type { TrackRow } from '../layout';
import { type Spans, visitVisible } from '../search';

const LEAST = 2;

/** What is said, each line at its time; only where speech is, once lines are too narrow to read. */
export function drawTranscript(brush: Brush, row: TrackRow, segments: Spans<Segment>, time: Micros): void {
  const { ctx, scale, palette } = brush;
  fillTrough(brush, row);
  setFont(brush, SMALL_FONT);
  ctx.textBaseline = 'middle';
  const inset = row.folded ? 3 : 0;
  visitVisible(segments, scale, LEAST / scale.density, (segment, stretch, crowd) => {
    const left = scale.x(stretch.from);
    const width = Math.max(scale.x(stretch.to) - left - 1, 1);
    const lit = crowd === 1 && time >= segment.from && time < segment.to;
    ctx.fillStyle = palette.said;
    ctx.globalAlpha = lit ? 0.55 : 0.32;
    fillBox(ctx, left, row.top + inset, width, row.height - 2 * inset);
    ctx.globalAlpha = 1;
    const textLeft = Math.max(left, 0) + 5;
    const room = left + width - textLeft - 3;
    if (row.folded || crowd > 1 || room < 22) return;
    const label = shortened(ctx, segment.text, room);
    ctx.fillStyle = palette.text;
    if (label) ctx.fillText(label, textLeft, row.top + row.height / 2 + 0.5);
  });
}
