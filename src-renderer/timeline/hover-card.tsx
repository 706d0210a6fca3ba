import { useEffect, useRef } from 'react';
import { formatClock, type Micros } from '../../src-shared/time';
import { t } from '../../src-shared/words/words';
import type { Layout } from '../stores/timeline-layout';
import type { Scale } from '../stores/timeline-view';
import { formatPrecise } from '../ui/time-format';
import { describe } from './describe';
import type { Hover } from './gestures';
import type { Content } from './render';
import { itemsAt, nearestIndex } from './search';
import type { VideoThumbs } from './thumbs';

const PICTURE_WIDTH = 160;
const GAP = 4;
const SHORT_SPAN: Micros = 60_000_000;

function paint(canvas: HTMLCanvasElement, picture: ImageBitmap): void {
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
}

/** The frame, the time and the words under the pointer. */
export function HoverCard({
  hover,
  content,
  layout,
  scale,
  thumbs,
}: {
  readonly hover: Hover;
  readonly content: Content;
  readonly layout: Layout;
  readonly scale: Scale;
  readonly thumbs: VideoThumbs;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const card = useRef<HTMLDivElement>(null);
  const frame = nearestIndex(content.frameTimes, hover.time);
  useEffect(() => {
    if (frame < 0) return;
    const show = () => {
      const picture = thumbs.get(frame);
      if (picture && canvas.current) paint(canvas.current, picture);
      return picture !== undefined;
    };
    if (show()) return;
    const stop = thumbs.subscribe(() => {
      if (show()) stop();
    });
    return stop;
  }, [frame, thumbs]);

  // In the top layer, so that no box around the timeline cuts it off.
  useEffect(() => card.current?.showPopover?.(), []);

  const scene = itemsAt(content.scenes, hover.time)[0];
  const words = describe(hover, content, scale, layout);
  const precise = scale.view.to - scale.view.from < SHORT_SPAN;
  const within = Math.min(Math.max(hover.x - PICTURE_WIDTH / 2, 4), scale.width - PICTURE_WIDTH - 4);
  const place = { left: hover.host.left + within, bottom: window.innerHeight - hover.host.top + GAP };
  return (
    <div ref={card} popover="manual" className="hover-card" style={{ ...place, width: PICTURE_WIDTH }}>
      {frame >= 0 && <canvas ref={canvas} style={{ aspectRatio: content.aspect }} />}
      <div className="hover-card__line numbers">
        <span>{precise ? formatPrecise(hover.time) : formatClock(hover.time)}</span>
        {scene && (
          <span className="hover-card__scene">{t('timeline.scene', { number: scene.index + 1 })}</span>
        )}
      </div>
      {words && <p className="hover-card__words">{words}</p>}
    </div>
  );
}
