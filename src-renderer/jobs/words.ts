import type { Job } from '../../src-shared/jobs';
import { isReading, RUNS, runOf, stageRow } from '../../src-shared/passes';
import type { Video, VideoState } from '../../src-shared/video';
import type { JobControl } from '../stores/library-store';
import { formatEta, formatRate } from '../ui/format';

/** What a job does to its video, in words: `Indexing`, and what is paused: `indexing`. */
export function workWords(job: Job | undefined): { readonly doing: string; readonly noun: string } {
  return RUNS[job ? runOf(job.stage) : 'index'];
}

/** Whether the video is ready while the job goes on. */
export function isLater(job: Job | undefined): job is Job {
  return job !== undefined && isReading(job.stage);
}

/** Whether a job is under way, waits or rests: anything but ended. */
export function isActive(job: Job | undefined): job is Job {
  return job?.state === 'running' || job?.state === 'queued' || job?.state === 'paused';
}

/** How much of a video its language model has watched, as words. */
export function watchPercent(video: Video | undefined): string {
  if (!video?.answers || video.frameCount === 0) return '0 %';
  return `${Math.min(100, Math.floor((100 * video.answers.frameCount) / video.frameCount))} %`;
}

/**
 * One line about a job: what it does, how fast, and how long still.
 * @param watcher name of the pack that watches, where it is known
 */
export function jobLine(job: Job, watcher?: string): string {
  if (job.state === 'queued') return 'Waiting for its turn';
  const percent = `${Math.floor(job.progress * 100)} %`;
  if (job.state === 'paused') return `Paused at ${percent}`;
  const watching = job.stage === 'watch' && watcher !== undefined;
  const parts = [watching ? `Watching with ${watcher}` : stageRow(job.stage).words, percent];
  if (job.framesPerSecond !== null && stageRow(job.stage).tellsRate)
    parts.push(formatRate(job.framesPerSecond));
  if (job.etaSeconds !== null) parts.push(formatEta(job.etaSeconds));
  return parts.join(' · ');
}

/** What can be done about a video's indexing now, most wanted first. */
export function controlsFor(video: Video, job: Job | undefined): readonly JobControl[] {
  switch (video.state) {
    case 'indexing':
      return ['pause', 'cancel'];
    case 'queued':
      return ['cancel'];
    case 'paused':
      return ['resume', 'cancel'];
    case 'failed':
      return ['retry'];
    case 'new':
      // A cancelled job goes on from where it was; a video that never had one starts.
      return [job && (job.state === 'cancelled' || job.state === 'failed') ? 'retry' : 'start'];
    case 'ready':
      // Its pictures may still be looked at more closely, or a language model watch it: it is ready all the while.
      if (!isLater(job)) return [];
      if (job.state === 'running') return ['pause', 'cancel'];
      if (job.state === 'queued') return ['cancel'];
      if (job.state === 'paused') return ['resume', 'cancel'];
      return job.state === 'failed' ? ['retry'] : [];
    case 'missing':
      return [];
  }
}

export const STATE_WORDS: Readonly<Record<VideoState, string>> = {
  new: 'Not indexed',
  queued: 'Queued',
  indexing: 'Indexing',
  paused: 'Paused',
  ready: 'Ready',
  failed: 'Failed',
  missing: 'File missing',
};
