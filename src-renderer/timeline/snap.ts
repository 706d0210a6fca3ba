import type { Scene } from '../../src-shared/analysis';
import type { Micros } from '../../src-shared/time';
import { nearestIndex } from './search';

/** How near the pointer must come to a boundary to be drawn to it. CSS pixels. */
export const SNAP_PIXELS = 8;

/** Where a drag may snap to: every scene's start and the film's end, ascending. */
export function snapPoints(scenes: readonly Scene[], duration: Micros): Micros[] {
  return [...scenes.map((scene) => scene.from), duration];
}

/** The nearest snap point within `tolerance` microseconds; null where there is none. */
export function snapTarget(points: readonly Micros[], time: number, tolerance: number): Micros | null {
  const nearest = points[nearestIndex(points, time)];
  return nearest !== undefined && Math.abs(nearest - time) <= tolerance ? nearest : null;
}
