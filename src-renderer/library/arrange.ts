import { isAskedFor } from '../../src-shared/film-filter';
import type { Video, VideoState } from '../../src-shared/video';
import type { Arrangement, Sort, StateFilter } from '../stores/arrangement';

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

/** The videos that the filter lets through, sorted. What its text may ask for: see `isAskedFor`. */
export function arrange(videos: readonly Video[], { text, state, sort }: Arrangement): Video[] {
  return videos
    .filter((video) => (state === 'all' || STATES[state].includes(video.state)) && isAskedFor(video, text))
    .sort(ORDERS[sort]);
}

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
