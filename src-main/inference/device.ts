import { listSupportedBackends } from 'onnxruntime-node';
import type { Device, DeviceReport, Settings } from '../../src-shared/domain';
import { OnnxWriter } from '../models/onnx/writer';
import { floats, openSession, type SessionOptions, Tensor } from './session';

/** Fastest first; the CPU runs everything and comes last. */
const ORDER: readonly Device[] = ['cuda', 'dml', 'coreml', 'webgpu', 'cpu'];
const NAMES: Readonly<Record<Device, string>> = {
  cpu: 'the CPU',
  cuda: 'CUDA',
  dml: 'DirectML',
  coreml: 'Core ML',
  webgpu: 'WebGPU',
};
/** Largest difference to the CPU in a probability that rounding in half precision can explain. */
const TOLERANCE = 0.01;

/** What trying devices needs of the world; tests bring their own. */
export interface DeviceProbe {
  /** Devices that ONNX Runtime was built with. */
  supported(): readonly string[];
  /** Runs the check graph: a few probabilities. Rejects when the device does not take it. */
  run(device: Device): Promise<Float32Array>;
}

const realProbe: DeviceProbe = {
  supported: () => listSupportedBackends().map((backend) => backend.name),
  run: runCheckGraph,
};

/**
 * Chooses where the frame encoder runs. Each device but the CPU first runs a small graph of the encoder's operators, and is
 * refused when it fails or when its numbers differ from the CPU's.
 * @param wanted what the user chose; `auto` takes the fastest that is usable
 */
export async function chooseDevice(
  wanted: Settings['device'],
  probe: DeviceProbe = realProbe,
): Promise<DeviceReport> {
  const supported = new Set(probe.supported());
  const expected = await probe.run('cpu');
  const candidates: DeviceReport['candidates'] = [];
  let chosen: Device | null = null;
  for (const device of ORDER) {
    if (device === 'cpu') {
      candidates.push({ device, usable: true, why: 'Always there.' });
    } else if (!supported.has(device)) {
      candidates.push({ device, usable: false, why: 'Not available on this system.' });
    } else if (chosen || (wanted !== 'auto' && wanted !== device)) {
      candidates.push({ device, usable: false, why: `Not tried: ${untried(wanted, chosen)}.` });
    } else {
      const refusal = await refuse(device, expected, probe);
      candidates.push({ device, usable: !refusal, why: refusal ?? 'Gives the same results as the CPU.' });
      if (!refusal) chosen = device;
    }
  }
  return { chosen: chosen ?? 'cpu', why: explain(wanted, chosen, candidates), candidates };
}

function untried(wanted: Settings['device'], chosen: Device | null): string {
  return wanted === 'auto' ? `${NAMES[chosen ?? 'cpu']} is usable` : `${NAMES[wanted]} was asked for`;
}

/** Why a device cannot be used, as a sentence for the user; null when it can. */
async function refuse(device: Device, expected: Float32Array, probe: DeviceProbe): Promise<string | null> {
  let found: Float32Array;
  try {
    found = await probe.run(device);
  } catch {
    // ONNX Runtime's own words name libraries and source files: nothing that a user could act on.
    return `${NAMES[device]} could not be started: there is no such device, or its driver is missing.`;
  }
  const same =
    found.length === expected.length &&
    found.every((value, i) => Math.abs(value - (expected[i] as number)) <= TOLERANCE);
  return same ? null : `${NAMES[device]} gives other results than the CPU, so it is not used.`;
}

function explain(
  wanted: Settings['device'],
  chosen: Device | null,
  candidates: DeviceReport['candidates'],
): string {
  if (wanted === 'cpu') return 'The CPU, as chosen in the settings.';
  if (wanted === 'auto') {
    return chosen
      ? `${NAMES[chosen]}, the fastest device that gives the same results as the CPU.`
      : 'The CPU, because no faster device is usable here.';
  }
  if (chosen) return `${NAMES[chosen]}, as chosen in the settings.`;
  const refusal = candidates.find((candidate) => candidate.device === wanted)?.why ?? '';
  return `The CPU, although ${NAMES[wanted]} was chosen in the settings. ${refusal}`;
}

async function runCheckGraph(device: Device): Promise<Float32Array> {
  const options: SessionOptions = { device, threads: 1 };
  const session = await openSession(checkGraph(), options);
  try {
    const pixels = Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, i) => (i * 37) % 256);
    const image = new Tensor('uint8', pixels, [1, SIDE, SIDE, 3]);
    return floats(await session.run({ image }), 'probabilities').slice();
  } finally {
    await session.dispose();
  }
}

const SIDE = 16;
const CHANNELS = 8;
const CLASSES = 10;

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
