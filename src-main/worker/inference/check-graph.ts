import type { Device } from '../../../src-shared/devices';
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

/** Integers from −limit to limit that look like chance and are the same everywhere. */
function madeUp(count: number, limit: number): number[] {
  let state = 1;
  return Array.from({ length: count }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return (state % (2 * limit + 1)) - limit;
  });
}
