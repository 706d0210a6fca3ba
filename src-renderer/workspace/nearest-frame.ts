import type { Micros } from '../../src-shared/time';

/** Number of the indexed frame nearest to `time`; null where none is indexed. Times ascend. */
export function nearestFrame(frameTimes: readonly Micros[], time: Micros): number | null {
  let low = 0;
  let high = frameTimes.length - 1;
  if (high < 0) return null;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const here = frameTimes[middle] ?? 0;
    const next = frameTimes[middle + 1] ?? here;
    if (next - time <= time - here) low = middle + 1;
    else high = middle;
  }
  return low;
}
