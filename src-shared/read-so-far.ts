import type { ReadSoFar } from './answers';
import type { Job } from './jobs';

const OPEN: readonly Job['state'][] = ['queued', 'running', 'paused'];
/** Less than this share of a job is no reason to ask again. */
const STEP = 0.05;

/**
 * How far films have been read, by the job of each. A language model's reading is none of it: what is stored is whole without.
 * @param jobs of the films asked about; null for a film that has none
 */
export function readingOf(jobs: readonly (Job | null | undefined)[]): Omit<ReadSoFar, 'range'> {
  const open = jobs.flatMap((job) => (job && OPEN.includes(job.state) && job.stage !== 'watch' ? [job] : []));
  const [only] = open;
  return { unread: open.length, position: only && jobs.length === 1 ? only.progress : null };
}

/** Whether so much more has been read by now that the same question may have another answer. */
export function isMoreRead(then: Omit<ReadSoFar, 'range'>, now: Omit<ReadSoFar, 'range'>): boolean {
  if (now.unread < then.unread) return true;
  return then.position !== null && now.position !== null && now.position >= then.position + STEP;
}
