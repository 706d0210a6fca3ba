import type { Device } from '../../../src-shared/devices';
import type { FrameGraph } from '../../base/devices/check';
import { openSession, Tensor } from './session';

/** Milliseconds of timed runs: enough for several of a fast device, and never many of a slow one. */
const ENOUGH = 600;
const MOST_RUNS = 16;

/**
 * How long a device takes for a frame: the pack's own graph with its own batch, after one run that is not counted.
 * @returns milliseconds a frame, the median
 * @throws DeviceRefused
 */
export async function frameSpeed(graph: FrameGraph, device: Device, threads: number): Promise<number> {
  const session = await openSession(graph.path, { device, threads });
  try {
    const inputs = { [graph.input]: madeUpBatch(graph) };
    return (await medianTime(() => session.run(inputs, [graph.output]))) / graph.batch;
  } finally {
    await session.dispose();
  }
}

/** The median milliseconds of some runs after a first one, which compiles. */
export async function medianTime(run: () => Promise<unknown>): Promise<number> {
  await run();
  const times: number[] = [];
  for (let all = 0; all < ENOUGH && times.length < MOST_RUNS; ) {
    const start = performance.now();
    await run();
    const taken = performance.now() - start;
    times.push(taken);
    all += taken;
  }
  return times.sort((a, b) => a - b)[times.length >> 1] as number;
}

function madeUpBatch({ kind, width, height, batch }: FrameGraph): Tensor {
  const length = batch * height * width * 3;
  if (kind === 'classifier') {
    const pixels = Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 7)) % 256);
    return new Tensor('uint8', pixels, [batch, height, width, 3]);
  }
  const values = Float32Array.from({ length }, (_, i) => ((i * 31 + (i >> 7)) % 256) / 128 - 1);
  return new Tensor('float32', values, [batch, 3, height, width]);
}
