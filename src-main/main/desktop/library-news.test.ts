import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EventPayload } from '../../../src-shared/ipc';
import type { Job } from '../../../src-shared/jobs';
import type { Video } from '../../../src-shared/video';
import { LibraryNews } from './library-news';

const ONE = '1'.repeat(32);
const TWO = '2'.repeat(32);

let told: EventPayload<'library.changed'>[];
let there: Map<string, Video>;
let news: LibraryNews;
let looks: string[];

const video = (id: string) => ({ id }) as Video;
const job = (videoId: string, state: Job['state'], progress: number, stage: Job['stage'] = 'frames') =>
  ({ videoId, state, progress, stage }) as Job;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  looks = [];
  there = new Map([ONE, TWO].map((id) => [id, video(id)]));
  const find = (id: string) => {
    looks.push(id);
    return there.get(id) ?? null;
  };
  news = new LibraryNews({ find }, (payload) => told.push(payload));
});
afterEach(() => vi.useRealTimers());

describe('news of the library', () => {
  it('hold what changed and nothing else, together after a while', () => {
    news.changed(ONE);
    expect(told).toEqual([{ changed: [video(ONE)], removed: [] }]);
    news.changed(TWO);
    news.changed(TWO, TWO);
    there.delete(TWO);
    expect(told).toHaveLength(1);
    vi.runAllTimers();
    expect(told.slice(1)).toEqual([{ changed: [], removed: [TWO] }]);
    expect(looks).toEqual([ONE, TWO]);
  });

  it('come with the state of a job, not with its progress', () => {
    news.jobs([job(ONE, 'running', 0.1), job(TWO, 'queued', 0)]);
    vi.runAllTimers();
    told = [];
    for (let n = 2; n < 9; n += 1) {
      news.jobs([job(ONE, 'running', n / 10), job(TWO, 'queued', 0)]);
      vi.runAllTimers();
    }
    expect(told).toEqual([]);
    news.jobs([job(ONE, 'running', 0, 'tracks'), job(TWO, 'queued', 0)]);
    vi.runAllTimers();
    expect(told).toEqual([{ changed: [video(ONE)], removed: [] }]);
    news.jobs([job(TWO, 'running', 0)]);
    vi.runAllTimers();
    expect(told.slice(1)).toEqual([{ changed: [video(ONE), video(TWO)], removed: [] }]);
  });

  it('are told at the end too', () => {
    news.changed(ONE);
    news.changed(TWO);
    news.flush();
    expect(told.at(-1)).toEqual({ changed: [video(TWO)], removed: [] });
  });
});
