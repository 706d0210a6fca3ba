import type { Device } from '../../../src-shared/domain';
import { OnnxWriter } from '../formats/onnx/writer';
import { floats, openSession, Tensor } from './session';

const SIDE = 16;
const CHANNELS = 8;
const CLASSES = 10;

/**
 * Runs a small graph of a frame encoder's operators on a device.
 * @returns its ten probabilities, to be held against those of the CPU
 * @throws DeviceRefused
 */
export async function runCheckGraph(device: Device): Promise<Float32Array> {
  const session = await openSession(checkGraph(), { device, threads: 1 });
  try {
    const pixels = Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, i) => (i * 37) % 256);
    const image = new Tensor('uint8', pixels, [1, SIDE, SIDE, 3]);
    return floats(await session.run({ image }), 'probabilities').slice();
  } finally {
    await session.dispose();
  }
}

/** The operators of a frame encoder in bytes, once each, with made-up weights. */
function checkGraph(): Uint8Array {
  const graph = new OnnxWriter('check');
  graph.input('image', 'uint8', [1, SIDE, SIDE, 3]);
  graph.node('Transpose', ['image'], 'planes', { perm: [0, 3, 1, 2] });
  graph.scalar('in_scale', 1 / 64);
  graph.weight('in_zero', 'uint8', [], Uint8Array.of(117));
  graph.node('DequantizeLinear', ['planes', 'in_scale', 'in_zero'], 'x');
  graph.weight('w_bytes', 'int8', [CHANNELS, 3, 3, 3], Int8Array.from(madeUp(CHANNELS * 27, 63)));
  graph.weight('w_scale', 'float32', [CHANNELS], new Float32Array(CHANNELS).fill(1 / 256));
  graph.weight('w_zero', 'int8', [CHANNELS], new Int8Array(CHANNELS));
  graph.node('DequantizeLinear', ['w_bytes', 'w_scale', 'w_zero'], 'w', { axis: 0 });
  graph.node('Conv', ['x', 'w'], 'convolved', { kernel_shape: [3, 3], pads: [1, 1, 1, 1], strides: [1, 1] });
  graph.node('Relu', ['convolved'], 'positive');
  graph.scalar('out_scale', 1 / 32);
  graph.weight('out_zero', 'uint8', [], Uint8Array.of(0));
  graph.node('QuantizeLinear', ['positive', 'out_scale', 'out_zero'], 'bytes');
  graph.node('DequantizeLinear', ['bytes', 'out_scale', 'out_zero'], 'y');
  graph.node('MaxPool', ['y'], 'pooled', { kernel_shape: [2, 2], strides: [2, 2] });
  graph.node('ReduceMean', ['pooled'], 'features', { axes: [2, 3], keepdims: 0 });
  const kernel = Float32Array.from(madeUp(CHANNELS * CLASSES, 63), (value) => value / 32);
  graph.weight('kernel', 'float32', [CHANNELS, CLASSES], kernel);
  graph.node('MatMul', ['features', 'kernel'], 'logits');
  graph.node('Softmax', ['logits'], 'probabilities', { axis: -1 });
  graph.output('probabilities', 'float32', [1, CLASSES]);
  return graph.bytes();
}

const ROWS = 24;
const PAST = 40;
const HEADS = 4;
const KV_HEADS = 2;
const HEAD_DIM = 16;
const HIDDEN = HEADS * HEAD_DIM;

/**
 * Runs a small graph of a language model's operators on a device: weights of 4 bits, attention with shared heads over a past
 * and over more rows than one tile of a GPU (a software adapter was wrong from 18 on), and the same with one softmax over
 * two products, as answers are written.
 * @returns the rows after both, to be held against those of the CPU
 * @throws DeviceRefused
 */
export async function runLanguageCheckGraph(device: Device): Promise<Float32Array> {
  const session = await openSession(languageGraph(), { device, threads: 1 });
  try {
    const rows = fractions(ROWS * HIDDEN);
    const past = fractions(KV_HEADS * PAST * HEAD_DIM);
    const dims = [1, KV_HEADS, PAST, HEAD_DIM];
    const inputs = {
      rows: new Tensor('float32', rows, [1, ROWS, HIDDEN]),
      past_key: new Tensor('float32', past, dims),
      past_value: new Tensor('float32', past.toReversed(), dims),
      lengths: new Tensor('int32', Int32Array.of(PAST + ROWS - 1), [1]),
      total: new Tensor('int32', Int32Array.of(PAST + ROWS), []),
    };
    return floats(await session.run(inputs), 'result').slice();
  } finally {
    await session.dispose();
  }
}

function languageGraph(): Uint8Array {
  const graph = new OnnxWriter('check-language');
  const width = (HEADS + 2 * KV_HEADS) * HEAD_DIM;
  const blocks = HIDDEN / 32;
  graph.input('rows', 'float32', [1, ROWS, HIDDEN]);
  graph.input('past_key', 'float32', [1, KV_HEADS, PAST, HEAD_DIM]);
  graph.input('past_value', 'float32', [1, KV_HEADS, PAST, HEAD_DIM]);
  graph.input('lengths', 'int32', [1]);
  graph.input('total', 'int32', []);
  const nibbles = Uint8Array.from(madeUp(width * blocks * 16, 127), (value) => value + 128);
  graph.weight('weights', 'uint8', [width, blocks, 16], nibbles);
  graph.weight('scales', 'float32', [width, blocks], new Float32Array(width * blocks).fill(1 / 16));
  graph.runtimeNode('MatMulNBits', ['rows', 'weights', 'scales'], 'qkv', {
    K: HIDDEN,
    N: width,
    bits: 4,
    block_size: 32,
  });
  const turns = Float32Array.from({ length: (PAST + ROWS) * (HEAD_DIM / 2) }, (_, i) => {
    const place = i % (HEAD_DIM / 2);
    return Math.floor(i / (HEAD_DIM / 2)) / 10 ** (place / 2);
  });
  graph.weight('cosine', 'float32', [PAST + ROWS, HEAD_DIM / 2], turns.map(Math.cos));
  graph.weight('sine', 'float32', [PAST + ROWS, HEAD_DIM / 2], turns.map(Math.sin));
  graph.runtimeNode(
    'GroupQueryAttention',
    ['qkv', '', '', 'past_key', 'past_value', 'lengths', 'total', 'cosine', 'sine'],
    ['attended', 'key', 'value'],
    { num_heads: HEADS, kv_num_heads: KV_HEADS, do_rotary: 1, rotary_interleaved: 0 },
  );
  graph.weight('norm', 'float32', [HIDDEN], new Float32Array(HIDDEN).fill(1));
  graph.node('SimplifiedLayerNormalization', ['attended', 'norm'], 'normal', { axis: -1, stash_type: 1 });
  graph.node('Transpose', ['normal'], 'turned', { perm: [0, 2, 1] });
  graph.node('MatMul', ['normal', 'turned'], 'products');
  graph.scalar('narrow', 1 / HEAD_DIM);
  graph.node('Mul', ['products', 'narrow'], 'scores');
  graph.node('Softmax', ['scores'], 'shares', { axis: -1 });
  graph.node('MatMul', ['shares', 'normal'], 'result');
  graph.output('result', 'float32', [1, ROWS, HIDDEN]);
  return graph.bytes();
}

/** Numbers from −1 to 1. */
function fractions(count: number): Float32Array {
  return Float32Array.from(madeUp(count, 63), (value) => value / 63);
}

/** Integers from −limit to limit that look like chance and are the same everywhere. */
function madeUp(count: number, limit: number): number[] {
  let state = 1;
  return Array.from({ length: count }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return (state % (2 * limit + 1)) - limit;
  });
}
