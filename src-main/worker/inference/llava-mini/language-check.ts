import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Device } from '../../../../src-shared/devices';
import type { CheckPart, LanguageShape } from '../../../base/devices/check';
import { floatsToHalves } from '../../../base/float16';
import { GRAPH } from '../../checkpoints/llava-mini/graph-io';
import { type WrittenGraphs, writeGraphs } from '../../checkpoints/llava-mini/graphs';
import { formsOf } from '../../checkpoints/llava-mini/graphs/precision';
import { tensorShapes } from '../../checkpoints/llava-mini/tensors';
import { frameRows, type LlavaMiniConfig } from '../../checkpoints/llava-mini/types';
import { blocksOf } from '../../formats/onnx/block-quantise';
import { OnnxWriter } from '../../formats/onnx/writer';
import type { WeightSource } from '../../formats/weight-source';
import { medianTime } from '../frame-speed';
import { floats, openSession, type Session, Tensor } from '../session';
import { type CacheArray, type CacheShape, freeOnDevice, newCacheArray } from './cache';
import { Decoder } from './decoder';
import { placeFor, residentOutputs } from './device-prefix';
import type { PrefixPlace } from './kv-prefix';
import { Prefusion } from './prefusion';

/** Rows of the long prefix: more than any tile of a GPU's kernels, and read in steps, so that the past grows. */
const PREFIX = 600;
const STEP = 120;
const QUESTION = 24;
/** Rows at once of the product that is timed, and outputs of it: a slice of the largest matrix. */
const TIMED_ROWS = 32;
const TIMED_OUTPUTS = 16_384;
/** Bytes that protobuf allows, and some room. */
const LARGEST_FILE = 1.9e9;
/** How many elements of the row that the largest matrix is multiplied with are not 0: few, so that sums are exact in halves. */
const ADDED = 16;

/**
 * Largest difference to the CPU that a precision explains. With weights in blocks the CPU rounds rows to 8 bits, which costs
 * these small models some hundredths. SwiftShader's wrong attention differs by tenths.
 */
const TOLERANCE = { fp32: 0.005, fp16: 0.02, int8: 0.06, int4: 0.06 } as const;

/**
 * A language model in miniature with a pack's own operators: built by the same builders in the same precision, with the pack's
 * heads, and run by the same code. A picture, a frame through pre-fusion, a question behind it, an answer over no prefix, a
 * short one and a long one; and the product with the largest matrix in its real size.
 * @throws DeviceRefused, and what its kernels throw
 */
export async function languageParts(shape: LanguageShape, device: Device): Promise<CheckPart[]> {
  const dir = await mkdtemp(join(tmpdir(), 'longtake-check-'));
  try {
    const config = miniature(shape);
    const { precision, cacheType } = shape;
    const { graphs } = await writeGraphs(dir, config, madeUp(config), { precision, cacheType });
    const small = await runMiniature(dir, graphs, config, shape, device);
    const tolerance = TOLERANCE[precision];
    const parts = Object.entries(small).map(([name, values]) => ({ name, values: [...values], tolerance }));
    return [...parts, await largestPart(shape, device)];
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** Milliseconds of a product with a slice of the largest matrix, whose width is the real one. */
export async function languageSpeed(shape: LanguageShape, device: Device, threads: number): Promise<number> {
  const outputs = Math.min(TIMED_OUTPUTS, shape.vocab);
  const session = await openSession(product(shape, outputs), { device, threads });
  try {
    const rows = new Float32Array(TIMED_ROWS * shape.hidden).fill(1 / shape.hidden);
    const inputs = { rows: new Tensor('float32', rows, [TIMED_ROWS, shape.hidden]) };
    return await medianTime(() => session.run(inputs));
  } finally {
    await session.dispose();
  }
}

/** As small as kernels allow, with the pack's own heads: their size chooses kernels, and how many share one. */
function miniature({ heads, kvHeads, headDim }: LanguageShape): LlavaMiniConfig {
  const sharing = heads / kvHeads;
  return {
    llama: {
      ...{ hidden: 128, headDim, heads: 2 * sharing, kvHeads: 2, intermediate: 192, layers: 2, vocab: 160 },
      ...{ epsilon: 1e-5, ropeTheta: 500_000, ropeScaling: null, maxPositions: 1024 },
    },
    prefusionLayers: 1,
    vision: {
      ...{ width: 64, heads: 4, intermediate: 128, layers: 2, layersRun: 1, patch: 8, image: 32 },
      ...{ epsilon: 1e-5, activation: 'quick_gelu' },
    },
    compressor: { grid: 1, heads: 8 },
    resolutionRatio: 1,
    contextTokens: 1024,
    imageAspect: 'pad',
    tiedEmbeddings: false,
  };
}

async function runMiniature(
  dir: string,
  graphs: WrittenGraphs['graphs'],
  config: LlavaMiniConfig,
  { precision, cacheType }: LanguageShape,
  device: Device,
): Promise<Record<string, Float32Array>> {
  const opened: Session[] = [];
  const open = async (file: string, resident: readonly string[] = []) => {
    const session = await openSession(join(dir, file), { device, threads: 1, resident });
    opened.push(session);
    return session;
  };
  const { llama, vision } = config;
  const { hidden, kvHeads, headDim, layers } = llama;
  const { total, patches, compressed } = frameRows(config);
  try {
    const tower = await open(graphs.vision);
    const pixels = new Tensor('float32', fractions(3 * vision.image ** 2, 5), [
      1,
      3,
      vision.image,
      vision.image,
    ]);
    const seen = floats(await tower.run({ [GRAPH.vision.pixels]: pixels }), GRAPH.vision.frames);
    const part = {
      ...{ hidden, kvHeads, headDim, layers, precision, cacheType, prefusionLayers: config.prefusionLayers },
      ...{ resolutionRatio: 1, compressedTokens: compressed, image: { patches } },
    };
    const prefusion = new Prefusion(await open(graphs.prefusion), part, QUESTION);
    const frame = Float32Array.from([...seen, ...fractions(QUESTION * hidden, 7)]);
    const wanted = Array.from({ length: QUESTION + 1 }, (_, row) => total - 1 + row);
    const read = await prefusion.readFrame(frame, wanted, true);
    const question = await prefusion.readQuestion(
      fractions(QUESTION * hidden, 11),
      read.fusion as Uint16Array,
    );
    const answer = await open(
      device === 'cpu' ? graphs.answer : graphs.answerOnDevice,
      residentOutputs(layers),
    );
    const cache = { layers, kvHeads, headDim, type: cacheType };
    const place = await placeFor(device, cache);
    const found = await answers(answer, place, cache, hidden).finally(() => place.dispose());
    return { vision: seen, frame: read.rows, question, ...found };
  } finally {
    for (const session of opened) await session.dispose();
  }
}

/** Logits of a question over a prefix of one step and of many, of a token after it, and what it attends to. */
async function answers(session: Session, place: PrefixPlace, cache: CacheShape, hidden: number) {
  const prefix = await place.make(PREFIX);
  const found: Record<string, Float32Array> = {};
  while (!prefix.whole) {
    const steps = new Decoder(session, cache, hidden, prefix);
    await steps.read(fractions(STEP * hidden, 13 + prefix.rows), 'nothing');
    const rows = steps.take();
    await prefix.append(rows);
    freeOnDevice([...rows.keys, ...rows.values]);
    if (prefix.rows > STEP && !prefix.whole) continue;
    const decoder = new Decoder(session, cache, hidden, prefix);
    const asked = await decoder.read(fractions(QUESTION * hidden, 17), 'attention');
    const token = await decoder.read(fractions(hidden, 19), 'logits');
    const which = prefix.whole ? 'long' : 'short';
    found[`${which} logits`] = asked?.logits ?? new Float32Array();
    found[`${which} attention`] = asked?.attention ?? new Float32Array();
    found[`${which} token`] = token?.logits ?? new Float32Array();
    decoder.dispose();
  }
  prefix.dispose();
  return found;
}

/**
 * The product with the whole output layer, a gigabyte and more of a large model in half precision: devices have limits on a
 * buffer. Each row of the matrix is one number, so that the right result is known without another device.
 */
async function largestPart(shape: LanguageShape, device: Device): Promise<CheckPart> {
  const { hidden } = shape;
  const tolerance = 0.02;
  // In full precision the matrix of a large model is more than one file holds.
  const vocab = Math.min(
    shape.vocab,
    Math.floor(LARGEST_FILE / (4 * hidden)) * (shape.precision === 'fp32' ? 1 : 2),
  );
  // The CPU has no such limits.
  if (device === 'cpu') return { name: 'largest', values: [1], tolerance };
  const session = await openSession(product(shape, vocab), { device, threads: 1 });
  try {
    const row = new Float32Array(hidden);
    for (let i = 0; i < ADDED; i++) row[Math.floor((i * hidden) / ADDED)] = 1 / ADDED;
    const rows = new Tensor('float32', row, [1, hidden]);
    const logits = floats(await session.run({ rows }), 'logits');
    let off = logits.length === vocab ? 0 : 1;
    for (const [row, value] of logits.entries()) off = Math.max(off, Math.abs(value / weightOf(row) - 1));
    return { name: 'largest', values: [Number.isFinite(off) ? 1 + off : 0], tolerance };
  } finally {
    await session.dispose();
  }
}

/** What all weights of a row of the matrix are: a small power of two times one of 7 steps, exact in every precision. */
function weightOf(row: number): number {
  return 1 + (row % 7) / 8;
}

/** A graph of one product, held as the pack's output layer is: rows [R, hidden] to logits [R, outputs]. */
function product({ hidden, precision, cacheType }: LanguageShape, outputs: number): Uint8Array {
  const graph = new OnnxWriter('product');
  const typed = (values: Float32Array) => (cacheType === 'float16' ? floatsToHalves(values) : values);
  graph.input('rows', 'float32', ['R', hidden]);
  const rows = cacheType === 'float16' ? graph.node('Cast', ['rows'], 'half', { to: 10 }) : 'rows';
  const form = formsOf(precision, cacheType).head;
  if (form === 'float') {
    const weights = newCacheArray(cacheType, outputs * hidden);
    for (let row = 0; row < outputs; row++) {
      const [weight] = typed(Float32Array.of(weightOf(row))) as CacheArray;
      weights.fill(weight as number, row * hidden, (row + 1) * hidden);
    }
    graph.weight('weights', cacheType, [outputs, hidden], weights);
    graph.node('Gemm', [rows, 'weights'], 'products', { transB: 1 });
  } else {
    const bits = form === 'blocks4' ? 4 : 8;
    const blocks = blocksOf(hidden);
    const scales = Float32Array.from({ length: outputs * blocks }, (_, i) =>
      weightOf(Math.floor(i / blocks)),
    );
    // One more than the middle: 1 times the scale.
    const bytes = new Uint8Array(outputs * blocks * 4 * bits).fill(bits === 4 ? 0x99 : 129);
    graph.weight('weights', 'uint8', [outputs, blocks, 4 * bits], bytes);
    graph.weight('scales', cacheType, [outputs, blocks], typed(scales));
    const sizes = { K: hidden, N: outputs, bits, block_size: 32, accuracy_level: 4 };
    graph.runtimeNode('MatMulNBits', [rows, 'weights', 'scales'], 'products', sizes);
  }
  if (cacheType === 'float16') graph.node('Cast', ['products'], 'logits', { to: 1 });
  else graph.node('Identity', ['products'], 'logits');
  graph.output('logits', 'float32', ['R', outputs]);
  return graph.bytes();
}

/** Random weights of a size that keeps values from growing from layer to layer, the same everywhere. */
function madeUp(config: LlavaMiniConfig): WeightSource {
  const shapes = tensorShapes(config);
  const seeds = new Map([...shapes.keys()].map((name, i) => [name, i + 1]));
  const shape = (name: string) => {
    const found = shapes.get(name);
    if (!found) throw new Error(`${name} is no tensor of the miniature`);
    return found;
  };
  return {
    has: (name) => shapes.has(name),
    shape,
    async read(name, from = 0, to = shape(name)[0] as number) {
      const [rows = 1, ...rest] = shape(name);
      const width = rest.reduce((product, size) => product * size, 1);
      const all = fractions(rows * width, seeds.get(name) ?? 1);
      const norm = rest.length === 0 && name.endsWith('weight');
      const spread = rest.length === 0 ? 0.1 : 1.7 / Math.sqrt(width);
      return all.subarray(from * width, to * width).map((value) => (norm ? 1 : 0) + value * spread);
    },
  };
}

/** Numbers from −1 to 1 that look like chance and are the same everywhere. */
function fractions(count: number, seed: number): Float32Array {
  let state = (seed * 69_621) % 2_147_483_647;
  return Float32Array.from({ length: count }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 1_073_741_823.5 - 1;
  });
}
