import type { Micros } from '../../../src-shared/time';
import type { Row } from '../../stores/timeline-layout';
import type { Scale } from '../../stores/timeline-view';
import { type Brush, fillTrough } from '../brush';
import { firstWhere, lastAtOrBefore } from '../search';

/** A picture's place on the strip. CSS pixels. */
export interface Slot {
  /** Number of the frame whose thumbnail stands there. */
  readonly frame: number;
  readonly x: number;
  readonly width: number;
  /** Whether the picture is this frame's first on the strip, not a repeat that fills its stretch. */
  readonly first: boolean;
}

/** Frames whose thumbnails are ready; asking for one that is not starts loading it. */
export interface Thumbs {
  /** The thumbnail, or undefined while it is not there yet. Must not block. */
  readonly get: (frame: number) => ImageBitmap | undefined;
}

/** Between neighbouring pictures. CSS pixels. */
const SEAM = 1;

/**
 * How many frames apart the strip's pictures are: a power of two, so that pictures stay the same while
 * zooming and panning, spaced between half and one picture's width where frames are denser than that.
 */
export function strideFor(frameCount: number, indexedTo: Micros, density: number, slotWidth: number): number {
  if (frameCount === 0) return 1;
  const pixelsPerFrame = (indexedTo / frameCount) * density;
  return 2 ** Math.max(0, Math.ceil(Math.log2(slotWidth / 2 / pixelsPerFrame)));
}

/**
 * What the strip shows, left to right. Never more slots than two a picture's width, whatever the number
 * of frames. Where a frame stands for longer than its picture is wide, the picture is repeated.
 * @param indexedTo where the last frame ends; what comes after it has no picture.
 */
export function filmstripSlots(
  frameTimes: readonly Micros[],
  indexedTo: Micros,
  scale: Scale,
  slotWidth: number,
): Slot[] {
  const slots: Slot[] = [];
  const stride = strideFor(frameTimes.length, indexedTo, scale.density, slotWidth);
  const first = Math.max(0, lastAtOrBefore(frameTimes, scale.from));
  const end = firstWhere(frameTimes.length, (i) => (frameTimes[i] as number) > scale.to);
  for (let frame = first - (first % stride); frame < end; frame += stride) {
    const start = scale.x(frame === 0 ? 0 : (frameTimes[frame] as number));
    const stop = scale.x(frameTimes[frame + stride] ?? indexedTo);
    const skipped = Math.max(0, Math.floor(-start / slotWidth));
    for (let x = start + skipped * slotWidth; x < Math.min(stop, scale.width); x += slotWidth) {
      slots.push({ frame, x, width: Math.min(slotWidth, stop - x), first: x === start });
    }
  }
  return slots;
}

/** The thumbnail, or while it loads one of the coarser strip's that covers it. */
function standIn(thumbs: Thumbs, frame: number, stride: number): ImageBitmap | undefined {
  const exact = thumbs.get(frame);
  return exact ?? thumbs.get(frame - (frame % (stride * 4)));
}

/** Pictures of the film, each cut to its slot. */
export function drawFilmstrip(
  brush: Brush,
  row: Row,
  film: { frameTimes: readonly Micros[]; indexedTo: Micros; aspect: number },
  thumbs: Thumbs,
): void {
  const { ctx, scale, palette } = brush;
  fillTrough(brush, row);
  if (film.frameTimes.length === 0) return;
  const slotWidth = Math.max(16, row.height * film.aspect);
  const stride = strideFor(film.frameTimes.length, film.indexedTo, scale.density, slotWidth);
  ctx.imageSmoothingQuality = 'medium';
  for (const slot of filmstripSlots(film.frameTimes, film.indexedTo, scale, slotWidth)) {
    const picture = standIn(thumbs, slot.frame, stride);
    if (!picture) {
      ctx.fillStyle = palette.block;
      ctx.fillRect(slot.x, row.top, slot.width - SEAM, row.height);
      continue;
    }
    ctx.globalAlpha = slot.first ? 1 : 0.55;
    const share = Math.min(1, slot.width / slotWidth);
    const cut = slot.first && share < 1 ? (picture.width * (1 - share)) / 2 : 0;
    const width = picture.width * share;
    ctx.drawImage(picture, cut, 0, width, picture.height, slot.x, row.top, slot.width - SEAM, row.height);
  }
  ctx.globalAlpha = 1;
}
