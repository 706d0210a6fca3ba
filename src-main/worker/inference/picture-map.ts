import { halvesToFloats } from '../../base/float16';
import type { FrameViews } from './types';
import { lengthOf, normalise } from './vectors';

/**
 * A linear map, learnt from captioned pictures, from what a frame shows to where texts of it lie: it says what is near for
 * texts that no label stands for. It only ranks; how near is never told as "is seen". scripts/picture-map makes it.
 */
export class PictureMap {
  readonly #meanToken: Float32Array;
  /** [token values, rank] */
  readonly #toPlane: Float32Array;
  /** [rank, text values]; the rows are orthonormal: lengths are the same in the plane and among texts. */
  readonly #fromPlane: Float32Array;
  readonly #meanText: Float32Array;

  /** @param halves half-precision patterns: the mean token, token to plane, plane to texts, the mean text; see `halvesOf` */
  constructor(
    halves: Uint16Array,
    readonly tokenDim: number,
    readonly rank: number,
    readonly textDim: number,
  ) {
    const expected = halvesOf(tokenDim, rank, textDim);
    if (halves.length !== expected) throw new RangeError(`${halves.length} values instead of ${expected}`);
    const values = halvesToFloats(halves);
    let at = 0;
    const take = (count: number) => {
      at += count;
      return values.subarray(at - count, at);
    };
    this.#meanToken = take(tokenDim);
    this.#toPlane = take(tokenDim * rank);
    this.#fromPlane = take(rank * textDim);
    this.#meanText = take(textDim);
  }

  /** @param token float32 [tokenDim] @param out receives the unit vector of its place, [rank] */
  placeToken(token: Float32Array, out: Float32Array): void {
    const length = lengthOf(token) || 1;
    out.fill(0);
    for (let i = 0; i < this.tokenDim; i++) {
      const value = (token[i] as number) / length - (this.#meanToken[i] as number);
      const row = i * this.rank;
      for (let k = 0; k < this.rank; k++)
        out[k] = (out[k] as number) + value * (this.#toPlane[row + k] as number);
    }
    normalise(out);
  }

  /** @param text unit vector [textDim] @returns [rank], to be multiplied with tokens' places; at most of length 1 */
  placeText(text: Float32Array): Float32Array {
    const away = normalise(text.map((value, i) => value - (this.#meanText[i] as number)));
    const out = new Float32Array(this.rank);
    for (let k = 0; k < this.rank; k++) {
      let sum = 0;
      for (let i = 0; i < this.textDim; i++)
        sum += (away[i] as number) * (this.#fromPlane[k * this.textDim + i] as number);
      out[k] = sum;
    }
    return out;
  }
}

/** How many values a map has. */
export function halvesOf(tokenDim: number, rank: number, textDim: number): number {
  return tokenDim + tokenDim * rank + rank * textDim + textDim;
}

/** The mean of rows of float32 [rows, dim]. */
export function meanRow(rows: Float32Array, dim: number): Float32Array {
  const mean = new Float32Array(dim);
  const count = rows.length / dim;
  for (let at = 0; at < rows.length; at++)
    mean[at % dim] = (mean[at % dim] as number) + (rows[at] as number) / count;
  return mean;
}

/**
 * Puts each frame's place in the map's plane behind its place by labels, of which the mean of all labels is taken off: what all
 * frames have in common says nothing of one. Their products with a text's two parts add up.
 * @param views embeddings float32 [count, dim]
 * @param tokens float32 [count, map.tokenDim]
 * @param labelMean [dim]
 * @returns the same with embeddings [count, dim + map.rank]
 */
export function withPlaces(
  views: FrameViews,
  tokens: Float32Array,
  count: number,
  map: PictureMap,
  labelMean: Float32Array,
): FrameViews {
  const dim = labelMean.length;
  const width = dim + map.rank;
  const embeddings = new Float32Array(count * width);
  for (let row = 0; row < count; row++) {
    const byLabels = embeddings.subarray(row * width, row * width + dim);
    for (let i = 0; i < dim; i++)
      byLabels[i] = (views.embeddings[row * dim + i] as number) - (labelMean[i] as number);
    normalise(byLabels);
    const token = tokens.subarray(row * map.tokenDim, (row + 1) * map.tokenDim);
    map.placeToken(token, embeddings.subarray(row * width + dim, (row + 1) * width));
  }
  return { ...views, embeddings };
}
