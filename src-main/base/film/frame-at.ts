import type { Micros } from '../../../src-shared/time';

/** Number of the last frame at or before a time, or the first one; null without frames. */
export function frameAt(times: ArrayLike<Micros>, time: Micros): number | null {
  if (times.length === 0) return null;
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((times[middle] ?? 0) <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * Number of the first frame within a place, which shows it rather than what was before a cut; of one between two frames the frame
 * before it. Null without frames.
 */
export function frameOfPlace(
  times: ArrayLike<Micros>,
  { from, to }: { readonly from: Micros; readonly to: Micros },
): number | null {
  const before = frameAt(times, from);
  if (before === null || (times[before] ?? 0) >= from) return before;
  return (times[before + 1] ?? Number.POSITIVE_INFINITY) < to ? before + 1 : before;
}
