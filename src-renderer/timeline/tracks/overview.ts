import type { Scene } from '../../../src-shared/analysis';
import type { Citation, SearchHit } from '../../../src-shared/answers';
import type { Micros } from '../../../src-shared/time';
import type { Row } from '../../stores/timeline-layout';
import type { View } from '../../stores/timeline-view';
import type { Brush } from '../brush';
import { visitVisible } from '../crowds';
import type { PeakPyramid } from '../peaks';
import type { Spans, Stretch } from '../search';
import { hitKind, kindColour } from './hits';
import { drawWaveform } from './waveform';

/** What the overview is made of; its brush's scale always spans the whole film. */
export interface OverviewContent {
  readonly duration: Micros;
  readonly scenes: Spans<Scene>;
  readonly hits: Spans<SearchHit>;
  readonly citations: Spans<Citation>;
  readonly pyramid: PeakPyramid | null;
}

function drawMarks<T extends Stretch>(
  brush: Brush,
  row: Row,
  spans: Spans<T>,
  colourOf: (item: T) => string,
): void {
  const { ctx, scale } = brush;
  visitVisible(spans, scale, 2 / scale.density, (item, stretch) => {
    ctx.fillStyle = colourOf(item);
    const left = scale.x(stretch.from);
    ctx.fillRect(left, row.top, Math.max(scale.x(stretch.to) - left, 2), row.height);
  });
}

/** The whole film in small: sound, cuts, and what is lit up. */
export function drawOverview(brush: Brush, row: Row, content: OverviewContent): void {
  const { ctx, scale, palette } = brush;
  drawWaveform(brush, row, content.pyramid, content.duration);
  ctx.fillStyle = palette.faint;
  ctx.globalAlpha = 0.5;
  visitVisible(content.scenes, scale, 4 / scale.density, (scene) => {
    if (scene.from > 0) ctx.fillRect(Math.round(scale.x(scene.from)), row.top, 1, row.height);
  });
  ctx.globalAlpha = 1;
  drawMarks(brush, { top: row.top, height: 4 }, content.hits, (hit) => kindColour(palette, hitKind(hit)));
  drawMarks(brush, { top: row.top + row.height - 4, height: 4 }, content.citations, () => palette.accent);
}

/** Which part of the film the timeline shows: the rest is veiled. */
export function drawWindow({ ctx, scale, palette }: Brush, row: Row, view: View): void {
  const left = scale.x(view.from);
  const right = Math.max(scale.x(view.to), left + 4);
  ctx.fillStyle = palette.surface;
  ctx.globalAlpha = 0.6;
  ctx.fillRect(0, row.top, left, row.height);
  ctx.fillRect(right, row.top, scale.width - right, row.height);
  ctx.globalAlpha = 1;
  ctx.strokeStyle = palette.accent;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  ctx.roundRect(left, row.top + 0.75, right - left, row.height - 1.5, 3);
  ctx.stroke();
}
