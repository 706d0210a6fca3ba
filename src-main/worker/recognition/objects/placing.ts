import type { Box } from '../../../../src-shared/primitives';
import { resize } from '../../inference/pixels';
import type { Picture } from '../types';

/** Where a picture lies in what the network sees: scaled by `scale`, `left` and `top` pixels in. */
export interface Placing {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * The whole picture, its aspect kept, in the middle of black, as the network's authors show it pictures. Stretched to the
 * square instead, far less is found.
 * @returns pixels as [height, width, 3] of `size`
 */
export function placeInSquare(picture: Picture, size: Size): { pixels: Uint8Array; placing: Placing } {
  const scale = Math.min(size.width / picture.width, size.height / picture.height);
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const { data } = resize({ ...picture, data: picture.pixels }, width, height, 'bilinear');
  const left = Math.floor((size.width - width) / 2);
  const top = Math.floor((size.height - height) / 2);
  const pixels = new Uint8Array(size.width * size.height * 3);
  for (let y = 0; y < height; y++) {
    const row = data.subarray(y * width * 3, (y + 1) * width * 3);
    pixels.set(row, ((y + top) * size.width + left) * 3);
  }
  return { pixels, placing: { scale, left, top } };
}

/**
 * A box in fractions of the picture, cut off at its edges.
 * @param sides left, top, right and bottom, in pixels of what the network saw
 */
export function boxIn(sides: ArrayLike<number>, { scale, left, top }: Placing, { width, height }: Size): Box {
  const across = (x: number) => clamp((x - left) / scale / width);
  const down = (y: number) => clamp((y - top) / scale / height);
  const [x1, y1, x2, y2] = Array.from(sides) as [number, number, number, number];
  return {
    left: across(x1),
    top: down(y1),
    width: across(x2) - across(x1),
    height: down(y2) - down(y1),
  };
}

function clamp(fraction: number): number {
  return Math.min(1, Math.max(0, fraction));
}
