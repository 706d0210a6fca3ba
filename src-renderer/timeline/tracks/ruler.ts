import type { Micros } from '../../../src-shared/time';
import type { Row } from '../../stores/timeline-layout';
import { type Brush, SMALL_FONT, setFont } from '../brush';
import { rulerTicks } from '../ticks';

/** The time scale. */
export function drawRuler(brush: Brush, row: Row, duration: Micros): void {
  const { ctx, scale, palette } = brush;
  const bottom = row.top + row.height;
  setFont(brush, SMALL_FONT);
  ctx.textBaseline = 'alphabetic';
  for (const tick of rulerTicks(scale.from, scale.to, scale.density, duration)) {
    const x = Math.round(scale.x(tick.time));
    ctx.fillStyle = tick.label === null ? palette.line : palette.faint;
    const length = tick.label === null ? 5 : 9;
    ctx.fillRect(x, bottom - length, 1, length);
    if (tick.label === null) continue;
    ctx.fillStyle = palette.muted;
    // Part of a time reads as another time.
    if (x + 4 + ctx.measureText(tick.label).width <= scale.width) ctx.fillText(tick.label, x + 4, bottom - 8);
  }
}
