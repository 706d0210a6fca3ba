import type { ObjectTrack } from '../../../../src-shared/analysis';
import type { Micros } from '../../../../src-shared/time';

/**
 * How many of the tracks are in the picture at the same time at most. Tracks and not single frames are counted, so that
 * somebody who is hidden for a moment still counts; people who come one after the other are never summed, as nobody can tell
 * whether they are the same.
 * @param range within which to count; the whole film when left out
 */
export function mostAtOnce(
  tracks: readonly Pick<ObjectTrack, 'from' | 'to'>[],
  range?: { readonly from: Micros; readonly to: Micros },
): number {
  const { from: start, to: end } = range ?? { from: 0, to: Number.POSITIVE_INFINITY };
  const changes = tracks
    .filter(({ from, to }) => from < end && to > start)
    .flatMap(({ from, to }) => [
      { time: Math.max(from, start), by: 1 },
      { time: Math.min(to, end), by: -1 },
    ])
    // What ends where another begins is not there with it.
    .sort((a, b) => a.time - b.time || a.by - b.by);
  let count = 0;
  let most = 0;
  for (const { by } of changes) {
    count += by;
    most = Math.max(most, count);
  }
  return most;
}
