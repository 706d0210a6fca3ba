import { describe, expect, it } from 'vitest';
import type { Detection } from '../types';
import { overlap, withoutDoubles } from './boxes';

/** A box from `left` to `left + 0.4`; one moved by `x` shares (0.4 - x) / (0.4 + x) with it. */
const thing = (label: string, left: number, score: number): Detection => ({
  ...{ label, score },
  box: { left, top: 0.2, width: 0.4, height: 0.4 },
});

describe('overlap', () => {
  it('is what two boxes share of what they cover together', () => {
    const a = { left: 0, top: 0, width: 0.4, height: 0.4 };
    expect(overlap(a, a)).toBe(1);
    expect(overlap(a, { ...a, left: 0.2 })).toBeCloseTo(1 / 3, 9);
    expect(overlap(a, { ...a, left: 0.2, top: 0.2 })).toBeCloseTo(1 / 7, 9);
    expect(overlap(a, { ...a, left: 0.4 })).toBe(0);
    expect(overlap(a, { ...a, top: 0.5 })).toBe(0);
  });
});

describe('one thing that was found twice', () => {
  it('is one, the surer, where most of both boxes is the same', () => {
    // 0.35 of 0.45: three quarters and more.
    const [sure, again] = [thing('dog', 0.1, 0.9), thing('dog', 0.15, 0.5)];
    expect(withoutDoubles([sure, again])).toEqual([sure]);
  });

  it('is two where they share about half, as two dogs beside each other do', () => {
    // 0.28 of 0.52.
    const two = [thing('dog', 0.1, 0.9), thing('dog', 0.22, 0.5)];
    expect(withoutDoubles(two)).toEqual(two);
  });

  it('is two where the kinds differ, unless it is the very same place', () => {
    const rider = [thing('person', 0.1, 0.9), thing('bicycle', 0.15, 0.5)];
    expect(withoutDoubles(rider)).toEqual(rider);
    const [cat, dog] = [thing('cat', 0.1, 0.9), thing('dog', 0.1, 0.5)];
    expect(withoutDoubles([cat, dog])).toEqual([cat]);
  });
});
