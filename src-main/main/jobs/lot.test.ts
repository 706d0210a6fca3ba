// @vitest-environment node
import { expect, it } from 'vitest';
import type { Job } from '../../../src-shared/jobs';
import { NO_WORK } from '../../../src-shared/jobs';
import { Lot } from './lot';

const job = (videoId: string, state: Job['state']): Job => ({
  ...{ id: videoId, videoId, state, stage: 'frames', progress: 0, etaSeconds: null, framesDone: 0 },
  ...{ framesPerSecond: null, device: null, error: null },
});

it('counts what was begun since there was last nothing to do, and tells its end once', () => {
  let now = 0;
  const lot = new Lot(() => now);
  const left: Record<string, number> = { a: 100, b: 300 };
  const take = (...jobs: Job[]) => lot.take(jobs, ({ videoId }) => left[videoId] ?? 0, null);
  expect(take()).toEqual({ status: NO_WORK, ended: null });

  const before = job('z', 'done');
  expect(take(before, job('a', 'running'), job('b', 'queued')).status).toEqual({
    ...{ films: 2, done: 0, failed: 0, busy: true, progress: 0, etaSeconds: 400, hold: null },
  });
  left.a = 50;
  expect(take(before, job('a', 'running'), job('b', 'queued')).status.progress).toBeCloseTo(50 / 400);
  now = 90_000;
  const half = take(before, job('a', 'done'), job('b', 'running'));
  expect(half.status).toMatchObject({ films: 2, done: 1, etaSeconds: 300, progress: 0.25 });
  expect(half.ended).toBeNull();

  now = 400_000;
  const end = take(before, job('a', 'done'), job('b', 'failed'));
  expect(end.status).toMatchObject({
    films: 2,
    done: 2,
    failed: 1,
    busy: false,
    progress: 1,
    etaSeconds: null,
  });
  expect(end.ended).toEqual({ films: 2, failed: 1, took: 400_000 });
  expect(take(before, job('a', 'done'), job('b', 'failed')).ended).toBeNull();

  left.c = 10;
  const next = take(before, job('a', 'done'), job('b', 'failed'), job('c', 'queued'));
  expect(next.status).toMatchObject({ films: 1, done: 0, failed: 0, progress: 0 });
});

it('forgets what was cancelled or removed, and tells nothing where nothing came of it', () => {
  const lot = new Lot(() => 0);
  const take = (...jobs: Job[]) => lot.take(jobs, () => 10, null);
  take(job('a', 'running'), job('b', 'queued'));
  expect(take(job('a', 'cancelled'), job('b', 'queued')).status).toMatchObject({ films: 1, etaSeconds: 10 });
  const last = take(job('a', 'cancelled'));
  expect(last).toEqual({ status: NO_WORK, ended: null });
});

it('says why what waits is held', () => {
  const { status } = new Lot().take([job('a', 'queued')], () => 10, 'battery');
  expect(status).toMatchObject({ busy: false, hold: 'battery', etaSeconds: 10 });
});

it('comes no further while it is held, nor by what waits being thought to take less', () => {
  const lot = new Lot(() => 0);
  const left: Record<string, number> = { a: 100, b: 100 };
  const take = (hold: 'paused' | null, ...jobs: Job[]) =>
    lot.take(jobs, ({ videoId }) => left[videoId] ?? 0, hold).status.progress;
  take(null, job('a', 'running'), job('b', 'queued'));
  left.a = 50;
  expect(take(null, job('a', 'running'), job('b', 'queued'))).toBeCloseTo(50 / 200);
  const paused = take('paused', job('a', 'queued'), job('b', 'queued'));
  left.a = 20;
  left.b = 40;
  expect(take('paused', job('a', 'queued'), job('b', 'queued'))).toBe(paused);
  // What is learnt shows once work goes on: 50 s of 110 are done.
  expect(take(null, job('a', 'running'), job('b', 'queued'))).toBeCloseTo(50 / 110);
});
