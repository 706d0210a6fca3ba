import { describe, expect, it } from 'vitest';
import { quantise } from '../frame-embedding-format';
import { DotKernel } from './dot-kernel';
import { Recent } from './recent';
import { Top } from './top';

function randoms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return (state / 2_147_483_647) * 2 - 1;
  };
}
function unit(dim: number, random: () => number): Float32Array {
  const vector = Float32Array.from({ length: dim }, random);
  const length = Math.hypot(...vector);
  return vector.map((v) => v / length);
}

describe('DotKernel', () => {
  it.each([16, 384, 400])('multiplies as plain arithmetic does, %i values a row', (width) => {
    const random = randoms(3);
    const rows = Int8Array.from({ length: 20 * width }, () => Math.round(random() * 127));
    const scales = Float32Array.from({ length: 20 }, () => Math.abs(random()));
    const query = unit(width, random);
    const kernel = new DotKernel(width, 32);
    kernel.setQuery(query);
    const found = new Float32Array(20);
    kernel.multiply(rows, scales, 20, found);
    for (let r = 0; r < 20; r++) {
      let expected = 0;
      for (let i = 0; i < width; i++) expected += (rows[r * width + i] as number) * (query[i] as number);
      expect(found[r]).toBeCloseTo(expected * (scales[r] as number), 1);
    }
  });

  it('keeps cosines of 8-bit vectors within a thousandth or two', () => {
    const random = randoms(11);
    const kernel = new DotKernel(384, 1);
    for (let run = 0; run < 50; run++) {
      const a = unit(384, random);
      const b = unit(384, random);
      const row = new Int8Array(384);
      const scale = quantise(b, row, 0);
      kernel.setQuery(a);
      const [cosine] = [new Float32Array(1)].map((out) => {
        kernel.multiply(row, Float32Array.of(scale), 1, out);
        return out[0] as number;
      });
      const exact = a.reduce((sum, v, i) => sum + v * (b[i] as number), 0);
      expect(Math.abs((cosine as number) - exact)).toBeLessThan(0.002);
    }
  });

  it('holds the largest sums that can be', () => {
    const width = 384;
    const kernel = new DotKernel(width, 1);
    kernel.setQuery(new Float32Array(width).fill(1 / Math.sqrt(width)));
    const out = new Float32Array(1);
    kernel.multiply(new Int8Array(width).fill(-127), Float32Array.of(1), 1, out);
    expect(out[0]).toBeCloseTo(-127 * Math.sqrt(width), 0);
  });

  it('refuses what it cannot hold', () => {
    expect(() => new DotKernel(10, 1)).toThrow(RangeError);
    const kernel = new DotKernel(16, 1);
    expect(() => kernel.multiply(new Int8Array(32), new Float32Array(2), 2, new Float32Array(2))).toThrow(
      RangeError,
    );
  });
});

describe('Top', () => {
  it('keeps what sorting would put first', () => {
    const random = randoms(5);
    const values = Array.from({ length: 500 }, random);
    const top = new Top<number>(20, (a, b) => a > b);
    for (const value of values) top.offer(value);
    expect(top.sorted()).toEqual(values.toSorted((a, b) => b - a).slice(0, 20));
  });

  it('knows the worst that it keeps, once it is full', () => {
    const top = new Top<number>(2, (a, b) => a > b);
    top.offer(5);
    expect(top.floor).toBeNull();
    top.offer(9);
    top.offer(7);
    expect(top.floor).toBe(7);
  });

  it('keeps nothing when asked for nothing', () => {
    const top = new Top<number>(0, (a, b) => a > b);
    top.offer(1);
    expect(top.sorted()).toEqual([]);
  });
});

describe('Recent', () => {
  it('lets go of what was not used for longest', () => {
    const recent = new Recent<string>(100);
    recent.keep('a', '1', 'A', 40);
    recent.keep('b', '1', 'B', 40);
    expect(recent.take('a', '1')).toBe('A');
    recent.keep('c', '1', 'C', 40);
    expect([recent.take('a', '1'), recent.take('b', '1'), recent.take('c', '1')]).toEqual(['A', null, 'C']);
  });

  it('gives only the version asked for', () => {
    const recent = new Recent<string>(100);
    recent.keep('a', '1', 'A', 40);
    expect(recent.take('a', '2')).toBeNull();
    expect(recent.take('a', '1')).toBeNull();
  });

  it('does not keep what is larger than all its room', () => {
    const recent = new Recent<string>(100);
    recent.keep('a', '1', 'A', 40);
    recent.keep('b', '1', 'B', 101);
    expect(recent.take('b', '1')).toBeNull();
    expect(recent.take('a', '1')).toBe('A');
  });
});
