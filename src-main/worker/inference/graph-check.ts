import type { Device } from '../../../src-shared/devices';
import type { CheckPart, WholeGraph } from '../../base/devices/check';
import { medianTime } from './frame-speed';
import { formFile } from './graph-form';
import { openSession, type Session, Tensor } from './session';

/** Of an output that are compared, evenly taken: enough of a large one. */
const COMPARED = 1024;
/**
 * Kernels of devices round elsewhere than the CPU's, most of all between graphs' steps of 8 bits, which forms for devices have not.
 * By single numbers, and by all of an output.
 */
const ALIKE = { tolerance: 0.05, cosine: 0.998 } as const;

/**
 * Runs a whole graph on a device.
 * @returns numbers of its outputs, then the milliseconds of a run
 * @throws DeviceRefused, and what its kernels throw
 */
export async function* tryGraph(
  graph: WholeGraph,
  device: Device,
  threads: number,
): AsyncGenerator<{ readonly parts: readonly CheckPart[] } | { readonly milliseconds: number }> {
  const path = graph.made ? await formFile(graph.path, graph.made) : graph.path;
  const session = await openSession(path, { device, threads });
  try {
    const inputs = { [session.inputNames[0] as string]: madeUp(graph) };
    yield { parts: await partsOf(session, inputs, graph.outputs) };
    yield { milliseconds: await medianTime(() => session.run(inputs)) };
  } finally {
    await session.dispose();
  }
}

async function partsOf(
  session: Session,
  inputs: Readonly<Record<string, Tensor>>,
  outputs: readonly string[] | null,
): Promise<CheckPart[]> {
  const parts: CheckPart[] = [];
  for (const [name, { data }] of Object.entries(await session.run(inputs, outputs ?? session.outputNames))) {
    if (!(data instanceof Float32Array)) continue;
    const step = Math.max(1, Math.floor(data.length / COMPARED));
    parts.push({ name, values: Array.from(data.filter((_, i) => i % step === 0)), ...ALIKE });
  }
  return parts;
}

/** Strokes in rows, as of writing: over noise a detector of lines sees nothing, which any device would agree with. */
function madeUp({ type, dims }: WholeGraph): Tensor {
  const length = dims.reduce((product, size) => product * size, 1);
  const [height, width] = dims.slice(-2) as [number, number];
  const isStroke = (i: number) => {
    const [x, y] = [i % width, Math.floor(i / width) % height];
    return (y >> 4) % 3 === 0 && ((x * 7 + (x >> 3) * 5 + (y >> 2) * 3) >> 2) % 3 === 0;
  };
  if (type === 'uint8') {
    return new Tensor(
      type,
      Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 7)) % 256),
      dims,
    );
  }
  return new Tensor(
    type,
    Float32Array.from({ length }, (_, i) => (isStroke(i) ? 1 : -1)),
    dims,
  );
}
