import type { Row } from '../stores/timeline-layout';
import type { Scale } from '../stores/timeline-view';
import type { Palette } from './palette';

/** What every draw function is given: where to draw, what is visible, and in which colours. */
export interface Brush {
  readonly ctx: CanvasRenderingContext2D;
  readonly scale: Scale;
  readonly palette: Palette;
}

export const SMALL_FONT = 10.5;

/** Sets the font of the canvas; sizes in CSS pixels. */
export function setFont({ ctx, palette }: Brush, size: number, weight = 400): void {
  ctx.font = `${weight} ${size}px ${palette.font || 'sans-serif'}`;
}

/** A filled box with round corners, as round as it is wide enough for. */
export function fillBox(
  ctx: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  const radius = Math.min(3, width / 3, height / 3);
  if (radius < 1) {
    ctx.fillRect(x, y, width, height);
    return;
  }
  ctx.beginPath();
  ctx.roundRect(x, y, width, height, radius);
  ctx.fill();
}

/** The empty bed of a track. */
export function fillTrough({ ctx, scale, palette }: Brush, row: Row): void {
  ctx.fillStyle = palette.trough;
  ctx.fillRect(0, row.top, scale.width, row.height);
}

const WIDTHS_KEPT = 4000;
const widths = new Map<string, number>();

/** Measuring text is the dearest part of a label; what is on screen is mostly what was a frame ago. */
function widthOf(ctx: CanvasRenderingContext2D, text: string): number {
  const key = `${ctx.font}|${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    if (widths.size >= WIDTHS_KEPT) widths.clear();
    width = ctx.measureText(text).width;
    widths.set(key, width);
  }
  return width;
}

/** The text, shortened with an ellipsis to about `room` pixels; empty where not even that fits. */
export function shortened(ctx: CanvasRenderingContext2D, text: string, room: number): string {
  const width = widthOf(ctx, text);
  if (width <= room) return text;
  const letters = Math.floor((text.length * (room - 8)) / width);
  return letters < 2 ? '' : `${text.slice(0, letters).trimEnd()}…`;
}
