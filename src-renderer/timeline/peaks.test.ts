// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { PeakPyramid } from './peaks';

describe('the pyramid of peaks', () => {
  const peaks = new Uint8Array([0, 10, 20, 30, 200, 0, 7]);
  const pyramid = new PeakPyramid(peaks, 10);

  it('keeps the loudest of every pair, to the top', () => {
    expect(pyramid.levels.map((level) => [...level.loudest])).toEqual([
      [...peaks],
      [10, 30, 200, 7],
      [30, 200],
      [200],
    ]);
  });
  it('averages the rest', () => {
    expect([...(pyramid.levels[1]?.average ?? [])]).toEqual([5, 25, 100, 7]);
  });
  it('never loses a single loud peak, however far out', () => {
    const quiet = new Uint8Array(100_000);
    quiet[77_777] = 255;
    for (const level of new PeakPyramid(quiet, 20).levels)
      expect(Math.max(...level.loudest.slice(0, 1e5))).toBe(255);
  });
  it('offers the level whose entries are as long as asked for', () => {
    expect(pyramid.entryMicros(0)).toBe(100_000);
    expect(pyramid.levelFor(1)).toBe(0);
    expect(pyramid.levelFor(200_000)).toBe(1);
    expect(pyramid.levelFor(201_000)).toBe(2);
    expect(pyramid.levelFor(1e12)).toBe(3);
  });
  it('takes a film without sound', () => {
    expect(new PeakPyramid(new Uint8Array(), 10).levelFor(1e6)).toBe(0);
  });
});
