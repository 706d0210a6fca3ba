import { describe, expect, it } from 'vitest';
import { floats, openSession, Tensor } from '../../inference/session';
import type { ElementType, TensorData } from './elements';
import { byteRange, quantiseWeights, WEIGHT_LIMIT } from './quantise';
import { OnnxWriter } from './writer';

const CPU = { device: 'cpu', threads: 1 } as const;

async function run(graph: OnnxWriter, inputs: Record<string, Tensor>, output: string): Promise<number[]> {
  const session = await openSession(graph.bytes(), CPU);
  try {
    return [...floats(await session.run(inputs), output)];
  } finally {
    await session.dispose();
  }
}

describe('OnnxWriter', () => {
  it('writes a graph that ONNX Runtime computes', async () => {
    const graph = new OnnxWriter('affine');
    graph.input('x', 'float32', ['N', 3]);
    graph.weight('w', 'float32', [3, 2], Float32Array.of(1, 2, 3, 4, 5, 6));
    graph.weight('b', 'float32', [2], Float32Array.of(10, -20));
    graph.node('Gemm', ['x', 'w', 'b'], 'y', { alpha: { float: 0.5 } });
    graph.output('y', 'float32', ['N', 2]);
    const x = new Tensor('float32', Float32Array.of(1, 1, 1, 0, 2, 0), [2, 3]);
    expect(await run(graph, { x }, 'y')).toEqual([14.5, -14, 13, -16]);
  });

  it('writes lists, negative numbers, strings, integers and scalars', async () => {
    const graph = new OnnxWriter('kinds');
    graph.input('x', 'uint8', [1, 2, 2]);
    graph.node('Cast', ['x'], 'real', { to: 1 });
    graph.node('Transpose', ['real'], 'turned', { perm: [0, 2, 1] });
    graph.node('Mul', ['turned', graph.scalar('factor', -1.5)], 'scaled');
    graph.node('DepthToSpace', [reshape(graph, 'scaled', [1, 4, 1, 1])], 'space', {
      blocksize: 2,
      mode: 'CRD',
    });
    graph.node('Softmax', ['space'], 'soft', { axis: -1 });
    graph.output('soft', 'float32', [1, 1, 2, 2]);
    const x = new Tensor('uint8', Uint8Array.of(0, 0, 2, 0), [1, 2, 2]);
    const soft = await run(graph, { x }, 'soft');
    expect(soft[0]).toBeCloseTo(1 / (1 + Math.exp(-3)), 6);
    expect(soft[2]).toBeCloseTo(0.5, 6);
  });

  it.each([
    ...[
      ['float32', Float32Array.of(1, 2)],
      ['int32', Int32Array.of(1, 2)],
      ['int64', BigInt64Array.of(1n, 2n)],
    ],
    ...[
      ['uint8', Uint8Array.of(1, 2)],
      ['int8', Int8Array.of(1, 2)],
      ['bool', Uint8Array.of(1, 0)],
    ],
    ...[['float16', Uint16Array.of(1, 2)]],
  ] as [ElementType, TensorData][])(
    'takes a weight of %s by as many bytes as its elements have',
    (type, data) => {
      const graph = new OnnxWriter('one');
      graph.weight('w', type, [2], data);
      expect(() => graph.weight('v', type, [3], data)).toThrow();
    },
  );

  it('refuses what would only fail when the graph is loaded', () => {
    const graph = new OnnxWriter('wrong');
    graph.input('x', 'float32', [1]);
    expect(() => graph.node('Add', ['x', 'y'], 'z')).toThrow('y is used before it is defined');
    expect(() => graph.input('x', 'float32', [1])).toThrow('x is defined twice');
    expect(() => graph.output('z', 'float32', [1])).toThrow('z is used before it is defined');
    expect(() => graph.weight('w', 'float32', [3], new Float32Array(2))).toThrow('needs 12');
  });
});

function reshape(graph: OnnxWriter, input: string, shape: readonly number[]): string {
  graph.weight('shape', 'int64', [shape.length], BigInt64Array.from(shape, BigInt));
  return graph.node('Reshape', [input, 'shape'], 'reshaped');
}

describe('quantisation', () => {
  it('keeps weights to 7 bits, each channel on its own scale, within half a step', () => {
    const weights = Float32Array.of(0.5, -1, 0.25, 100, -50, 0, 0, 0, 0);
    const { values, scales } = quantiseWeights(weights, 3);
    expect(Math.max(...values.map(Math.abs))).toBe(WEIGHT_LIMIT);
    weights.forEach((weight, i) => {
      const scale = scales[Math.floor(i / 3)] as number;
      expect(Math.abs((values[i] as number) * scale - weight)).toBeLessThanOrEqual(scale / 2 + 1e-6);
    });
    // Two products of extremes stay within the 16 bits that some processors add them in.
    expect(2 * 255 * WEIGHT_LIMIT).toBeLessThan(2 ** 15);
  });

  it('covers a range with 0 exact', () => {
    expect(byteRange(-1, 1.55)).toEqual({ scale: Math.fround(0.01), zeroPoint: 100 });
    expect(byteRange(0, 25.5)).toEqual({ scale: Math.fround(0.1), zeroPoint: 0 });
    expect(byteRange(2, 25.5).zeroPoint).toBe(0);
    expect(byteRange(0, 0).scale).toBe(1);
  });
});
