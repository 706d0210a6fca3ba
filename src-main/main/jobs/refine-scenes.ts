import type { Scene, Shot } from '../../../src-shared/analysis';
import type { Micros } from '../../../src-shared/time';

/**
 * Moves the scenes' boundaries to the frame. Scenes are found among the index's frames, about one a second: one that begins at
 * the i-th of them really begins somewhere behind the one before it. Where a shot begins there, so does the scene: of several
 * the last, which the i-th frame belongs to, and hard cuts before dissolves.
 *
 * Key frames are frames of the index and stay in their scenes; scenes stay in order and cover what they did. Doing it twice
 * changes nothing.
 * @param frameTimes presentation times of the index's frames, ascending
 */
export function refineScenes(
  scenes: readonly Scene[],
  shots: readonly Shot[],
  frameTimes: ArrayLike<Micros>,
): Scene[] {
  const starts = scenes.map((scene, index) => {
    const before = scenes[index - 1];
    if (!before) return scene.from;
    const i = firstNotBefore(frameTimes, scene.from);
    const after = Math.max(frameTimes[i - 1] ?? 0, before.keyFrame);
    const until = Math.min(frameTimes[i] ?? scene.from, scene.keyFrame);
    return lastShotWithin(shots, after, until) ?? scene.from;
  });
  return scenes.map((scene, index) => ({
    ...scene,
    from: starts[index] ?? scene.from,
    to: starts[index + 1] ?? scene.to,
  }));
}

/** Start of a shot later than `after` and not later than `until`. */
function lastShotWithin(shots: readonly Shot[], after: Micros, until: Micros): Micros | undefined {
  const within = shots.filter(({ from, begins }) => begins !== 'start' && from > after && from <= until);
  return (within.findLast(({ begins }) => begins === 'cut') ?? within.at(-1))?.from;
}

/** Index of the first time that is not before `time`, by halving. */
function firstNotBefore(times: ArrayLike<Micros>, time: Micros): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as Micros) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
