import type { PictureLikeness } from './types';
import { dot } from './vectors';

/** The share of pictures that are more like a text than what counts as alike. */
const MORE_ALIKE = 0.01;

/**
 * Where the captioned pictures lie that a pack's map was learnt from. A likeness has no scale of its own: of "the sea" any picture has more
 * than of "an error message". Against a few hundred pictures of all kinds it says how many are less like it.
 */
export class PicturePlaces {
  /** @param rows float32 [pictures, dim], as views of frames are */
  constructor(
    private readonly rows: Float32Array,
    private readonly dim: number,
  ) {
    if (rows.length === 0 || rows.length % dim !== 0)
      throw new RangeError(`${rows.length} values are no rows of ${dim}`);
  }

  /** @param query [dim], as frames' views are multiplied with */
  likeness(query: Float32Array): PictureLikeness {
    const count = this.rows.length / this.dim;
    const all = Array.from({ length: count }, (_, row) =>
      dot(query, this.rows.subarray(row * this.dim, (row + 1) * this.dim)),
    ).sort((a, b) => b - a);
    const mean = all.reduce((sum, value) => sum + value, 0) / count;
    const variance = all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count;
    const place = Math.min(count, Math.max(1, Math.round(MORE_ALIKE * count))) - 1;
    return { best: all[place] as number, deviation: Math.sqrt(variance) || 1 };
  }
}
