import { describe, expect, test } from 'vitest';
import type { Precision } from '../../../../src-shared/domain';
import { choosePrecision, packSizes, RELEASED_8B, workingBytes } from './sizes';
import { tensorShapes } from './tensors';

const released = (precision: Precision) => packSizes(RELEASED_8B, precision);

test('the released model: parameters as published, and the paper’s cache', () => {
  let parameters = 0;
  for (const shape of tensorShapes(RELEASED_8B).values()) parameters += shape.reduce((a, b) => a * b, 1);
  // Llama 3.1 8B has 8.03 billion, four of its layers 0.87, the tower and what joins them 0.32.
  expect(parameters / 1e9).toBeCloseTo(9.22, 1);
  const { cacheBytesPerToken, tokenBytesPerFrame } = released('fp16');
  expect(cacheBytesPerToken).toBe(131_072);
  expect(tokenBytesPerFrame).toBe(8192);
});

test('fewer bits take less', () => {
  const sizes = (['fp32', 'fp16', 'int8', 'int4'] as const).map((one) => released(one).weightBytes);
  expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
});

describe('the precision for a machine', () => {
  test.each([
    [80, 'cuda', 'fp16', true],
    [24, 'cuda', 'fp16', true],
    [16, 'cuda', 'int8', true],
    [10, 'cuda', 'int4', true],
    [4, 'cuda', 'int4', false],
    [64, 'cpu', 'int8', true],
    [12, 'cpu', 'int4', true],
    [6, 'cpu', 'int4', false],
  ] as const)('%i GB on %s: %s', (memory, device, precision, fits) => {
    const chosen = choosePrecision(released, memory * 1e9, device);
    expect(chosen).toMatchObject({ precision, fits });
    expect(chosen.why).toContain(`${memory}.0 GB`);
    expect(chosen.why).toContain(`${(workingBytes(released(precision)) / 1e9).toFixed(1)} GB`);
  });

  test('unknown memory takes the least and says so', () => {
    const chosen = choosePrecision(released, null, 'webgpu');
    expect(chosen).toMatchObject({ precision: 'int4', fits: true });
    expect(chosen.why).toContain('could not be told');
  });

  test('exactly enough is enough', () => {
    const needed = workingBytes(released('int8'));
    expect(choosePrecision(released, needed, 'cpu').precision).toBe('int8');
    expect(choosePrecision(released, needed - 1, 'cpu').precision).toBe('int4');
  });
});
