import type { WeightSource } from '../../../formats/weight-source';
import type { LlamaShape, LlavaMiniConfig } from '../types';

/**
 * LLaVA-Mini in float64, for tests: every step in the order in which the method describes it, with nothing folded, cached or
 * left out. Slow and plain, so that it can be read against the paper.
 */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** Row-major. */
  readonly data: Float64Array;
}

export function matrix(rows: number, columns: number, data?: ArrayLike<number>): Matrix {
  return { rows, columns, data: data ? Float64Array.from(data) : new Float64Array(rows * columns) };
}

const at = (m: Matrix, row: number, column: number) => m.data[row * m.columns + column] as number;

function build(rows: number, columns: number, value: (row: number, column: number) => number): Matrix {
  const result = matrix(rows, columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) result.data[row * columns + column] = value(row, column);
  }
  return result;
}

export const rowsOf = (m: Matrix, from: number, to: number): Matrix =>
  matrix(to - from, m.columns, m.data.subarray(from * m.columns, to * m.columns));

export function stack(...parts: readonly Matrix[]): Matrix {
  const columns = (parts[0] as Matrix).columns;
  return matrix(
    parts.reduce((sum, part) => sum + part.rows, 0),
    columns,
    parts.flatMap((part) => [...part.data]),
  );
}

const plus = (a: Matrix, b: Matrix) =>
  build(a.rows, a.columns, (row, column) => at(a, row, column) + at(b, row, column));

/** All weights of a checkpoint in memory, so that the steps need not wait. */
export class Weights {
  readonly #values = new Map<string, Matrix>();

  static async load(source: WeightSource, names: Iterable<string>): Promise<Weights> {
    const weights = new Weights();
    for (const name of names) {
      const shape = source.shape(name);
      const values = await source.read(name);
      const rows = shape.length === 1 ? 1 : (shape[0] as number);
      weights.#values.set(name, matrix(rows, values.length / rows, values));
    }
    return weights;
  }

  get(name: string): Matrix {
    const found = this.#values.get(name);
    if (!found) throw new Error(`${name} is not there`);
    return found;
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }
}

/** x · Wᵀ + b */
function linear(x: Matrix, weight: Matrix, bias?: Matrix): Matrix {
  return build(x.rows, weight.rows, (row, column) => {
    let sum = bias ? at(bias, 0, column) : 0;
    for (let k = 0; k < x.columns; k++) sum += at(x, row, k) * at(weight, column, k);
    return sum;
  });
}

function named(weights: Weights, name: string) {
  return (x: Matrix) =>
    linear(
      x,
      weights.get(`${name}.weight`),
      weights.has(`${name}.bias`) ? weights.get(`${name}.bias`) : undefined,
    );
}

function layerNorm(x: Matrix, weight: Matrix, bias: Matrix, epsilon: number): Matrix {
  const means = build(x.rows, 1, (row) => sumOf(x.columns, (k) => at(x, row, k)) / x.columns);
  const variances = build(
    x.rows,
    1,
    (row) => sumOf(x.columns, (k) => (at(x, row, k) - at(means, row, 0)) ** 2) / x.columns,
  );
  return build(x.rows, x.columns, (row, k) => {
    const unit = (at(x, row, k) - at(means, row, 0)) / Math.sqrt(at(variances, row, 0) + epsilon);
    return unit * at(weight, 0, k) + at(bias, 0, k);
  });
}

function rmsNorm(x: Matrix, weight: Matrix, epsilon: number): Matrix {
  const means = build(x.rows, 1, (row) => sumOf(x.columns, (k) => at(x, row, k) ** 2) / x.columns);
  return build(
    x.rows,
    x.columns,
    (row, k) => (at(x, row, k) / Math.sqrt(at(means, row, 0) + epsilon)) * at(weight, 0, k),
  );
}

function sumOf(count: number, term: (k: number) => number): number {
  let sum = 0;
  for (let k = 0; k < count; k++) sum += term(k);
  return sum;
}

/**
 * Softmax(q · kᵀ / √d) · v by head.
 * @param sees whether a query's row may see a key's row
 * @param note is told each share
 */
function attention(
  q: Matrix,
  k: Matrix,
  v: Matrix,
  heads: number,
  keyHeads: number,
  sees: (query: number, key: number) => boolean = () => true,
  note: (head: number, query: number, key: number, share: number) => void = () => {},
): Matrix {
  const size = q.columns / heads;
  const result = matrix(q.rows, q.columns);
  for (let head = 0; head < heads; head++) {
    const from = Math.floor(head / (heads / keyHeads)) * size;
    for (let i = 0; i < q.rows; i++) {
      const scores = Array.from({ length: k.rows }, (_, j) =>
        sees(i, j)
          ? sumOf(size, (d) => at(q, i, head * size + d) * at(k, j, from + d)) / Math.sqrt(size)
          : Number.NEGATIVE_INFINITY,
      );
      const largest = Math.max(...scores);
      const powers = scores.map((score) => Math.exp(score - largest));
      const all = powers.reduce((sum, power) => sum + power, 0);
      powers.forEach((power, j) => {
        const share = power / all;
        note(head, i, j, share);
        for (let d = 0; d < size; d++) {
          const to = i * q.columns + head * size + d;
          result.data[to] = (result.data[to] as number) + share * at(v, j, from + d);
        }
      });
    }
  }
  return result;
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** Abramowitz and Stegun 7.1.5, summed until nothing is added; for large arguments its value is ±1 in float64. */
function erf(x: number): number {
  if (Math.abs(x) > 5.5) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; n < 300; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

const gelu = (x: number) => (x / 2) * (1 + erf(x / Math.SQRT2));
const mapped = (m: Matrix, f: (x: number) => number) => matrix(m.rows, m.columns, m.data.map(f));

/** Features of one view, [patches, width]. @param pixels float32 [3, side, side] */
export function tower(config: LlavaMiniConfig, weights: Weights, pixels: Float32Array): Matrix {
  const { width, patch, image, heads, epsilon, layersRun, activation } = config.vision;
  const name = 'model.vision_tower.vision_tower.vision_model.';
  const grid = image / patch;
  const kernel = weights.get(`${name}embeddings.patch_embedding.weight`);
  const patches = build(grid * grid, width, (place, channel) => {
    const [top, left] = [Math.floor(place / grid) * patch, (place % grid) * patch];
    return sumOf(3 * patch * patch, (k) => {
      const [colour, y, x] = [Math.floor(k / patch ** 2), Math.floor(k / patch) % patch, k % patch];
      const pixel = pixels[(colour * image + top + y) * image + left + x] as number;
      return pixel * at(kernel, channel, k);
    });
  });
  const classRow = weights.get(`${name}embeddings.class_embedding`);
  const positions = weights.get(`${name}embeddings.position_embedding.weight`);
  const norm = (x: Matrix, which: string) =>
    layerNorm(x, weights.get(`${which}.weight`), weights.get(`${which}.bias`), epsilon);
  let x = norm(plus(stack(classRow, patches), positions), `${name}pre_layrnorm`);
  for (let layer = 0; layer < layersRun; layer++) {
    const at = `${name}encoder.layers.${layer}.`;
    const before = norm(x, `${at}layer_norm1`);
    const [q, k, v] = ['q', 'k', 'v'].map((one) => named(weights, `${at}self_attn.${one}_proj`)(before));
    const seen = attention(q as Matrix, k as Matrix, v as Matrix, heads, heads);
    x = plus(x, named(weights, `${at}self_attn.out_proj`)(seen));
    const wide = named(weights, `${at}mlp.fc1`)(norm(x, `${at}layer_norm2`));
    const active = mapped(wide, activation === 'quick_gelu' ? (t) => t * sigmoid(1.702 * t) : gelu);
    x = plus(x, named(weights, `${at}mlp.fc2`)(active));
  }
  return rowsOf(x, 1, x.rows);
}

/** Crops' features on one grid: [ratio², patches, width] to [(ratio · side)², width]. */
function onOneGrid(crops: readonly Matrix[], ratio: number, side: number): Matrix {
  const rows: Matrix[] = [];
  for (let y = 0; y < ratio * side; y++) {
    for (let x = 0; x < ratio * side; x++) {
      const crop = crops[Math.floor(y / side) * ratio + Math.floor(x / side)] as Matrix;
      const place = (y % side) * side + (x % side);
      rows.push(rowsOf(crop, place, place + 1));
    }
  }
  return stack(...rows);
}

/** The learned queries look at a square of features: [grid², width]. @param positions those of the features */
function compress(config: LlavaMiniConfig, weights: Weights, features: Matrix, positions: Matrix): Matrix {
  const name = 'model.compressor.';
  const { heads } = config.compressor;
  const norm = (x: Matrix, which: string) =>
    layerNorm(x, weights.get(`${name}${which}.weight`), weights.get(`${name}${which}.bias`), 1e-5);
  const keys = norm(features, 'ln_kv');
  const queries = norm(weights.get(`${name}query`), 'ln_q');
  const three = weights.get(`${name}attn.in_proj_weight`);
  const bias = weights.get(`${name}attn.in_proj_bias`);
  const project = (x: Matrix, which: number) =>
    linear(
      x,
      rowsOf(three, which * x.columns, (which + 1) * x.columns),
      matrix(1, x.columns, bias.data.subarray(which * x.columns, (which + 1) * x.columns)),
    );
  const seen = attention(
    project(plus(queries, weights.get(`${name}pos_embed`)), 0),
    project(plus(keys, positions), 1),
    project(keys, 2),
    heads,
    heads,
  );
  return named(weights, `${name}attn.out_proj`)(seen);
}

/**
 * Rows of one frame before its text, [T, hidden].
 * @param views pixels of the crops, row by row, and of the whole picture
 * @param positions positions of the features that the compressor reads, [(ratio · side)², width]
 */
export function frameEmbeds(
  config: LlavaMiniConfig,
  weights: Weights,
  views: readonly Float32Array[],
  positions: Matrix,
): Matrix {
  const features = views.map((view) => tower(config, weights, view));
  const whole = features[features.length - 1] as Matrix;
  const side = config.vision.image / config.vision.patch;
  const crops = views.length > 1 ? [onOneGrid(features.slice(0, -1), config.resolutionRatio, side)] : [];
  const compressed = compress(config, weights, crops[0] ?? whole, positions);
  const project = (x: Matrix) =>
    named(weights, 'model.mm_projector.2')(mapped(named(weights, 'model.mm_projector.0')(x), gelu));
  return stack(...[...crops, whole, compressed].map(project));
}

/** Angle per position of pair i, written after "Extending context window" and Llama 3.1's own description. */
function angle(llama: LlamaShape, i: number): number {
  const plain = 1 / llama.ropeTheta ** ((2 * i) / llama.headDim);
  const scaling = llama.ropeScaling;
  if (!scaling) return plain;
  if (scaling.kind === 'linear') return plain / scaling.factor;
  const turns = (scaling.originalPositions * plain) / (2 * Math.PI);
  if (turns < scaling.lowFrequencyFactor) return plain / scaling.factor;
  if (turns > scaling.highFrequencyFactor) return plain;
  const { lowFrequencyFactor: low, highFrequencyFactor: high } = scaling;
  const smooth = (turns - low) / (high - low);
  return plain * ((1 - smooth) / scaling.factor + smooth);
}

function rotate(x: Matrix, llama: LlamaShape): Matrix {
  const half = llama.headDim / 2;
  return build(x.rows, x.columns, (row, column) => {
    const d = column % llama.headDim;
    const turn = row * angle(llama, d % half);
    const other = d < half ? -at(x, row, column + half) : at(x, row, column - half);
    return at(x, row, column) * Math.cos(turn) + other * Math.sin(turn);
  });
}

/** Mean attention of row i to row j over heads and the layers of the second half. */
export type AttentionNote = (row: number, other: number, share: number) => void;

/** Decoder layers over rows at positions 0, 1, 2 …, each seeing itself and those before it. */
export function decoder(
  llama: LlamaShape,
  weights: Weights,
  prefix: string,
  layers: number,
  x: Matrix,
  note: AttentionNote = () => {},
): Matrix {
  let rows = x;
  const half = Math.floor(layers / 2);
  for (let layer = 0; layer < layers; layer++) {
    const name = `${prefix}${layer}.`;
    const project = (one: string, from: Matrix) => named(weights, `${name}${one}_proj`)(from);
    const before = rmsNorm(rows, weights.get(`${name}input_layernorm.weight`), llama.epsilon);
    const seen = attention(
      rotate(project('self_attn.q', before), llama),
      rotate(project('self_attn.k', before), llama),
      project('self_attn.v', before),
      llama.heads,
      llama.kvHeads,
      (query, key) => key <= query,
      (_, i, j, share) => layer >= half && note(i, j, share / llama.heads / (layers - half)),
    );
    rows = plus(rows, project('self_attn.o', seen));
    const after = rmsNorm(rows, weights.get(`${name}post_attention_layernorm.weight`), llama.epsilon);
    const gate = mapped(project('mlp.gate', after), (t) => t * sigmoid(t));
    const up = project('mlp.up', after);
    const gated = build(
      gate.rows,
      gate.columns,
      (row, column) => at(gate, row, column) * at(up, row, column),
    );
    rows = plus(rows, project('mlp.down', gated));
  }
  return rows;
}

/** Final norm and output layer: [rows, vocabulary]. */
export function head(config: LlavaMiniConfig, weights: Weights, rows: Matrix): Matrix {
  const normal = rmsNorm(rows, weights.get('model.norm.weight'), config.llama.epsilon);
  return linear(normal, weights.get(config.tiedEmbeddings ? 'model.embed_tokens.weight' : 'lm_head.weight'));
}
