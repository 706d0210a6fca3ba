import type { LlavaMiniConfig } from '../types';
import type { GraphPart } from './part';

/** torch's LayerNorm adds this to the variance unless it is told otherwise, and the compressor does not tell. */
const EPSILON = 1e-5;
const NAME = 'model.compressor.';

/** What of the compressor does not depend on the picture, computed once. */
interface Folded {
  /** [width, heads · queries]: features (after their norm) times this are the scores. */
  readonly scores: Float32Array;
  /** [heads · queries, places]: what the places' positions and the keys' bias add to the scores. */
  readonly offsets: Float32Array;
  /** [heads, width, headDim] */
  readonly values: Float32Array;
  /** [width] */
  readonly valueBias: Float32Array;
}

/**
 * The cross-attention that turns a frame's features into a few: its queries are learned and so constant, and their side
 * is folded into one matrix.
 * @param features [views, places, width]; places form a square
 * @returns [views, queries, width]
 */
export async function buildCompressor(
  part: GraphPart,
  config: LlavaMiniConfig,
  features: string,
  side: number,
): Promise<string> {
  const { graph } = part;
  const { width } = config.vision;
  const { heads, grid } = config.compressor;
  const queries = grid ** 2;
  const folded = await fold(part, config, side);
  const constant = (name: string, shape: readonly number[], values: Float32Array) =>
    part.constant(`${NAME}folded.${name}`, shape, () => values);

  const norm = [await part.tensor(`${NAME}ln_kv.weight`), await part.tensor(`${NAME}ln_kv.bias`)];
  const x = graph.node('LayerNormalization', [features, ...norm], part.fresh('normal'), {
    axis: -1,
    epsilon: { float: EPSILON },
  });
  const products = graph.node(
    'MatMul',
    [x, await constant('scores', [width, heads * queries], folded.scores)],
    part.fresh('products'),
  );
  const offsets = await constant('offsets', [heads * queries, side ** 2], folded.offsets);
  const scores = graph.node('Add', [part.transpose(products, [0, 2, 1]), offsets], part.fresh('scores'));
  const shares = graph.node('Softmax', [scores], part.fresh('shares'), { axis: -1 });
  const seen = part.reshape(graph.node('MatMul', [shares, x], part.fresh('seen')), [
    -1,
    heads,
    queries,
    width,
  ]);
  const valueWeights = await constant('values', [1, heads, width, width / heads], folded.values);
  const values = part.transpose(
    graph.node('MatMul', [seen, valueWeights], part.fresh('values')),
    [0, 2, 1, 3],
  );
  const bias = await constant('value_bias', [width], folded.valueBias);
  const biased = graph.node('Add', [part.reshape(values, [-1, width]), bias], part.fresh('biased'));
  const out = await part.linear(
    biased,
    `${NAME}out`,
    [`${NAME}attn.out_proj.weight`],
    'float',
    await part.tensor(`${NAME}attn.out_proj.bias`),
  );
  return part.reshape(out, [-1, queries, width]);
}

/** Scores are q·k / √d with k = Wk(x + position) + bk: all but x is known. */
async function fold(part: GraphPart, config: LlavaMiniConfig, side: number): Promise<Folded> {
  const { width } = config.vision;
  const { heads, grid } = config.compressor;
  const [queries, places, headDim] = [grid ** 2, side ** 2, width / heads];
  const read = (name: string) => part.weights.read(NAME + name);
  const weights = await read('attn.in_proj_weight');
  const biases = await read('attn.in_proj_bias');
  const positions = await read('pos_embed');
  const query = layerNorm(await read('query'), await read('ln_q.weight'), await read('ln_q.bias'));
  for (let i = 0; i < query.length; i++) query[i] = (query[i] as number) + (positions[i] as number);
  const projected = product(query, weights, biases, queries, width, 0);

  const scores = new Float64Array(width * heads * queries);
  const constants = new Float64Array(heads * queries);
  for (let head = 0; head < heads; head++) {
    for (let q = 0; q < queries; q++) {
      const column = head * queries + q;
      for (let i = 0; i < headDim; i++) {
        const from = width + head * headDim + i;
        const share = (projected[q * width + head * headDim + i] as number) / Math.sqrt(headDim);
        constants[column] = (constants[column] as number) + share * (biases[from] as number);
        for (let k = 0; k < width; k++) {
          const at = k * heads * queries + column;
          scores[at] = (scores[at] as number) + share * (weights[from * width + k] as number);
        }
      }
    }
  }
  const where = interpolate(positions, grid, side, width);
  const offsets = new Float32Array(heads * queries * places);
  for (let column = 0; column < heads * queries; column++) {
    for (let place = 0; place < places; place++) {
      let sum = constants[column] as number;
      for (let k = 0; k < width; k++) {
        sum += (where[place * width + k] as number) * (scores[k * heads * queries + column] as number);
      }
      offsets[column * places + place] = sum;
    }
  }
  const values = new Float32Array(heads * width * headDim);
  for (let row = 0; row < width; row++) {
    const [head, i] = [Math.floor(row / headDim), row % headDim];
    for (let k = 0; k < width; k++) {
      values[(head * width + k) * headDim + i] = weights[(2 * width + row) * width + k] as number;
    }
  }
  return { scores: Float32Array.from(scores), offsets, values, valueBias: biases.slice(2 * width) };
}

/** rows · Wᵀ + b with the `which`-th of the three matrices that torch keeps in one. */
function product(
  rows: Float64Array,
  weights: Float32Array,
  biases: Float32Array,
  count: number,
  width: number,
  which: number,
): Float64Array {
  const result = new Float64Array(count * width);
  for (let row = 0; row < count; row++) {
    for (let i = 0; i < width; i++) {
      const from = which * width + i;
      let sum = biases[from] as number;
      for (let k = 0; k < width; k++) {
        sum += (rows[row * width + k] as number) * (weights[from * width + k] as number);
      }
      result[row * width + i] = sum;
    }
  }
  return result;
}

function layerNorm(rows: Float32Array, weight: Float32Array, bias: Float32Array): Float64Array {
  const width = weight.length;
  const result = new Float64Array(rows.length);
  for (let from = 0; from < rows.length; from += width) {
    const row = rows.subarray(from, from + width);
    const mean = row.reduce((sum, value) => sum + value, 0) / width;
    const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / width;
    for (let i = 0; i < width; i++) {
      const unit = ((row[i] as number) - mean) / Math.sqrt(variance + EPSILON);
      result[from + i] = unit * (weight[i] as number) + (bias[i] as number);
    }
  }
  return result;
}

/**
 * Bicubic interpolation of a square of vectors, as torch.nn.functional.interpolate(mode='bicubic', align_corners=False)
 * does it: cubic convolution with a = −0.75, edges repeated.
 * @param square [from · from, width]
 * @returns [to · to, width]
 */
export function interpolate(square: Float32Array, from: number, to: number, width: number): Float64Array {
  const result = new Float64Array(to * to * width);
  const taps = Array.from({ length: to }, (_, i) => cubicTaps(i, from, to));
  for (let y = 0; y < to; y++) {
    for (let x = 0; x < to; x++) {
      for (const vertical of taps[y] ?? []) {
        for (const horizontal of taps[x] ?? []) {
          const share = vertical.share * horizontal.share;
          const source = (vertical.index * from + horizontal.index) * width;
          const target = (y * to + x) * width;
          for (let k = 0; k < width; k++) {
            result[target + k] = (result[target + k] as number) + share * (square[source + k] as number);
          }
        }
      }
    }
  }
  return result;
}

/** Which four source rows a target row is mixed from. Where the sizes are equal, the row itself has all the weight. */
function cubicTaps(target: number, from: number, to: number): { index: number; share: number }[] {
  const centre = ((target + 0.5) * from) / to - 0.5;
  const first = Math.floor(centre);
  return [-1, 0, 1, 2].map((step) => ({
    index: Math.min(from - 1, Math.max(0, first + step)),
    share: cubic(Math.abs(centre - first - step)),
  }));
}

/** Keys' cubic convolution kernel. */
function cubic(x: number): number {
  const a = -0.75;
  if (x <= 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  return x < 2 ? a * (((x - 5) * x + 8) * x - 4) : 0;
}
