// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { itemsAt, lastAtOrBefore, nearestIndex, spansOf, visibleRange } from './search';
import { snapPoints, snapTarget } from './snap';

describe('times in a list', () => {
  const times = [0, 10, 20, 40];
  it('finds the nearest, the earlier of two equally near', () => {
    expect([-5, 4, 5, 6, 29, 30, 31, 99].map((time) => nearestIndex(times, time))).toEqual([
      0, 0, 0, 1, 2, 2, 3, 3,
    ]);
    expect(nearestIndex([], 5)).toBe(-1);
  });
  it('finds the last that has begun', () => {
    expect([-1, 0, 9, 10, 99].map((time) => lastAtOrBefore(times, time))).toEqual([-1, 0, 0, 1, 3]);
  });
});

describe('stretches in view', () => {
  const long = { from: 0, to: 1000, name: 'long' };
  const others = Array.from({ length: 90 }, (_, i) => ({ from: 10 * i + 5, to: 10 * i + 9, name: `${i}` }));
  const spans = spansOf([...others, long]);

  it('are the same that a look at every one finds', () => {
    for (const [from, to] of [
      [-50, -1],
      [0, 4],
      [123, 456],
      [899, 2000],
      [1001, 2000],
    ] as const) {
      const [first, end] = visibleRange(spans, from, to);
      const inRange = spans.items.slice(first, end).filter((item) => item.to >= from && item.from <= to);
      expect(inRange).toEqual(spans.items.filter((item) => item.to >= from && item.from <= to));
    }
  });
  it('found at a time: the one that began last comes first', () => {
    expect(itemsAt(spans, 127).map((item) => item.name)).toEqual(['12', 'long']);
    expect(itemsAt(spans, 130).map((item) => item.name)).toEqual(['long']);
    expect(itemsAt(spans, 130, 1).map((item) => item.name)).toEqual(['12', 'long']);
  });
});

describe('snapping', () => {
  const scenes = [0, 1000, 5000].map((from, index) => ({
    index,
    from,
    to: 0,
    keyFrame: from,
    keyFrameIndex: 0,
  }));
  const points = snapPoints(scenes, 9000);
  it('takes the nearest boundary within reach', () => {
    expect(snapTarget(points, 1090, 100)).toBe(1000);
    expect(snapTarget(points, 8950, 100)).toBe(9000);
  });
  it('leaves alone what is out of reach', () => {
    expect(snapTarget(points, 1101, 100)).toBeNull();
    expect(snapTarget([], 5, 100)).toBeNull();
  });
});
