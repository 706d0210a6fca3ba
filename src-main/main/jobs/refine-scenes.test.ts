import { describe, expect, it } from 'vitest';
import type { Scene, Shot } from '../../../src-shared/analysis';
import { refineScenes } from './refine-scenes';

const SECOND = 1_000_000;
const times = Array.from({ length: 20 }, (_, i) => i * SECOND);

/** Scenes that begin at these seconds, with a key frame so many seconds later; the film is 20 s long. */
function scenesAt(...starts: readonly (readonly [start: number, key: number])[]): Scene[] {
  return starts.map(([start, key], index) => ({
    index,
    from: start * SECOND,
    to: (starts[index + 1]?.[0] ?? 20) * SECOND,
    keyFrame: (start + key) * SECOND,
    keyFrameIndex: start + key,
  }));
}
function shotsAt(...starts: readonly (readonly [seconds: number, begins: Shot['begins']])[]): Shot[] {
  const all = [[0, 'start'] as const, ...starts];
  return all.map(([seconds, begins], index) => ({
    index,
    from: seconds * SECOND,
    to: (all[index + 1]?.[0] ?? 20) * SECOND,
    begins,
  }));
}
const startsOf = (scenes: readonly Scene[]) => scenes.map(({ from }) => from / SECOND);

describe('refineScenes', () => {
  const scenes = scenesAt([0, 2], [5, 1], [12, 0]);

  it('moves a boundary back to the cut between the frame before and the first of the scene', () => {
    const refined = refineScenes(scenes, shotsAt([4.36, 'cut'], [11.04, 'cut']), times);
    expect(startsOf(refined)).toEqual([0, 4.36, 11.04]);
    expect(refined.map(({ to }) => to / SECOND)).toEqual([4.36, 11.04, 20]);
    expect(refined.map(({ keyFrame }) => keyFrame)).toEqual(scenes.map(({ keyFrame }) => keyFrame));
  });

  it('leaves a boundary where no shot begins in that second, and takes a cut on the frame itself', () => {
    const shots = shotsAt([4, 'cut'], [5.04, 'cut'], [12, 'cut']);
    expect(refineScenes(scenes, shots, times)).toEqual(scenes);
  });

  it('takes the last of several cuts, and a dissolve only where there is no cut', () => {
    const shots = shotsAt([4.1, 'cut'], [4.5, 'cut'], [4.8, 'dissolve'], [11.5, 'dissolve']);
    expect(startsOf(refineScenes(scenes, shots, times))).toEqual([0, 4.5, 11.5]);
  });

  it('keeps key frames in their scenes, whatever the frames of the index are like', () => {
    // The index has no frame between 4 s and 9 s, and the first scene's key frame is that of 4 s.
    const sparse = [...times.slice(0, 5), ...times.slice(9)];
    const gap = scenesAt([0, 4], [9, 0]);
    const [first, second] = refineScenes(gap, shotsAt([3.5, 'cut'], [6.28, 'cut']), sparse);
    expect(first).toMatchObject({ from: 0, to: 6.28 * SECOND, keyFrame: 4 * SECOND });
    expect(second).toMatchObject({ from: 6.28 * SECOND, to: 20 * SECOND });
  });

  it('changes nothing when done twice', () => {
    const shots = shotsAt([4.36, 'cut'], [11.5, 'dissolve']);
    const once = refineScenes(scenes, shots, times);
    expect(refineScenes(once, shots, times)).toEqual(once);
  });

  it('takes no scenes and no shots', () => {
    expect(refineScenes([], shotsAt(), times)).toEqual([]);
    expect(refineScenes(scenes, [], times)).toEqual(scenes);
  });
});
