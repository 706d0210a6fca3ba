// Shot boundary detection: cuts and gradual transitions (dissolves, fades), from every frame in small.
import type { Shot } from '../../../../src-shared/analysis';
import type { Micros } from '../../../../src-shared/time';
import type { ShotDetector } from '../types';
import { CONTEXT, measure, VALUES } from './measure';
import { findTransitions } from './transitions';

/** Finds shots without a model: see docs/lab/tracks.md for the method and how well it does. */
export function openShotDetector(): ShotDetector {
  return {
    context: CONTEXT,
    width: VALUES,
    async measure(frames, count, ends) {
      const from = ends.first ? 0 : CONTEXT;
      const to = ends.last ? count : count - CONTEXT;
      return measure(frames, count, from, to);
    },
    shots: divideIntoShots,
    async dispose() {
      // Nothing is held.
    },
  };
}

/** The shots cover the film from 0 to its end, or to just behind its last frame where that is later. */
function divideIntoShots(times: ArrayLike<Micros>, values: Float32Array, duration: Micros): Shot[] {
  const last = times[times.length - 1];
  if (last === undefined) return [];
  const begins: { from: Micros; begins: Shot['begins'] }[] = [{ from: 0, begins: 'start' }];
  for (const { kind, frame } of findTransitions(values, times)) {
    const from = times[frame] as Micros;
    if (from > (begins.at(-1)?.from ?? 0)) begins.push({ from, begins: kind });
  }
  const end = Math.max(duration, last + 1);
  return begins.map((shot, index) => ({ index, ...shot, to: begins[index + 1]?.from ?? end }));
}
