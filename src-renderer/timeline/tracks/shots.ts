import type { Shot } from '../../../src-shared/analysis';
import type { TrackRow } from '../../stores/timeline-layout';
import { type Brush, fillTrough } from '../brush';
import { visitVisible } from '../crowds';
import type { Spans } from '../search';

/** Where cuts stand closer than this, one stands for all. CSS pixels. */
const LEAST = 3;
/** Half the width of a dissolve's mark. */
const WING = 4;

/** Shots as a strip with a tick at every cut; a gradual change, which has no one moment, is a wedge instead. */
export function drawShots(brush: Brush, row: TrackRow, shots: Spans<Shot>): void {
  const { ctx, scale, palette } = brush;
  fillTrough(brush, row);
  const inset = row.folded ? 3 : 2;
  const top = row.top + inset;
  const height = row.height - 2 * inset;
  visitVisible(shots, scale, LEAST / scale.density, (shot, stretch, crowd) => {
    const left = scale.x(stretch.from);
    const width = Math.max(scale.x(stretch.to) - left, 1);
    ctx.fillStyle = palette.edge;
    ctx.globalAlpha = crowd > 1 ? 0.4 : shot.index % 2 === 1 ? 0.26 : 0.14;
    ctx.fillRect(left, top, width, height);
    ctx.globalAlpha = 1;
    if (shot.begins === 'cut') {
      ctx.fillStyle = palette.muted;
      ctx.fillRect(Math.round(left), top, 1, height);
    } else if (shot.begins === 'dissolve') {
      drawWedge(brush, left, top, height);
    }
  });
}

/** One picture grows into the other: two triangles that meet in the middle. */
function drawWedge({ ctx, palette }: Brush, x: number, top: number, height: number): void {
  ctx.fillStyle = palette.accent;
  ctx.beginPath();
  ctx.moveTo(x - WING, top);
  ctx.lineTo(x + WING, top);
  ctx.lineTo(x - WING, top + height);
  ctx.lineTo(x + WING, top + height);
  ctx.closePath();
  ctx.fill();
}
