import type { Picture } from '../types';
import { bounds, type Rectangle } from './rectangle';

/** Quarter turns to the left. */
export type Turn = 0 | 1 | 3;

/** What a rectangle of a picture shows, made level. Upright rectangles are widened to whole pixels and copied. */
export function crop(picture: Picture, rectangle: Rectangle): Picture {
  return Math.abs(rectangle.angle) < 1e-6 ? cut(picture, rectangle) : level(picture, rectangle);
}

function cut(picture: Picture, rectangle: Rectangle): Picture {
  const edges = bounds(rectangle);
  const left = clamp(Math.floor(edges.left), 0, picture.width - 1);
  const top = clamp(Math.floor(edges.top), 0, picture.height - 1);
  const width = clamp(Math.ceil(edges.right), left + 1, picture.width) - left;
  const height = clamp(Math.ceil(edges.bottom), top + 1, picture.height) - top;
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * picture.width + left) * 3;
    pixels.set(picture.pixels.subarray(from, from + width * 3), y * width * 3);
  }
  return { width, height, pixels };
}

/** Between four pixels each, as they are near; beyond the picture's edge its outermost pixels go on. */
function level(picture: Picture, rectangle: Rectangle): Picture {
  const width = Math.max(1, Math.round(rectangle.width));
  const height = Math.max(1, Math.round(rectangle.height));
  const [cos, sin] = [Math.cos(rectangle.angle), Math.sin(rectangle.angle)];
  const pixels = new Uint8Array(width * height * 3);
  const { pixels: source, width: columns, height: rows } = picture;
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const along = x + 0.5 - width / 2;
      const across = y + 0.5 - height / 2;
      const sourceX = clamp(rectangle.x + along * cos - across * sin - 0.5, 0, columns - 1);
      const sourceY = clamp(rectangle.y + along * sin + across * cos - 0.5, 0, rows - 1);
      const [x0, y0] = [Math.floor(sourceX), Math.floor(sourceY)];
      const [right, down] = [x0 < columns - 1 ? 3 : 0, y0 < rows - 1 ? columns * 3 : 0];
      const [fx, fy] = [sourceX - x0, sourceY - y0];
      const at = (y0 * columns + x0) * 3;
      for (let channel = 0; channel < 3; channel++) {
        const from = at + channel;
        const above = (source[from] as number) * (1 - fx) + (source[from + right] as number) * fx;
        const below =
          (source[from + down] as number) * (1 - fx) + (source[from + down + right] as number) * fx;
        pixels[to++] = Math.round(above * (1 - fy) + below * fy);
      }
    }
  }
  return { width, height, pixels };
}

/** A picture turned by quarters to the left. */
export function turned(picture: Picture, turn: Turn): Picture {
  if (turn === 0) return picture;
  const { width, height } = picture;
  const pixels = new Uint8Array(picture.pixels.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const to = turn === 1 ? (width - 1 - x) * height + y : x * height + (height - 1 - y);
      const from = (y * width + x) * 3;
      pixels.set(picture.pixels.subarray(from, from + 3), to * 3);
    }
  }
  return { width: height, height: width, pixels };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
