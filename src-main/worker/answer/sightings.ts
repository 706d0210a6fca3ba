import type { Micros } from '../../../src-shared/time';
import { CALIBRATION } from './calibration';
import { isWithin, type Stretch, stretchesAbove } from './stretches';

/** How far the frames carry a claim: "is seen", or only "looks like", not sure. */
export type Grade = 'seen' | 'likely';
export interface Sighting extends Stretch {
  readonly grade: Grade;
}

/**
 * Where a thing is seen, by scenes: a scene's frames together decide whether it is claimed at all, then its frames above
 * the lower floor say from when to when. A single frame of a longer scene is never enough: those are mostly mistaken.
 *
 * @param times presentation times in microseconds, ascending
 * @param mass 0..1, one a frame
 * @param options.scenes in order of time; frames outside all of them are taken together
 * @param options.within only frames inside [from, to) count
 */
export function findSightings(
  times: ArrayLike<number>,
  mass: ArrayLike<number>,
  options: {
    scenes: readonly { from: Micros; to: Micros }[];
    duration: Micros;
    within?: { from: Micros; to: Micros } | null;
  },
): Sighting[] {
  const { scenes, duration, within } = options;
  const sceneOf = sceneNumbers(times, scenes);
  const sums = new Map<number, { sum: number; frames: number }>();
  sceneOf.forEach((scene, i) => {
    if (!isWithin(times[i] ?? 0, within)) return;
    const known = sums.get(scene) ?? { sum: 0, frames: 0 };
    sums.set(scene, { sum: known.sum + (mass[i] ?? 0), frames: known.frames + 1 });
  });
  const grades = new Map([...sums].map(([scene, { sum, frames }]) => [scene, gradeOf(sum / frames, frames)]));
  return (['seen', 'likely'] as const)
    .flatMap((grade) => {
      const own = sceneOf.map((scene, i) => (grades.get(scene) === grade ? (mass[i] ?? 0) : 0));
      const found = stretchesAbove(times, own, { floor: CALIBRATION.seen.likely, duration, within });
      return found.map((stretch) => ({ ...stretch, grade }));
    })
    .sort((a, b) => a.from - b.from);
}

function gradeOf(mean: number, frames: number): Grade | null {
  const { seen, likely, single } = CALIBRATION.seen;
  if (frames === 1) return mean >= single ? 'likely' : null;
  return mean >= seen ? 'seen' : mean >= likely ? 'likely' : null;
}

/** The scene of each frame, by number; -1 outside all of them. */
function sceneNumbers(times: ArrayLike<number>, scenes: readonly { from: Micros; to: Micros }[]): number[] {
  let at = 0;
  return Array.from(times, (time) => {
    while (at < scenes.length && time >= (scenes[at]?.to ?? 0)) at++;
    const scene = scenes[at];
    return scene && time >= scene.from ? at : -1;
  });
}
