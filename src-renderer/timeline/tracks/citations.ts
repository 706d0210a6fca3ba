import type { Citation } from '../../../src-shared/domain';
import { type Brush, fillBox, fillTrough } from '../brush';
import type { Layout, Row } from '../layout';
import { type Spans, visitVisible } from '../search';
import { MARK_PIXELS } from './hits';

/** The places that the answer last pointed at rests on. */
export function drawCitations(brush: Brush, row: Row, citations: Spans<Citation>): void {
  const { ctx, scale, palette } = brush;
  fillTrough(brush, row);
  ctx.fillStyle = palette.accent;
  visitVisible(citations, scale, 1 / scale.density, (_citation, stretch) => {
    const left = scale.x(stretch.from);
    fillBox(ctx, left, row.top + 2, Math.max(scale.x(stretch.to) - left, MARK_PIXELS), row.height - 4);
  });
}

/** The citation under the pointer in the chat: a band through every track. */
export function drawHoveredCitation(brush: Brush, layout: Layout, citation: Citation): void {
  const { ctx, scale, palette } = brush;
  const left = scale.x(citation.from);
  const width = Math.max(scale.x(citation.to) - left, MARK_PIXELS);
  const top = layout.ruler.top + layout.ruler.height;
  ctx.globalAlpha = 0.22;
  ctx.fillStyle = palette.accent;
  ctx.fillRect(left, top, width, layout.height - top);
  ctx.globalAlpha = 1;
  ctx.fillRect(left, top, width, 2);
}
