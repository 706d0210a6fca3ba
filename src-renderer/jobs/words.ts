import type { Job, WorkHold, WorkStatus } from '../../src-shared/jobs';
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
 * @param hold why nothing runs, where nothing does
 */
export function jobLine(job: Job, watcher?: string, hold: WorkHold | null = null): string {
  if (job.state === 'queued') return hold === null ? 'Waiting for its turn' : HOLD_WORDS[hold];
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

/** Why films wait, in words. */
export const HOLD_WORDS: Readonly<Record<WorkHold, string>> = {
  paused: 'All work is paused',
  copying: 'Waiting while the library is copied',
  battery: 'Waiting for mains power',
  hours: 'Waiting for its hours',
};

/** All work in a line: `12 of 208, about 20 min left`; empty where there is none. */
export function workLine({ films, done, etaSeconds, hold }: WorkStatus): string {
  if (etaSeconds === null) return '';
  const count = films > 1 ? `${Math.min(done + 1, films)} of ${films.toLocaleString('en')}` : '1 film';
  return `${count}, ${hold === null ? formatEta(etaSeconds) : HOLD_WORDS[hold].toLowerCase()}`;
}

/** What a film is shown as: its own state, and two more of one that can be searched and is not all that it is to be. */
export type ShownState = VideoState | 'searchable' | 'partly';

/** The one word for a film's state. It is ready once nothing is left to do, and nothing went wrong. */
export function shownState(video: Video, job: Job | undefined): ShownState {
  if (video.state !== 'ready') return video.state;
  if (video.error !== null) return 'partly';
  if (job === undefined || !isReading(job.stage)) return 'ready';
  const { state } = job;
  return isActive(job) || state === 'failed' ? 'searchable' : 'ready';
}

export const STATE_WORDS: Readonly<Record<ShownState, string>> = {
  new: 'Not indexed',
  queued: 'Waiting',
  indexing: 'Indexing',
  paused: 'Paused',
  ready: 'Ready',
  searchable: 'Searchable',
  partly: 'Ready in part',
  failed: 'Failed',
  missing: 'File missing',
};
