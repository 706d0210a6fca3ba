import type { Scene } from '../../../src-shared/analysis';
import { formatClock, type Micros } from '../../../src-shared/time';
import { t } from '../../../src-shared/words/words';
import type { TrackRow } from '../../stores/timeline-layout';
import { type Brush, fillBox, fillTrough, SMALL_FONT, setFont, shortened } from '../brush';
import { visitVisible } from '../crowds';
import type { Spans } from '../search';

/** Narrower than this, neighbouring scenes are drawn as one grey stretch. CSS pixels. */
const LEAST = 3;

/** Scenes as blocks, the one that is playing lit. */
export function drawScenes(brush: Brush, row: TrackRow, scenes: Spans<Scene>, time: Micros): void {
  const { ctx, scale, palette } = brush;
  fillTrough(brush, row);
  setFont(brush, SMALL_FONT);
  ctx.textBaseline = 'middle';
  visitVisible(scenes, scale, LEAST / scale.density, (scene, stretch, crowd) => {
    const left = scale.x(stretch.from);
    const width = Math.max(scale.x(stretch.to) - left - 1, 1);
    const lit = time >= stretch.from && time < stretch.to;
    const lone = lit && crowd === 1;
    ctx.fillStyle = lone ? palette.accent : palette.edge;
    ctx.globalAlpha = lone || scene.index % 2 === 1 ? 0.42 : 0.28;
    fillBox(ctx, left, row.top, width, row.height);
    ctx.globalAlpha = 1;
    if (row.folded || crowd > 1) return;
    const textLeft = Math.max(left, 0) + 6;
    const room = left + width - textLeft - 4;
    if (room < 12) return;
    const short = `${scene.index + 1}`;
    const label = room > 96 ? longName(scene) : room > 14 ? shortened(ctx, short, room) : '';
    ctx.fillStyle = lit ? palette.text : palette.muted;
    if (label) ctx.fillText(label, textLeft, row.top + row.height / 2 + 0.5);
  });
}

function longName({ index, from }: Scene): string {
  return `${t('timeline.scene', { number: index + 1 })} · ${formatClock(from)}`;
}
