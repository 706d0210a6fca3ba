// Frames in small for shot boundary detection, and how two of them are compared.
import { SHOT_FRAME } from '../types';

const { width: WIDTH, height: HEIGHT } = SHOT_FRAME;
export const FRAME_BYTES = WIDTH * HEIGHT * 3;
const PIXELS = WIDTH * HEIGHT;

/** Added to a frame's deviation, in levels of 255: what a flat frame holds is noise, and is not to be blown up. */
const LEAST_DEVIATION = 4;

/** Blocks that are looked for in the other frame, and how far away: small against the frame, so that a pan is followed. */
const BLOCK = { width: 8, height: 9 } as const;
const BLOCK_PIXELS = BLOCK.width * BLOCK.height;
const REACH = { x: 4, y: 3 } as const;

/** Blocks in which brightness varies by less, in levels of 255, show nothing: bars above and below a picture, a plain wall. */
const EMPTY_RANGE = 6;
/** Where less of the frame than this shows something, a change in it counts for less: a word on an empty page is no shot. */
const LEAST_SHOWN = 0.4;

/** One frame's brightness, its mean taken off and divided by its deviation. */
export interface SmallFrame {
  /** [27, 48] */
  readonly normal: Float32Array;
  /** Of its brightness, 0..127. */
  readonly deviation: number;
  /** Of each block, whether there is anything in it. */
  readonly shows: readonly boolean[];
  /** [27, 48, 3] RGB, as it came. */
  readonly pixels: Uint8Array;
}

/** Where each block begins, row after row. */
const blocks: readonly number[] = Array.from({ length: HEIGHT / BLOCK.height }, (_, row) =>
  Array.from(
    { length: WIDTH / BLOCK.width },
    (_, column) => row * BLOCK.height * WIDTH + column * BLOCK.width,
  ),
).flat();

function rangeOf(luma: Float32Array, start: number): number {
  let least = 255;
  let most = 0;
  for (let y = 0, row = start; y < BLOCK.height; y++, row += WIDTH) {
    for (let i = row; i < row + BLOCK.width; i++) {
      least = Math.min(least, luma[i] as number);
      most = Math.max(most, luma[i] as number);
    }
  }
  return most - least;
}

/** @param pixels RGB uint8 [27, 48, 3], kept and not copied */
export function smallFrame(pixels: Uint8Array): SmallFrame {
  const normal = new Float32Array(PIXELS);
  let sum = 0;
  let squares = 0;
  for (let i = 0, at = 0; i < PIXELS; i++, at += 3) {
    // ITU-R BT.601 weights.
    const luma =
      0.299 * (pixels[at] as number) +
      0.587 * (pixels[at + 1] as number) +
      0.114 * (pixels[at + 2] as number);
    normal[i] = luma;
    sum += luma;
    squares += luma * luma;
  }
  const mean = sum / PIXELS;
  const deviation = Math.sqrt(Math.max(0, squares / PIXELS - mean * mean));
  const shows = blocks.map((start) => rangeOf(normal, start) >= EMPTY_RANGE);
  const scale = 1 / (deviation + LEAST_DEVIATION);
  for (let i = 0; i < PIXELS; i++) normal[i] = ((normal[i] as number) - mean) * scale;
  return { normal, deviation, shows, pixels };
}

/**
 * How unlike two frames are, whatever their brightness and contrast and however the camera moved a little: the mean absolute
 * difference of their normalised brightness, each block of one taken at the place in the other where it fits best, over
 * the part of the frame in which either shows something. About 0.1 for neighbours in a shot, from 0.5 up for unrelated pictures.
 */
export function unlikeness(a: SmallFrame, b: SmallFrame): number {
  let sum = 0;
  let shown = 0;
  for (const [n, start] of blocks.entries()) {
    sum += bestFit(a.normal, b.normal, start % WIDTH, Math.floor(start / WIDTH));
    if (a.shows[n] || b.shows[n]) shown++;
  }
  return sum / (BLOCK_PIXELS * Math.max(shown, LEAST_SHOWN * blocks.length));
}

/** Sum of absolute differences of a block of `a` and the stretch of `b` that is most like it. */
function bestFit(a: Float32Array, b: Float32Array, left: number, top: number): number {
  let best = Number.POSITIVE_INFINITY;
  const dyFrom = Math.max(-REACH.y, -top);
  const dyTo = Math.min(REACH.y, HEIGHT - BLOCK.height - top);
  const dxFrom = Math.max(-REACH.x, -left);
  const dxTo = Math.min(REACH.x, WIDTH - BLOCK.width - left);
  for (let dy = dyFrom; dy <= dyTo; dy++) {
    for (let dx = dxFrom; dx <= dxTo; dx++) {
      const sum = blockDifference(a, b, top * WIDTH + left, dy * WIDTH + dx, best);
      if (sum < best) best = sum;
    }
  }
  return best;
}

/** The sum of absolute differences, or any number above `enough` where it is greater than that. */
function blockDifference(
  a: Float32Array,
  b: Float32Array,
  start: number,
  shift: number,
  enough: number,
): number {
  let sum = 0;
  for (let y = 0, row = start; y < BLOCK.height && sum <= enough; y++, row += WIDTH) {
    for (let i = row; i < row + BLOCK.width; i++) {
      sum += Math.abs((a[i] as number) - (b[i + shift] as number));
    }
  }
  return sum;
}

/** How far a frame is a mixture of two others. */
export interface Mixture {
  /** Share of the first, 0..1, by least squares. */
  readonly share: number;
  /** 0..1: how much nearer the mixture comes to the frame than the nearer of the two alone, in squared distance. */
  readonly gain: number;
}

/** A dissolve's frames are weighted sums of what lies before and behind; a pan's or a passing thing's are not. */
export function mixture(
  { pixels: f }: SmallFrame,
  { pixels: a }: SmallFrame,
  { pixels: b }: SmallFrame,
): Mixture {
  let fbab = 0;
  let abab = 0;
  let fbfb = 0;
  for (let i = 0; i < FRAME_BYTES; i++) {
    const fb = (f[i] as number) - (b[i] as number);
    const ab = (a[i] as number) - (b[i] as number);
    fbab += fb * ab;
    abab += ab * ab;
    fbfb += fb * fb;
  }
  if (abab === 0) return { share: 0, gain: 0 };
  const share = Math.min(1, Math.max(0, fbab / abab));
  const rest = fbfb - 2 * share * fbab + share * share * abab;
  const nearest = Math.min(fbfb, fbfb - 2 * fbab + abab);
  return { share, gain: nearest > 0 ? Math.max(0, 1 - rest / nearest) : 0 };
}
