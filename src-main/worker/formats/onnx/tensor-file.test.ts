import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { floats, openSession, Tensor } from '../../inference/session';
import { blocksOf, quantiseBlocks } from './block-quantise';
import { forgetProgress, type StoredTensor, TensorFile } from './tensor-file';
import { OnnxWriter } from './writer';

let dir: string;
let path: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'longtake-tensors-'));
  path = join(dir, 'weights.data');
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const opened = (settings: string | null = null, onBytes: (bytes: number) => void = () => {}) =>
  TensorFile.open(path, settings, onBytes);

function add(file: TensorFile, key: string, values: readonly number[]): Promise<StoredTensor> {
  return file.add(key, 'float32', [values.length], (put) => put(Float32Array.from(values)));
}

describe('a tensor file', () => {
  it('holds weights that two models beside it read', async () => {
    const file = await opened();
    const large = await file.add('large', 'float32', [2, 1 << 18], async (put) => {
      for (const row of [1, 2]) await put(new Float32Array(1 << 18).fill(row));
    });
    const small = await add(file, 'small', [3, 4]);
    expect(await add(file, 'small', [3, 4])).toBe(small);
    expect(large.offset % 65_536).toBe(0);
    await file.finish();
    expect(await readdir(dir)).toEqual(['weights.data']);
    for (const factor of [1, 10]) {
      const graph = new OnnxWriter('reads');
      graph.input('x', 'float32', [2]);
      graph.stored('small', small);
      graph.stored('large', large);
      graph.node('Mul', ['x', 'small'], 'product');
      graph.node('ReduceMean', ['large'], 'means', { axes: [1], keepdims: 0 });
      graph.node('Add', ['product', 'means'], 'y');
      graph.output('y', 'float32', [2]);
      await writeFile(join(dir, 'model.onnx'), graph.bytes());
      const session = await openSession(join(dir, 'model.onnx'), { device: 'cpu', threads: 1 });
      const x = new Tensor('float32', Float32Array.of(factor, factor), [2]);
      expect([...floats(await session.run({ x }), 'y')]).toEqual([3 * factor + 1, 4 * factor + 2]);
      await session.dispose();
    }
  });

  it('refuses what does not fill its shape, and a key that stands for something else', async () => {
    const file = await opened();
    await expect(file.add('a', 'float32', [3], (put) => put(new Float32Array(2)))).rejects.toThrow(
      RangeError,
    );
    await expect(file.add('b', 'float32', [3], (put) => put(new Float32Array(4)))).rejects.toThrow(
      RangeError,
    );
    await add(file, 'c', [1]);
    await expect(add(file, 'c', [1, 2])).rejects.toThrow('c is float32 [1] already');
    await file.abandon();
  });

  it('goes on behind its last checkpoint, and ends with the same bytes as without a stop', async () => {
    const whole = await opened('s');
    for (const key of ['a', 'b', 'c']) await add(whole, key, [key.charCodeAt(0), 2]);
    await whole.finish();
    const expected = await readFile(path);
    await rm(path);
    await forgetProgress(path);

    const first = await opened('s');
    await add(first, 'a', [97, 2]);
    await first.checkpoint();
    await add(first, 'b', [0, 0]);
    await first.abandon();
    let found = 0;
    const second = await opened('s', (bytes) => {
      found += bytes;
    });
    expect(found).toBe(8);
    await second.add('a', 'float32', [2], () => Promise.reject(new Error('it is there already')));
    await add(second, 'b', [98, 2]);
    await add(second, 'c', [99, 2]);
    await second.finish();
    expect(await readFile(path)).toEqual(expected);

    // Finished, and still there for a run that another file stopped.
    const third = await opened('s');
    expect(third.length).toBe(expected.length);
    await third.finish();
    expect(await readFile(path)).toEqual(expected);
    await forgetProgress(path);
    expect(await readdir(dir)).toEqual(['weights.data']);
  });

  it.each([
    ['was made otherwise', 'other', async () => {}],
    ['lost its end', 's', () => truncate(`${path}.part`, 3)],
    ['has a note that is torn', 's', () => writeFile(`${path}.part.json`, '{"settings":"s","le')],
  ])('begins anew where the file %s', async (_, settings, damage) => {
    const first = await opened('s');
    await add(first, 'a', [1, 2]);
    await first.checkpoint();
    await first.abandon();
    await damage();
    const second = await opened(settings);
    expect(second.length).toBe(0);
    await add(second, 'a', [5, 6]);
    await second.finish();
    const { buffer, byteOffset } = await readFile(path);
    expect([...new Float32Array(buffer.slice(byteOffset, byteOffset + 8))]).toEqual([5, 6]);
  });
});

describe('quantisation by blocks', () => {
  const columns = 70;
  const weights = Float32Array.from(
    { length: 3 * columns },
    (_, i) => Math.sin(i * i) * (i < columns ? 1 : 100),
  );

  it.each([4, 8] as const)('keeps every weight within half a step of its block in %i bits', (bits) => {
    const { values, scales } = quantiseBlocks(weights, columns, bits);
    const middle = 2 ** (bits - 1);
    weights.forEach((weight, i) => {
      const [row, column] = [Math.floor(i / columns), i % columns];
      const block = row * blocksOf(columns) + Math.floor(column / 32);
      const scale = scales[block] as number;
      const at = block * 32 + (column % 32);
      const value =
        bits === 8 ? (values[at] as number) : ((values[at >> 1] as number) >> (4 * (at & 1))) & 15;
      const error = Math.abs((value - middle) * scale - weight);
      // In four bits the end that lies across from the largest weight is cut by up to a step.
      expect(error).toBeLessThanOrEqual(Math.abs(scale) * (bits === 4 ? 1 : 0.5) + 1e-5);
    });
  });

  it('holds zeros, and fills up the last block with them', () => {
    expect([...quantiseBlocks(new Float32Array(40), 40, 4).values]).toEqual(new Array(32).fill(0x88));
    const { values, scales } = quantiseBlocks(new Float32Array(40), 40, 8);
    expect([...values]).toEqual(new Array(64).fill(128));
    expect([...scales]).toEqual([0, 0]);
  });

  // x86 without VNNI multiplies bytes in pairs and adds them in 16 bits with saturation; extremes would show it.
  it.each([
    [4, 1],
    [4, -1],
    [8, 1],
    [8, -1],
  ] as const)('multiplies extremes exactly: %i bits, sign %i', async (bits, sign) => {
    const [width, rows] = [256, 4];
    const { values, scales } = quantiseBlocks(new Float32Array(rows * width).fill(1), width, bits);
    const graph = new OnnxWriter('extremes');
    graph.input('x', 'float32', ['S', width]);
    graph.weight('values', 'uint8', [rows, width / 32, 4 * bits], values);
    graph.weight('scales', 'float32', [rows, width / 32], scales);
    graph.runtimeNode('MatMulNBits', ['x', 'values', 'scales'], 'y', {
      K: width,
      N: rows,
      bits,
      block_size: 32,
      accuracy_level: 4,
    });
    graph.output('y', 'float32', ['S', rows]);
    const session = await openSession(graph.bytes(), { device: 'cpu', threads: 1 });
    for (const count of [1, 40]) {
      const x = new Tensor('float32', new Float32Array(count * width).fill(sign), [count, width]);
      for (const value of floats(await session.run({ x }), 'y')) expect(value).toBeCloseTo(sign * width, 3);
    }
    await session.dispose();
  });
});
