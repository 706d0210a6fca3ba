import type { Job, WorkHold, WorkStatus } from '../../src-shared/jobs';
import { isReading, type RunName, runOf, stageRow } from '../../src-shared/passes';
import type { Video, VideoState } from '../../src-shared/video';
import { t } from '../../src-shared/words/words';
import type { JobControl } from '../stores/library-store';
import { formatEta, formatRate } from '../ui/format';

/** What a job does to a video, in words: `Indexing Talk`. */
export function doingWords(job: Job | undefined, title: string): string {
  return t(`passes.doing.${runOfJob(job)}`, { title });
}

/** What a job is at, or would be at first. */
export function runOfJob(job: Job | undefined): RunName {
  return job ? runOf(job.stage) : 'index';
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
  if (!video?.answers || video.frameCount === 0) return t('jobs.percent', { n: 0 });
  return t('jobs.percent', {
    n: Math.min(100, Math.floor((100 * video.answers.frameCount) / video.frameCount)),
  });
}

/**
 * One line about a job: what it does, how fast, and how long still.
 * @param watcher name of the pack that watches, where it is known
 * @param hold why nothing runs, where nothing does
 */
export function jobLine(job: Job, watcher?: string, hold: WorkHold | null = null): string {
  if (job.state === 'queued') return hold === null ? t('jobs.queued') : t(`jobs.hold.${hold}`);
  const percent = t('jobs.percent', { n: Math.floor(job.progress * 100) });
  if (job.state === 'paused') return t('jobs.pausedAt', { percent });
  const watching = job.stage === 'watch' && watcher !== undefined;
  const parts = [
    watching ? t('jobs.watchingWith', { name: watcher }) : t(`passes.stage.${job.stage}`),
    percent,
  ];
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

/** All work in a line: `12 of 208, about 20 min left`; empty where there is none. */
export function workLine({ films, done, etaSeconds, hold }: WorkStatus): string {
  if (etaSeconds === null) return '';
  const count = t('jobs.line.films', { n: Math.max(1, films), at: Math.min(done + 1, films) });
  if (hold !== null) return t(`jobs.line.hold.${hold}`, { films: count });
  return t('jobs.line', { films: count, left: formatEta(etaSeconds) });
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

export function stateWords(state: ShownState): string {
  return t(`jobs.state.${state}`);
}
