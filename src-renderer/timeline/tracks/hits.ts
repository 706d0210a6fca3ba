import type { SearchHit } from '../../../src-shared/domain';
import { type Brush, fillBox, fillTrough } from '../brush';
import type { Row } from '../layout';
import { type Spans, visitVisible } from '../search';

/** A hit is never drawn narrower: one frame of a long film must still be seen. CSS pixels. */
export const MARK_PIXELS = 4;

/** Search hits: in one colour what was seen, in another what was said. */
export function drawHits(brush: Brush, row: Row, hits: Spans<SearchHit>): void {
  const { ctx, scale, palette } = brush;
  fillTrough(brush, row);
  visitVisible(hits, scale, 1 / scale.density, (hit, stretch) => {
    const left = scale.x(stretch.from);
    const width = Math.max(scale.x(stretch.to) - left, MARK_PIXELS);
    ctx.fillStyle = hit.matches.some((match) => match.kind === 'said') ? palette.said : palette.seen;
    fillBox(ctx, left, row.top + 2, width, row.height - 4);
  });
}
