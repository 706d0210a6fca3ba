import { describe, expect, it } from 'vitest';
import { newState, writeState } from '../../base/film/state';
import { openTokenReader, TokenWriter } from '../../base/film/token-store';
import { temporaryDir } from '../../base/media/testing';
import { findCuts, findScenes } from './scenes';

function cuts(change: number[], step = 1): number[] {
  const times = Float64Array.from(change, (_, i) => i * step * 1_000_000);
  return findCuts({ times, change: Float32Array.from(change) });
}
const calm = (n: number): number[] => Array.from({ length: n }, (_, i) => 0.05 + 0.02 * (i % 3));

describe('findCuts', () => {
  it('finds a change that stands out, and none in a calm film', () => {
    expect(cuts([0, ...calm(20), 0.9, ...calm(20), 0.5, ...calm(5)])).toEqual([21, 42]);
    expect(cuts([0, ...calm(60)])).toEqual([]);
    expect(cuts([])).toEqual([]);
    expect(cuts([0])).toEqual([]);
  });

  it('takes restless motion for one scene, and cuts a fast film all the same', () => {
    expect(cuts([0, ...Array.from({ length: 40 }, (_, i) => 0.3 + 0.1 * Math.sin(i))])).toEqual([]);
    expect(cuts([0, 0.1, 0.9, 0.1, 0.2, 1, 0.2, 0.1, 0.8, 0.1, 0.2, 0.9])).toEqual([2, 5, 8, 11]);
  });

  it('makes no scene of a flash: of two changes close together the greater one counts', () => {
    expect(cuts([0, ...calm(10), 0.7, 0.9, ...calm(10)])).toEqual([12]);
    expect(cuts([0, ...calm(10), 0.9, 0.7, ...calm(10)])).toEqual([11]);
    // Four frames a second: within two seconds of the last cut nothing begins.
    expect(cuts([0, ...calm(10), 0.9, 0.1, 0.1, 0.8, ...calm(10), 0.9, 0.1], 0.25)).toEqual([11, 25]);
  });
});

describe('how great a change must be', () => {
  const still = (n: number): number[] => Array.from({ length: n }, () => 0);
  const turns = (n: number, low: number, high: number): number[] =>
    Array.from({ length: n }, (_, i) => (i % 2 === 0 ? low : high));

  it('is 0.3 in a film that stands still', () => {
    expect(cuts([0, ...still(10), 0.31, ...still(10)])).toEqual([11]);
    expect(cuts([0, ...still(10), 0.29, ...still(10)])).toEqual([]);
  });

  it('is four robust deviations above what is usual among its thirty neighbours', () => {
    // Around 0.2 by 0.05: 0.2 + 4 x 1.4826 x 0.05 = 0.4965.
    const around = turns(20, 0.15, 0.25);
    expect(cuts([0, ...around, 0.51, ...around])).toEqual([21]);
    expect(cuts([0, ...around, 0.48, ...around])).toEqual([]);
    // What lies farther away than fifteen frames is no matter.
    expect(
      cuts([0, ...still(40), ...turns(15, 0.15, 0.25), 0.48, ...turns(15, 0.25, 0.15), ...still(40)]),
    ).toEqual([]);
  });

  it('is 0.55 at most, however restless the film', () => {
    const restless = (high: number) => Array.from({ length: 30 }, (_, i) => [0.1, 0.34, high][i % 3] ?? 0);
    expect(cuts([0, ...restless(0.56)], 2)).toEqual(Array.from({ length: 10 }, (_, n) => 3 * n + 3));
    expect(cuts([0, ...restless(0.54)], 2)).toEqual([]);
  });

  it('counts again from two seconds after the last on, to the frame', () => {
    expect(cuts([0, ...still(10), 0.9, 0, 0.9, ...still(10)])).toEqual([11, 13]);
    expect(cuts([0, ...still(10), 0.8, 0, 0.9, ...still(10)])).toEqual([11, 13]);
    expect(cuts([0, ...still(10), 0.9, 0.9, ...still(10)])).toEqual([11]);
    expect(cuts([0, 0.9, ...still(10)], 1.9)).toEqual([]);
    expect(cuts([0, 0.9, ...still(10)], 2)).toEqual([1]);
  });
});

describe('findScenes', () => {
  it('covers the film without gaps and shows each scene by its most typical frame', async () => {
    const dir = temporaryDir();
    const header = { packId: 'fake', dim: 3, framesPerSecond: 1 };
    // One thing for eight seconds, its middle form in frame 3; then another, whose last frame is half the first thing.
    const first = [0.3, 0.2, 0.2, 0.1, 0.1, 0, -0.1, -0.1].map((x) => [1, x, 0]);
    const second = [0, 0, 0, 0, 0.6].map((x) => [x, 0.1, 1]);
    const tokens = Float32Array.from([...first, ...second].flat());
    const times = Float64Array.from({ length: 13 }, (_, i) => 500_000 + i * 1_000_000);
    const writer = await TokenWriter.open(dir, header, { count: 0, checksum: 0 });
    await writer.append({ times, differences: new Float32Array(13), tokens });
    const commit = await writer.commit();
    await writer.close();
    const state = newState('fake', 1);
    await writeState(dir, { ...state, frames: { ...state.frames, ...commit } });
    const reader = await openTokenReader(dir);
    const scenes = await findScenes(reader, 13_000_000);
    await reader.close();
    expect(scenes).toEqual([
      { index: 0, from: 0, to: 8_500_000, keyFrame: 3_500_000, keyFrameIndex: 3 },
      { index: 1, from: 8_500_000, to: 13_000_000, keyFrame: 8_500_000, keyFrameIndex: 8 },
    ]);
  });
});
