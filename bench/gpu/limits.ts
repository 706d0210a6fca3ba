import { floatsToHalves } from '../../src-main/base/float16';
import { OnnxWriter } from '../../src-main/worker/formats/onnx/writer';
import { openSession, Tensor } from '../../src-main/worker/inference/session';
import type { Device } from '../../src-shared/devices';
import { median } from '../report';

/** What a device can do at best, measured with one matrix product through the same runtime. */
export interface DeviceLimits {
  /** Floating-point operations a second of a product of square matrices. */
  readonly flops: number;
  /** Bytes a second of weights that are read once: a row times a matrix larger than caches. */
  readonly bandwidth: number;
}

type Float = 'float32' | 'float16';

/** Milliseconds that a run may take for the next larger one to be tried. */
const PATIENCE = 200;
const LARGEST_SIDE = 8192;
/** Products in a row, so that bringing the input there and the result back counts little. */
const PRODUCTS = 8;
/** Bytes of the matrix that a row is multiplied with. */
const MATRIX = 256 * 2 ** 20;

/** @throws DeviceRefused */
export async function deviceLimits(device: Device, threads: number, type: Float): Promise<DeviceLimits> {
  let best = 0;
  for (let side = 256; side <= LARGEST_SIDE; side *= 2) {
    const milliseconds = await timed(products(side, type), device, threads, side);
    best = Math.max(best, (PRODUCTS * 2 * side ** 3 * 1000) / milliseconds);
    if (milliseconds > PATIENCE) break;
  }
  const side = 4096;
  const columns = Math.floor(MATRIX / (side * (type === 'float16' ? 2 : 4)));
  const milliseconds = await timed(row(side, columns, type), device, threads, side);
  return { flops: best, bandwidth: (MATRIX * 1000) / milliseconds };
}

async function timed(graph: Uint8Array, device: Device, threads: number, side: number): Promise<number> {
  const session = await openSession(graph, { device, threads });
  try {
    const inputs = { row: new Tensor('float32', new Float32Array(side).fill(1 / side), [1, side]) };
    await session.run(inputs);
    const times: number[] = [];
    for (let turn = 0; turn < 5; turn++) {
      const started = performance.now();
      await session.run(inputs);
      times.push(performance.now() - started);
    }
    return median(times);
  } finally {
    await session.dispose();
  }
}

/** One row, made a square matrix on the device, times one matrix again and again; of the result one number comes back. */
function products(side: number, type: Float): Uint8Array {
  const graph = begun(side, type);
  graph.weight('rows', 'int64', [2], BigInt64Array.of(BigInt(side), 1n));
  let values = graph.node('Tile', ['typed', 'rows'], 'square');
  matrix(graph, side, side, type);
  for (let turn = 0; turn < PRODUCTS; turn++)
    values = graph.node('MatMul', [values, 'matrix'], `product${turn}`);
  return ended(graph, values);
}

function row(side: number, columns: number, type: Float): Uint8Array {
  const graph = begun(side, type);
  matrix(graph, side, columns, type);
  return ended(graph, graph.node('MatMul', ['typed', 'matrix'], 'product'));
}

function begun(side: number, type: Float): OnnxWriter {
  const graph = new OnnxWriter('limit');
  graph.input('row', 'float32', [1, side]);
  if (type === 'float16') graph.node('Cast', ['row'], 'typed', { to: 10 });
  else graph.node('Identity', ['row'], 'typed');
  return graph;
}

function matrix(graph: OnnxWriter, rows: number, columns: number, type: Float): void {
  const values = new Float32Array(rows * columns).fill(1 / rows);
  graph.weight('matrix', type, [rows, columns], type === 'float16' ? floatsToHalves(values) : values);
}

function ended(graph: OnnxWriter, values: string): Uint8Array {
  graph.node('ReduceMean', [values], 'mean', { axes: [0, 1], keepdims: 1 });
  graph.node('Cast', ['mean'], 'told', { to: 1 });
  graph.output('told', 'float32', [1, 1]);
  return graph.bytes();
}
