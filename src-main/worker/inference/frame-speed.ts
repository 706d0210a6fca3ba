import type { Device } from '../../../src-shared/devices';
import type { CheckPart, FrameGraph } from '../../base/devices/check';
import type { FramesPart } from '../../base/packs/manifest';
import { formFile } from './graph-form';
import { floats, openSession, Tensor } from './session';

/** Frames whose tokens are compared. */
const FEW = 2;
/**
 * How far tokens of one frame by two devices, or two forms of the graph, may be apart and still be compared with each other: an
 * index may be begun on one and gone on with on the other. Rounding to bytes alone takes 0.0004 to 0.0025 of the cosine.
 */
export const TOKENS_ALIKE = { tolerance: 0.1, cosine: 0.995 } as const;
/** A device takes more frames at once than the CPU: its units are many, and each call has its way there and back. */
const MORE_ON_A_DEVICE = 8;

/** Frames that one call of a pack's encoder takes on a device. */
export function batchOn(where: 'cpu' | 'a device', { batch }: Pick<FramesPart, 'batch'>): number {
  return where === 'cpu' ? batch : batch * MORE_ON_A_DEVICE;
}

/** Milliseconds of timed runs: enough for several of a fast device, and never many of a slow one. */
const ENOUGH = 600;
const MOST_RUNS = 16;

/**
 * Reads made-up frames with the pack's own graph: a few, whose tokens are held against the CPU's, then its own batch, timed.
 * @returns the tokens, then milliseconds a frame, the median
 * @throws DeviceRefused
 */
export async function* tryFrames(
  graph: FrameGraph,
  device: Device,
  threads: number,
): AsyncGenerator<{ readonly parts: readonly CheckPart[] } | { readonly milliseconds: number }> {
  const path = graph.made ? await formFile(graph.path, graph.made) : graph.path;
  const session = await openSession(path, { device, threads });
  const run = (count: number) => {
    const inputs = { [graph.input]: madeUpBatch(graph, count) };
    return () => session.run(inputs, [graph.output]);
  };
  try {
    const tokens = floats(await run(FEW)(), graph.output);
    const dim = tokens.length / FEW;
    yield {
      parts: Array.from({ length: FEW }, (_, frame) => ({
        ...{ name: `token ${frame}`, values: [...tokens.subarray(frame * dim, (frame + 1) * dim)] },
        ...TOKENS_ALIKE,
      })),
    };
    yield { milliseconds: (await medianTime(run(graph.batch))) / graph.batch };
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

function madeUpBatch({ kind, width, height }: FrameGraph, batch: number): Tensor {
  const length = batch * height * width * 3;
  if (kind === 'classifier') {
    const pixels = Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 7)) % 256);
    return new Tensor('uint8', pixels, [batch, height, width, 3]);
  }
  const values = Float32Array.from({ length }, (_, i) => ((i * 31 + (i >> 7)) % 256) / 128 - 1);
  return new Tensor('float32', values, [batch, 3, height, width]);
}
