import { expect, test } from 'vitest';
import type { Precision } from '../../../../src-shared/packs';
import { packSizes, RELEASED_8B } from './sizes';
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
