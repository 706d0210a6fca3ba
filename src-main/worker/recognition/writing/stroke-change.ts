// Change detection for OCR: which pictures have other strokes than the last one that was read.
import type { Picture } from '../types';

/** Pictures are looked at this wide: fine enough for the strokes of small writing, coarse enough for noise to go. */
const WIDTH = 640;
/** Side of a cell, in pixels of that. */
const CELL = 16;
/** Half the widths of strokes that are looked for, at `WIDTH` and at a quarter of it: thin writing, and large titles. */
const REACH = [2, 3] as const;
const COARSER = 4;
/** A stroke stands out on both of its sides by so much, of 255. */
const CONTRAST = 32;
/** A cell counts as changed when so many of its stroke pixels have come or gone, */
const LEAST_CHANGED = 14;
/** and that is this part of those that it had and has. One such cell makes a picture changed. */
const CHANGED_PART = 0.3;

/** Where a picture has strokes: 1 for light ones, 2 for dark ones, [height, width]. */
interface Strokes {
  readonly map: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/**
 * Says whether a picture's writing may be another than that of the picture that was read last, without reading: writing is made
 * of strokes, lines that are lighter or darker than what is on either side. They are compared cell by cell, a pixel to each
 * side being the same place. What it knows is the remembered picture alone.
 */
export class StrokeChangeDetector {
  private remembered: Strokes[] | null = null;

  remember(picture: Picture): void {
    this.remembered = strokesOf(picture);
  }

  /** True as long as nothing is remembered, and for pictures of another size. */
  changed(picture: Picture): boolean {
    const before = this.remembered;
    if (!before) return true;
    const after = strokesOf(picture);
    return after.some((strokes, i) => {
      const old = before[i] as Strokes;
      return old.width !== strokes.width || old.height !== strokes.height || hasChangedCell(old, strokes);
    });
  }
}

interface Grey {
  readonly values: Float32Array;
  readonly width: number;
  readonly height: number;
}

function strokesOf(picture: Picture): Strokes[] {
  const ratio = picture.width / WIDTH;
  const grey = greyOf(picture);
  const fine = ratio < 1 ? enlarge(grey, Math.round(1 / ratio)) : shrink(grey, Math.round(ratio));
  return [strokesIn(fine, REACH[0]), strokesIn(shrink(fine, COARSER), REACH[1])];
}

/** Luma of BT.601. */
function greyOf({ pixels, width, height }: Picture): Grey {
  const values = new Float32Array(width * height);
  for (let i = 0, at = 0; i < values.length; i++, at += 3) {
    values[i] =
      0.299 * (pixels[at] as number) +
      0.587 * (pixels[at + 1] as number) +
      0.114 * (pixels[at + 2] as number);
  }
  return { values, width, height };
}

/** Each pixel so many times to the right and below. */
function enlarge(grey: Grey, by: number): Grey {
  if (by === 1) return grey;
  const [width, height] = [grey.width * by, grey.height * by];
  const values = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / by) * grey.width;
    for (let x = 0; x < width; x++) values[y * width + x] = grey.values[row + Math.floor(x / by)] as number;
  }
  return { values, width, height };
}

/** Means over squares; what is left over at the right and the bottom is dropped. */
function shrink(grey: Grey, by: number): Grey {
  if (by === 1) return grey;
  const width = Math.max(1, Math.floor(grey.width / by));
  const height = Math.max(1, Math.floor(grey.height / by));
  const values = new Float32Array(width * height);
  const [across, down] = [Math.min(by, grey.width), Math.min(by, grey.height)];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let dy = 0; dy < down; dy++) {
        const row = (y * by + dy) * grey.width + x * by;
        for (let dx = 0; dx < across; dx++) sum += grey.values[row + dx] as number;
      }
      values[y * width + x] = sum / (across * down);
    }
  }
  return { values, width, height };
}

/** Pixels that are lighter, or darker, than those `reach` away on both sides, left and right or above and below. */
function strokesIn({ values, width, height }: Grey, reach: number): Strokes {
  const map = new Uint8Array(values.length);
  for (let y = reach; y < height - reach; y++) {
    for (let x = reach; x < width - reach; x++) {
      const at = y * width + x;
      const value = values[at] as number;
      const left = values[at - reach] as number;
      const right = values[at + reach] as number;
      const above = values[at - reach * width] as number;
      const below = values[at + reach * width] as number;
      const lighter = Math.max(Math.min(value - left, value - right), Math.min(value - above, value - below));
      const darker = Math.max(Math.min(left - value, right - value), Math.min(above - value, below - value));
      if (lighter >= CONTRAST) map[at] = 1;
      else if (darker >= CONTRAST) map[at] = 2;
    }
  }
  return { map, width, height };
}

function hasChangedCell(before: Strokes, after: Strokes): boolean {
  const columns = Math.ceil(after.width / CELL);
  const changes = new Int32Array(columns * Math.ceil(after.height / CELL));
  const strokes = new Int32Array(changes.length);
  count(before, after, columns, changes, strokes);
  count(after, before, columns, changes, strokes);
  return changes.some(
    (change, cell) => change >= LEAST_CHANGED && change >= CHANGED_PART * (strokes[cell] as number),
  );
}

/** Adds for each cell the stroke pixels of one map, and those of them that the other map has nowhere near. */
function count(
  one: Strokes,
  other: Strokes,
  columns: number,
  changes: Int32Array,
  strokes: Int32Array,
): void {
  const { map, width, height } = one;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const kind = map[at] as number;
      if (kind === 0) continue;
      const cell = Math.floor(y / CELL) * columns + Math.floor(x / CELL);
      strokes[cell] = (strokes[cell] as number) + 1;
      if (!isNear(other, at, kind)) changes[cell] = (changes[cell] as number) + 1;
    }
  }
}

function isNear({ map, width }: Strokes, at: number, kind: number): boolean {
  for (let row = at - width; row <= at + width; row += width) {
    if (map[row - 1] === kind || map[row] === kind || map[row + 1] === kind) return true;
  }
  return false;
}
