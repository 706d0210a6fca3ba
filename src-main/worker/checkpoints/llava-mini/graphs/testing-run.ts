// Runs graphs that were built, for tests.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { halvesToFloats } from '../../../../base/float16';
import { InferenceSession, Tensor } from '../../../onnx-runtime/runtime';
import { GRAPH } from '../graph-io';
import type { LlavaMiniConfig } from '../types';
import { type GraphOptions, type WrittenGraphs, writeGraphs } from './index';
import { madeUpWeights, publishedShapes } from './testing';
import { type Matrix, matrix, Weights } from './transcription';

export type Feeds = Record<string, Tensor>;

/** A made-up pack, its graphs loaded on the CPU, and its weights in float64 beside it. */
export interface LoadedGraphs {
  readonly written: WrittenGraphs;
  readonly sessions: Readonly<Record<keyof WrittenGraphs['graphs'], InferenceSession>>;
  readonly weights: Weights;
  dispose(): Promise<void>;
}

export async function loadMadeUp(
  config: LlavaMiniConfig,
  seed: number,
  options: GraphOptions,
): Promise<LoadedGraphs> {
  const dir = await mkdtemp(join(tmpdir(), 'longtake-graphs-'));
  const source = madeUpWeights(config, seed);
  const written = await writeGraphs(dir, config, source, options);
  const load = (file: string) =>
    InferenceSession.create(join(dir, file), { intraOpNumThreads: 1, logSeverityLevel: 4 });
  const sessions = {
    vision: await load(written.graphs.vision),
    prefusion: await load(written.graphs.prefusion),
    prefill: await load(written.graphs.prefill),
    answer: await load(written.graphs.answer),
    answerOnDevice: await load(written.graphs.answerOnDevice),
  };
  return {
    written,
    sessions,
    weights: await Weights.load(source, publishedShapes(config).keys()),
    async dispose() {
      for (const session of Object.values(sessions)) await session.release();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

export const floatTensor = (values: ArrayLike<number>, shape: readonly number[]) =>
  new Tensor('float32', Float32Array.from(values), shape);
export const indexTensor = (values: readonly number[], shape: readonly number[] = [values.length]) =>
  new Tensor('int64', BigInt64Array.from(values, BigInt), shape);

/** Keys or values of no rows, or those given. */
export function cacheTensor(type: 'float32' | 'float16', shape: readonly number[], from?: Tensor): Tensor {
  const length = shape.reduce((product, size) => product * size, 1);
  if (type === 'float32') {
    return new Tensor(type, from ? (from.data as Float32Array) : new Float32Array(length), shape);
  }
  return halfTensor(from ? halvesOf(from) : new Uint16Array(length), shape);
}

/** Where the engine has Float16Array the library lays one over the halves, which its native side then reads as empty. */
function halfTensor(halves: Uint16Array, shape: readonly number[]): Tensor {
  const tensor = new Tensor('float16', halves, shape);
  Object.defineProperty(tensor, 'data', { value: halves });
  return tensor;
}

function halvesOf(tensor: Tensor): Uint16Array {
  const { buffer, byteOffset, length } = tensor.data as Uint16Array;
  return new Uint16Array(buffer, byteOffset, length);
}

/** Values of a tensor of either float type. */
export function valuesOf(tensor: Tensor | undefined): Float32Array {
  if (!tensor) throw new Error('the graph did not give it');
  return tensor.data instanceof Float32Array ? tensor.data : halvesToFloats(halvesOf(tensor));
}

/** What a graph with a growing past is fed: rows behind those of an earlier run, or of none. */
export function growingFeeds(
  config: LlavaMiniConfig,
  layers: number,
  type: 'float32' | 'float16',
  rows: Matrix,
  wanted: { readonly name: string; readonly rows: readonly number[] },
  before?: { readonly rows: number; readonly outputs: Readonly<Record<string, Tensor>> },
): Feeds {
  const { kvHeads, headDim } = config.llama;
  const past = before?.rows ?? 0;
  const feeds: Feeds = {
    [GRAPH.inputs]: floatTensor(rows.data, [1, rows.rows, rows.columns]),
    [GRAPH.lengths]: new Tensor('int32', Int32Array.of(past + rows.rows - 1), [1]),
    [GRAPH.totalLength]: new Tensor('int32', Int32Array.of(past + rows.rows), []),
    [wanted.name]: indexTensor(wanted.rows),
  };
  for (let layer = 0; layer < layers; layer++) {
    const shape = [1, kvHeads, past, headDim];
    feeds[GRAPH.pastKey(layer)] = cacheTensor(type, shape, before?.outputs[GRAPH.presentKey(layer)]);
    feeds[GRAPH.pastValue(layer)] = cacheTensor(type, shape, before?.outputs[GRAPH.presentValue(layer)]);
  }
  return feeds;
}

/** [heads, rows, size] to [heads, size, rows]. */
function turned(tensor: Tensor, heads: number, rows: number, size: number): Tensor {
  const shape = [heads, size, rows];
  const from = tensor.data as Float32Array | Uint16Array;
  const to = from.slice();
  for (let head = 0; head < heads; head++) {
    for (let row = 0; row < rows; row++) {
      for (let d = 0; d < size; d++) {
        to[(head * size + d) * rows + row] = from[(head * rows + row) * size + d] as number;
      }
    }
  }
  return to instanceof Float32Array ? new Tensor('float32', to, shape) : halfTensor(to, shape);
}

/** What the answer graph is fed: rows behind a prefix and behind those of earlier runs on it. */
export function answerFeeds(
  config: LlavaMiniConfig,
  type: 'float32' | 'float16',
  rows: Matrix,
  prefix: { readonly rows: number; readonly outputs: Readonly<Record<string, Tensor>> },
  before: { readonly rows: number; readonly outputs: Readonly<Record<string, Tensor>> },
  asked: readonly number[] = [],
): Feeds {
  const { kvHeads, headDim, layers } = config.llama;
  const total = before.rows + rows.rows;
  const mask = Array.from({ length: rows.rows * total }, (_, i) =>
    i % total > before.rows + Math.floor(i / total) ? Number.NEGATIVE_INFINITY : 0,
  );
  const positions = Array.from({ length: rows.rows }, (_, i) => prefix.rows + before.rows + i);
  const feeds: Feeds = {
    [GRAPH.inputs]: floatTensor(rows.data, [1, rows.rows, rows.columns]),
    [GRAPH.positions]: indexTensor(positions, [1, rows.rows]),
    [GRAPH.suffixMask]: floatTensor(mask, [rows.rows, total]),
    [GRAPH.logitIndex]: indexTensor(Array.from({ length: rows.rows }, (_, i) => i)),
    [GRAPH.attentionIndex]: indexTensor(asked),
  };
  for (let layer = 0; layer < layers; layer++) {
    const [key, value] = [GRAPH.presentKey(layer), GRAPH.presentValue(layer)];
    const rowsFirst = [kvHeads, prefix.rows, headDim];
    const known = cacheTensor(type, rowsFirst, prefix.outputs[key]);
    feeds[GRAPH.prefixKey(layer)] = turned(known, kvHeads, prefix.rows, headDim);
    feeds[GRAPH.prefixValue(layer)] = cacheTensor(type, rowsFirst, prefix.outputs[value]);
    const past = [kvHeads, before.rows, headDim];
    feeds[GRAPH.pastKey(layer)] = cacheTensor(type, past, before.outputs[key]);
    feeds[GRAPH.pastValue(layer)] = cacheTensor(type, past, before.outputs[value]);
  }
  return feeds;
}

/** Numbers around 0 of deviation 1, the same for the same seed. */
export function noise(rows: number, columns: number, seed: number): Matrix {
  let state = seed * 2_654_435_761 + 12_345;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  for (let i = 0; i < 8; i++) next();
  return matrix(
    rows,
    columns,
    Float32Array.from({ length: rows * columns }, () => (next() + next() + next() - 1.5) * 2),
  );
}

/** Largest difference, over the largest expected magnitude. */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.NaN;
  let largest = 0;
  let scale = 0;
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs((actual[i] as number) - (expected[i] as number));
    if (!(difference <= largest)) largest = difference;
    scale = Math.max(scale, Math.abs(expected[i] as number));
  }
  return largest / scale;
}

/** Root of the mean square of the difference, over that of what is expected. */
export function rootMeanError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.NaN;
  let difference = 0;
  let size = 0;
  for (let i = 0; i < expected.length; i++) {
    difference += ((actual[i] as number) - (expected[i] as number)) ** 2;
    size += (expected[i] as number) ** 2;
  }
  return Math.sqrt(difference / size);
}
