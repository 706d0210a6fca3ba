import type { Job, Video, VideoState } from '../../src-shared/domain';
import type { Arrangement, Sort, StateFilter } from '../stores/arrangement';
import type { JobControl } from '../stores/library-store';
import { formatEta, formatRate } from '../ui/format';

const STATES: Readonly<Record<Exclude<StateFilter, 'all'>, readonly VideoState[]>> = {
  ready: ['ready'],
  working: ['new', 'queued', 'indexing', 'paused'],
  trouble: ['failed', 'missing'],
};

const titles = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
const ORDERS: Readonly<Record<Sort, (a: Video, b: Video) => number>> = {
  added: (a, b) => b.addedAt - a.addedAt || titles.compare(a.title, b.title),
  title: (a, b) => titles.compare(a.title, b.title),
  length: (a, b) => b.duration - a.duration || titles.compare(a.title, b.title),
};

/** The videos that the filter lets through, sorted. Every word of the text must occur in title or
 * file name, or in what the file says of itself: its title, camera and date. */
export function arrange(videos: readonly Video[], { text, state, sort }: Arrangement): Video[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return videos
    .filter((video) => {
      if (state !== 'all' && !STATES[state].includes(video.state)) return false;
      const { camera = '', createdAt = '', title = '' } = video.media.recording ?? {};
      const name = `${video.title} ${video.fileName} ${title} ${camera} ${createdAt}`.toLowerCase();
      return words.every((word) => name.includes(word));
    })
    .sort(ORDERS[sort]);
}

const STAGES: Readonly<Record<Job['stage'], string>> = {
  probe: 'Opening the file',
  frames: 'Looking at frames',
  scenes: 'Finding scenes',
  speech: 'Listening',
  finish: 'Finishing',
  tracks: 'Looking closer',
  watch: 'Watching',
};

/** What goes on after the index, while the video is ready: as a verb of the video's title, and as a thing to be paused. */
const LATER: Readonly<Partial<Record<Job['stage'], { readonly doing: string; readonly noun: string }>>> = {
  tracks: { doing: 'Looking closer at', noun: 'the closer look' },
  watch: { doing: 'Watching', noun: 'watching' },
};

/** What a job does to its video, in words: `Indexing`, and what is paused: `indexing`. */
export function workWords(job: Job | undefined): { readonly doing: string; readonly noun: string } {
  return (job && LATER[job.stage]) ?? { doing: 'Indexing', noun: 'indexing' };
}

/** Whether the video is ready while the job goes on. */
export function isLater(job: Job | undefined): job is Job {
  return job !== undefined && LATER[job.stage] !== undefined;
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
  const parts = [watching ? `Watching with ${watcher}` : STAGES[job.stage], percent];
  if (job.framesPerSecond !== null && (job.stage === 'frames' || job.stage === 'watch'))
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

/**
 * The place that an arrow key leads to in a grid of `columns`; null where the key means nothing. Up and
 * down keep the column and stop at the edge.
 */
export function gridStep(key: string, at: number, length: number, columns: number): number | null {
  const steps: Record<string, number> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
  };
  if (key === 'Home') return 0;
  if (key === 'End') return length - 1;
  const step = steps[key];
  if (step === undefined) return null;
  const next = at + step;
  return next < 0 || next >= length ? at : next;
}
