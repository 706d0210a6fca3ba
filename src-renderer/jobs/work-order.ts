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
 * Where a job that waits goes when it is dropped before or after another, or past an end of those that are taken as it is.
 * @param at the place in the order that it was dropped before; the order's length for after the last
 * @returns before which one; null where it stays where it is
 */
export function droppedAt(
  order: readonly Job[],
  id: VideoId,
  at: number,
): { readonly before: VideoId | null } | null {
  const job = order.find(({ videoId }) => videoId === id);
  if (job?.state !== 'queued') return null;
  const isPeer = (other: Job) => rank(other) === rank(job);
  const next = order.slice(at).find(isPeer);
  const now = order.slice(order.indexOf(job) + 1).find(isPeer);
  if (next === job || next === now) return null;
  return { before: next?.videoId ?? null };
}

/** The last of those that are taken as a job is. */
export function lastOfPeers(order: readonly Job[], id: VideoId): VideoId | null {
  const job = order.find(({ videoId }) => videoId === id);
  return (job && order.findLast((other) => rank(other) === rank(job))?.videoId) ?? null;
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
