import { describe, expect, it } from 'vitest';
import { floats, openSession, Tensor } from '../../../inference/session';
import { ModelNotChangeable, readModel, writeModel } from '../model';
import { OnnxWriter } from '../writer';
import { dequantise, isQuantised } from './dequantise';
import { halve } from './halve';

/** Runs a graph on the CPU. @returns its one output, `y` */
async function run(bytes: Uint8Array, x: Tensor): Promise<number[]> {
  const session = await openSession(bytes, { device: 'cpu', threads: 1 });
  const outputs = await session.run({ x });
  await session.dispose();
  return [...floats(outputs, 'y')];
}
const matrix = (values: readonly number[]) =>
  new Tensor('float32', Float32Array.from(values), [values.length / 2, 2]);
const changed = (bytes: Uint8Array, change: (model: ReturnType<typeof readModel>) => void) => {
  const model = readModel(bytes);
  change(model);
  return Buffer.concat(writeModel(model));
};

/** x in bytes of 0.5 from −10 to 117.5, times weights of two scales, then a Relu, in bytes again. */
function inBytes(): Uint8Array {
  const graph = new OnnxWriter('bytes');
  graph.input('x', 'float32', ['N', 2]);
  graph.scalar('scale', 0.5);
  graph.weight('zero', 'uint8', [], Uint8Array.of(20));
  graph.weight('bytes', 'int8', [2, 2], Int8Array.of(2, -4, 6, 8));
  graph.weight('scales', 'float32', [2], Float32Array.of(0.5, 0.25));
  graph.weight('zeros', 'int8', [2], new Int8Array(2));
  graph.node('DequantizeLinear', ['bytes', 'scales', 'zeros'], 'weights', { axis: 1 });
  graph.node('QuantizeLinear', ['x', 'scale', 'zero'], 'xq');
  graph.node('DequantizeLinear', ['xq', 'scale', 'zero'], 'xd');
  graph.node('MatMul', ['xd', 'weights'], 'product');
  graph.node('Relu', ['product'], 'relu');
  graph.weight('none', 'uint8', [], Uint8Array.of(0));
  graph.node('QuantizeLinear', ['relu', 'scale', 'none'], 'yq');
  graph.weight('rows', 'int64', [2], BigInt64Array.of(1n, -1n));
  graph.node('Reshape', ['yq', 'rows'], 'flat');
  graph.node('DequantizeLinear', ['flat', 'scale', 'none'], 'y');
  graph.output('y', 'float32', [1, 'M']);
  return graph.bytes();
}

/** x, quantised as it comes, times weights of bytes with a zero point. */
function asItComes(): Uint8Array {
  const graph = new OnnxWriter('dynamic');
  graph.input('x', 'float32', ['N', 2]);
  graph.weight('bytes', 'uint8', [2, 2], Uint8Array.of(130, 120, 128, 140));
  graph.weight('zero', 'uint8', [], Uint8Array.of(128));
  graph.scalar('own', 0.25);
  graph.node('DynamicQuantizeLinear', ['x'], ['xq', 'xs', 'xz']);
  graph.node('MatMulInteger', ['xq', 'bytes', 'xz', 'zero'], 'integers');
  graph.node('Cast', ['integers'], 'numbers', { to: 1 });
  graph.node('Mul', ['xs', 'own'], 'both');
  graph.node('Mul', ['numbers', 'both'], 'y');
  graph.output('y', 'float32', ['N', 2]);
  return graph.bytes();
}

describe('a graph of bytes as one of numbers', () => {
  it('gives the same where bytes hold the numbers, and is cut off where they end', async () => {
    const bytes = inBytes();
    const numbers = changed(bytes, dequantise);
    expect(isQuantised(readModel(bytes))).toBe(true);
    expect(isQuantised(readModel(numbers))).toBe(false);
    // Weights are 1, −1, 3 and 2. The first row fits; of the second, −100 is cut off at −10; the third is more than bytes hold.
    const x = matrix([1.5, 2, -100, 8, 60, 50]);
    const expected = [7.5, 2.5, 14, 26, 127.5, 40];
    expect(await run(bytes, x)).toEqual(expected);
    expect(await run(numbers, x)).toEqual(expected);
    // Between two bytes only the numbers keep what they were.
    expect(await run(numbers, matrix([0.7, 0]))).toEqual([Math.fround(0.7), 0]);
    expect(await run(bytes, matrix([0.7, 0]))).toEqual([0.5, 0]);
  });

  it('takes the scales of products that are quantised as they come into their weights', async () => {
    const numbers = changed(asItComes(), dequantise);
    // (130 − 128) / 4, …: 0.5, −2, 0 and 3.
    expect(await run(numbers, matrix([3, 0.125]))).toEqual([1.5, -5.625]);
    const [a, b] = await run(asItComes(), matrix([3, 0.125]));
    expect(a).toBeCloseTo(1.5, 1);
    expect(b).toBeCloseTo(-5.625, 0);
  });

  it('is refused where something else computes with bytes', () => {
    const graph = new OnnxWriter('other');
    graph.input('x', 'float32', ['N', 2]);
    graph.scalar('scale', 0.5);
    graph.weight('zero', 'uint8', [], Uint8Array.of(0));
    graph.node('QuantizeLinear', ['x', 'scale', 'zero'], 'xq');
    graph.node('Concat', ['xq', 'xq'], 'twice', { axis: 0 });
    graph.node('DequantizeLinear', ['twice', 'scale', 'zero'], 'y');
    graph.output('y', 'float32', ['N', 2]);
    expect(() => dequantise(readModel(graph.bytes()))).toThrow(ModelNotChangeable);
  });
});

describe('a graph in half precision', () => {
  it('rounds what goes through products, and keeps its inputs, its outputs and what sums', async () => {
    const graph = new OnnxWriter('full');
    graph.input('x', 'float32', ['N', 2]);
    graph.weight('weights', 'float32', [2, 2], Float32Array.of(0.1, 0, 0, 1));
    graph.node('MatMul', ['x', 'weights'], 'same');
    graph.node('Add', ['same', 'same'], 'twice');
    graph.weight('axes', 'int64', [1], BigInt64Array.of(1n));
    graph.node('ReduceSum', ['twice', 'axes'], 'y', { keepdims: 0 });
    graph.output('y', 'float32', ['N']);
    const half = changed(graph.bytes(), halve);
    const types = [...readModel(half).weights.values()].map(({ type }) => type).sort();
    expect(types).toEqual(['float16', 'int64']);
    // 0.1 in halves is 0.0999755859375; 128,000 is more than they hold.
    const tenth = 0.0999755859375;
    expect(await run(half, matrix([1, 0]))).toEqual([Math.fround(2 * tenth)]);
    expect(await run(half, matrix([0, 64_000]))).toEqual([128_000]);
  });

  it('gives back what was read, where nothing is changed', async () => {
    const bytes = inBytes();
    const same = changed(bytes, () => undefined);
    const x = matrix([1.5, 2, -100, 8]);
    expect(await run(same, x)).toEqual(await run(bytes, x));
  });
});
