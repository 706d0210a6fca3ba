import type { Micros } from '../../../src-shared/time';
import type { Row } from '../../stores/timeline-layout';
import { type Brush, fillTrough } from '../brush';
import type { PeakPyramid } from '../peaks';

/** Width of the finest detail drawn. CSS pixels. */
const COLUMN = 1.5;

/** One mirrored outline of the loudness between the entries first..last of a level. */
function outline(
  brush: Brush,
  row: Row,
  entries: Uint8Array,
  range: [number, number],
  entryMicros: number,
): void {
  const { ctx, scale } = brush;
  const middle = row.top + row.height / 2;
  const reach = (row.height / 2 - 1) / 255;
  const [first, last] = range;
  const x = (i: number) => scale.x((i + 0.5) * entryMicros);
  ctx.beginPath();
  ctx.moveTo(x(first), middle);
  for (let i = first; i <= last; i += 1)
    ctx.lineTo(x(i), middle - Math.max(0.5, (entries[i] as number) * reach));
  for (let i = last; i >= first; i -= 1)
    ctx.lineTo(x(i), middle + Math.max(0.5, (entries[i] as number) * reach));
  ctx.closePath();
  ctx.fill();
}

/** Loudness over time: the loudest pale, the average strong. */
export function drawWaveform(brush: Brush, row: Row, pyramid: PeakPyramid | null, duration: Micros): void {
  const { ctx, scale, palette } = brush;
  fillTrough(brush, row);
  const level = pyramid?.levels[pyramid.levelFor(COLUMN / scale.density)];
  if (!pyramid || !level || level.loudest.length === 0) return;
  const entryMicros = pyramid.entryMicros(pyramid.levelFor(COLUMN / scale.density));
  const first = Math.max(0, Math.floor(scale.from / entryMicros) - 1);
  const end = Math.min(scale.to, duration) / entryMicros;
  const last = Math.min(level.loudest.length - 1, Math.ceil(end) + 1);
  if (last < first) return;
  ctx.fillStyle = palette.accent;
  ctx.globalAlpha = 0.35;
  outline(brush, row, level.loudest, [first, last], entryMicros);
  ctx.globalAlpha = 0.85;
  outline(brush, row, level.average, [first, last], entryMicros);
  ctx.globalAlpha = 1;
}
