import type { Citation } from '../../../src-shared/answers';
import type { Layout, Row } from '../../stores/timeline-layout';
import { type Brush, fillBox, fillTrough } from '../brush';
import { visitVisible } from '../crowds';
import type { Spans } from '../search';
import { kindColour, MARK_PIXELS } from './hits';

/** Of the stripe below a citation, in the colour of its kind. CSS pixels. */
const STRIPE = 2;

/** The places that the answer last pointed at rests on. */
export function drawCitations(brush: Brush, row: Row, citations: Spans<Citation>): void {
  const { ctx, scale, palette } = brush;
  fillTrough(brush, row);
  visitVisible(citations, scale, 1 / scale.density, (citation, stretch) => {
    const left = scale.x(stretch.from);
    const width = Math.max(scale.x(stretch.to) - left, MARK_PIXELS);
    ctx.fillStyle = palette.accent;
    fillBox(ctx, left, row.top + 2, width, row.height - 4 - STRIPE);
    ctx.fillStyle = kindColour(palette, citation.kind);
    ctx.fillRect(left, row.top + row.height - 2 - STRIPE, width, STRIPE);
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
