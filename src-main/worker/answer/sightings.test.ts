import { describe, expect, it } from 'vitest';
import { findSightings } from './sightings';

const s = (seconds: number) => seconds * 1_000_000;
const times = Array.from({ length: 10 }, (_, i) => s(i));
const scenes = [
  { from: s(0), to: s(4) },
  { from: s(4), to: s(9) },
  { from: s(9), to: s(10) },
];
const find = (mass: readonly number[], within: { from: number; to: number } | null = null) =>
  findSightings(times, mass, { scenes, duration: s(10), within }).map((f) => [f.grade, f.from, f.to]);

describe('sightings', () => {
  it('are graded by the mean over their scene', () => {
    expect(find([0.9, 0.8, 0.9, 0.7, 0.3, 0.3, 0.3, 0.1, 0.2, 0])).toEqual([
      ['seen', s(0), s(4)],
      ['likely', s(4), s(9)],
    ]);
  });

  it('do not come from one frame of a longer scene', () => {
    expect(find([0, 0, 0, 0, 0, 0.95, 0, 0, 0, 0])).toEqual([]);
  });

  it('come from a scene of a single frame only when that is strong, and never as seen', () => {
    expect(find([0, 0, 0, 0, 0, 0, 0, 0, 0, 0.4])).toEqual([]);
    expect(find([0, 0, 0, 0, 0, 0, 0, 0, 0, 0.95])).toEqual([['likely', s(9), s(10)]]);
  });

  it('tell from when to when within the scene', () => {
    expect(find([0, 0, 0, 0, 0, 0, 0, 0.9, 0.9, 0])).toEqual([['likely', s(7), s(9)]]);
  });

  it('look only at the frames asked for', () => {
    expect(find([0.9, 0.9, 0, 0, 0, 0, 0, 0, 0, 0], { from: s(0), to: s(2) })).toEqual([
      ['seen', s(0), s(2)],
    ]);
    expect(find([0.9, 0.9, 0, 0, 0, 0, 0, 0, 0, 0], { from: s(2), to: s(4) })).toEqual([]);
  });

  it('take a film without scenes as one', () => {
    const found = findSightings(times, Array(10).fill(0.8), { scenes: [], duration: s(10) });
    expect(found).toMatchObject([{ grade: 'seen', from: 0, to: s(10), frames: 10 }]);
  });
});
