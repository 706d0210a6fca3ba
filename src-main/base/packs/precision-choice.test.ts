import { describe, expect, test } from 'vitest';
import { formatBytes } from '../../../src-shared/bytes';
import type { Precision } from '../../../src-shared/packs';
import { packSizes, RELEASED_8B, workingBytes } from '../../worker/checkpoints/llava-mini/sizes';
import { choosePrecision } from './precision-choice';

const released = (precision: Precision) => workingBytes(packSizes(RELEASED_8B, precision));

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
    expect(chosen.why).toContain(formatBytes(memory * 1e9));
    expect(chosen.why).toContain(formatBytes(released(precision)));
  });

  test('unknown memory takes the least and says so', () => {
    const chosen = choosePrecision(released, null, 'webgpu');
    expect(chosen).toMatchObject({ precision: 'int4', fits: true });
    expect(chosen.why).toContain('could not be told');
  });

  test('exactly enough is enough', () => {
    const needed = released('int8');
    expect(choosePrecision(released, needed, 'cpu').precision).toBe('int8');
    expect(choosePrecision(released, needed - 1, 'cpu').precision).toBe('int4');
  });
});
