import type { Job } from '../../src-shared/jobs';
import { isReading } from '../../src-shared/passes';
import type { VideoId } from '../../src-shared/primitives';

/** What runs, then what waits as it will be taken (films to be indexed before those that are looked at more closely), what rests, what failed. */
function rank({ state, stage }: Job): number {
  if (state === 'running') return 0;
  if (state === 'queued') return isReading(stage) ? 2 : 1;
  return state === 'paused' ? 3 : 4;
}

/** The jobs that are not over, in the order in which they are taken. */
export function workOrder(jobs: readonly Job[]): Job[] {
  return jobs
    .filter(({ state }) => state !== 'done' && state !== 'cancelled')
    .toSorted((a, b) => rank(a) - rank(b));
}

/**
 * Where a job that waits goes by a step among those that are taken as it is.
 * @returns before which one; null where it cannot go further
 */
export function placeOf(
  order: readonly Job[],
  id: VideoId,
  step: -1 | 1 | 'first',
): { readonly before: VideoId | null } | null {
  const job = order.find(({ videoId }) => videoId === id);
  if (job?.state !== 'queued') return null;
  const peers = order.filter((other) => rank(other) === rank(job));
  const at = peers.indexOf(job);
  const to = step === 'first' ? 0 : at + step;
  if (to < 0 || to >= peers.length || to === at) return null;
  // Behind the next one is before the one after that.
  const before = to < at ? peers[to] : peers[to + 1];
  return { before: before?.videoId ?? null };
}
