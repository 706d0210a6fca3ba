import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Job } from '../../../src-shared/jobs';
import { openLibrary } from '../../base/library/library';
import type { Library } from '../../base/library/types';
import { childWorkers } from './child-worker';
import { IndexQueue, type IndexQueueOptions } from './queue';
import { WorkerSupervisor } from './supervisor';

const spawn = childWorkers(fileURLToPath(new URL('./testing/fake-worker.mjs', import.meta.url)));
const A = 'a'.repeat(32);
const B = 'b'.repeat(32);
const FRAMES = 6;

let dir: string;
let library: Library;
let worker: WorkerSupervisor;
let queue: IndexQueue;

function open(options: Partial<IndexQueueOptions> = {}): void {
  library = openLibrary({ dir });
  worker = new WorkerSupervisor({ spawn, role: 'index', backOff: () => 1 });
  const tools = () => ({
    ...{ ffmpegPath: 'ffmpeg', packDir: 'pack', corePackDir: 'core', speechPackDir: 'speech' },
    tracks: null,
    answers: null,
  });
  queue = new IndexQueue({ library, worker, tools, ...options });
}
async function close(): Promise<void> {
  await queue.close();
  await worker.close();
  library.close();
}
/** A video that the fake worker treats as its name says. */
function add(id: string, name: string): void {
  const media = { container: 'mp4', duration: FRAMES * 1_000_000, video: null, audio: [] };
  library.videos.add({ id, path: `/films/${name}.mp4`, title: name, sizeBytes: 1, media });
}
/** Resolves when a video has so many frames stored. */
function frames(id: string, count: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const off = queue.on('indexed', (videoId) => {
    if (videoId !== id || library.videos.get(id).frameCount < count) return;
    off();
    resolve();
  });
  return promise;
}
/** At which frame each run of a video's job began. */
function runs(id: string): number[] {
  return readFileSync(join(library.indexDir(id), 'runs'), 'utf8')
    .trim()
    .split(' ')
    .map(Number);
}
function states(): string[] {
  return queue.list().map((job) => `${job.videoId[0]} ${job.state}`);
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'longtake-queue-'));
  open();
});
afterEach(async () => {
  await close();
  rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
});

describe('the queue', () => {
  it('indexes a video and stores what came of it', async () => {
    add(A, 'torn');
    const progress: number[] = [];
    queue.on('progress', (_, { fraction }) => progress.push(fraction));
    expect(queue.start(A)).toMatchObject({ videoId: A });
    const job = await queue.finished(A);
    expect(job).toMatchObject({ state: 'done', progress: 1, framesDone: FRAMES, error: null });
    expect(progress.at(-1)).toBe(1);
    expect(library.videos.get(A)).toMatchObject({
      state: 'ready',
      frameCount: FRAMES,
      packId: 'fake',
      hasPoster: true,
      error: { message: 'It stopped being readable at 0:03.' },
    });
    expect(library.scenes.list(A)).toHaveLength(1);
    expect(library.segments.list(A)[0]?.text).toBe('Hello world');
    expect(library.jobs.find(A)).toEqual(job);
    expect(queue.start(A)).toEqual(job);
    expect(await queue.finished(A)).toEqual(job);
  });

  it('begins a job anew that runs: what was asked of it has changed', async () => {
    add(A, 'wait-at-3');
    queue.start(A);
    await frames(A, 3);
    queue.again(A);
    expect(states()).toEqual(['a queued']);
    await queue.finished(A);
    expect(runs(A)).toEqual([0, 3]);
    expect(library.videos.get(A)).toMatchObject({ state: 'ready', frameCount: FRAMES });
    queue.again(A);
    await queue.finished(A);
    expect(runs(A)).toHaveLength(3);
  });

  it('takes what waits in the order that it was brought into, also after a restart', async () => {
    const C = 'c'.repeat(32);
    add(A, 'wait-at-3');
    add(B, 'plain');
    add(C, 'plain');
    for (const id of [A, B, C]) queue.start(id);
    await frames(A, 3);
    queue.move(C, B);
    expect(states()).toEqual(['a running', 'c queued', 'b queued']);
    queue.move(A, null);
    expect(states()).toEqual(['c queued', 'b queued', 'a running']);
    await close();
    open({ resume: false });
    expect(library.jobs.list().map(({ videoId }) => videoId)).toEqual([C, B, A]);
  });

  it('rests while it is held, and goes on from where it was', async () => {
    let held: 'battery' | null = null;
    await close();
    open({ hold: () => held });
    add(A, 'wait-at-3');
    add(B, 'plain');
    queue.start(A);
    queue.start(B);
    await frames(A, 3);
    held = 'battery';
    queue.reconsider();
    expect(states()).toEqual(['a queued', 'b queued']);
    expect(queue.work()).toMatchObject({ films: 2, done: 0, busy: false, hold: 'battery' });
    expect(library.videos.get(A).state).toBe('queued');
    held = null;
    queue.reconsider();
    await queue.finished(A);
    await queue.finished(B);
    expect(runs(A)).toEqual([0, 3]);
    expect(queue.work()).toMatchObject({ films: 2, done: 2, busy: false, hold: null, etaSeconds: null });
  });

  it('says of every film that waits how long it takes, and of all together', async () => {
    add(A, 'wait-at-3');
    add(B, 'plain');
    const ended: number[] = [];
    queue.on('ended', ({ films }) => ended.push(films));
    queue.start(A);
    queue.start(B);
    await frames(A, 3);
    const { etaSeconds } = queue.work();
    const [running] = queue.list();
    expect(running?.etaSeconds).toBeGreaterThan(0);
    expect(etaSeconds).toBeGreaterThan(running?.etaSeconds ?? 0);
    queue.pause(A);
    queue.resume(A);
    await queue.finished(A);
    await queue.finished(B);
    queue.work();
    expect(ended).toEqual([2]);
  });

  it('runs jobs one after another, in order', async () => {
    add(A, 'wait-at-3');
    add(B, 'plain');
    const seen = new Set<string>();
    queue.on('changed', (jobs: Job[]) => {
      for (const job of jobs) if (job.state === 'running') seen.add(job.videoId);
      expect(jobs.filter((job) => job.state === 'running').length).toBeLessThan(2);
    });
    queue.start(A);
    queue.start(B);
    expect(states()).toEqual(['a running', 'b queued']);
    await frames(A, 3);
    expect(states()).toEqual(['a running', 'b queued']);
    expect(library.videos.get(B).state).toBe('queued');
    queue.pause(A);
    await queue.finished(B);
    expect(states()).toEqual(['a paused', 'b done']);
    queue.resume(A);
    await queue.finished(A);
    expect(seen).toContain(A);
  });

  it('pauses in the middle and goes on from there', async () => {
    add(A, 'wait-at-3');
    queue.start(A);
    await frames(A, 3);
    queue.pause(A);
    expect(queue.list()[0]).toMatchObject({ state: 'paused', etaSeconds: null, framesDone: 3 });
    // What there is so far can be seen already.
    expect(library.videos.get(A)).toMatchObject({ frameCount: 3, hasPoster: true });
    expect(library.videos.get(A).state).toBe('paused');
    queue.resume(A);
    await queue.finished(A);
    expect(runs(A)).toEqual([0, 3]);
  });

  it('takes a change of mind before the job has really begun', async () => {
    add(A, 'plain');
    queue.start(A);
    queue.pause(A);
    expect(states()).toEqual(['a paused']);
    queue.resume(A);
    queue.cancel(A);
    queue.start(A);
    await queue.finished(A);
    expect(library.videos.get(A).state).toBe('ready');
    expect(runs(A)).toEqual([0]);
  });

  it('cancels, keeps what was stored, and can be started again', async () => {
    add(A, 'wait-at-3');
    queue.start(A);
    const end = expect(queue.finished(A)).rejects.toMatchObject({ code: 'Cancelled' });
    await frames(A, 3);
    queue.cancel(A);
    await end;
    expect(states()).toEqual(['a cancelled']);
    expect(library.videos.get(A)).toMatchObject({ state: 'new', frameCount: 3 });
    queue.start(A);
    await queue.finished(A);
    expect(runs(A)).toEqual([0, 3]);
  });

  it('goes on by itself after its worker was killed', async () => {
    add(A, 'die-at-3');
    queue.start(A);
    expect(await queue.finished(A)).toMatchObject({ state: 'done', framesDone: FRAMES });
    expect(runs(A)).toEqual([0, 3]);
  });

  it('goes on by itself after its worker hung', async () => {
    await close();
    open({ deadline: 3000 });
    add(A, 'hang-at-3');
    queue.start(A);
    await queue.finished(A);
    expect(runs(A)).toEqual([0, 3]);
  });

  it('gives a job up whose worker dies again and again, and runs the next', async () => {
    add(A, 'die-always');
    add(B, 'plain');
    queue.start(A);
    queue.start(B);
    await expect(queue.finished(A)).rejects.toMatchObject({ code: 'WorkerLost' });
    await queue.finished(B);
    expect(states()).toEqual(['a failed', 'b done']);
    expect(library.videos.get(A)).toMatchObject({ state: 'failed', error: { code: 'WorkerLost' } });
    expect(runs(A)).toEqual([0, 0, 0]);
  });

  it('retries a failed job from its checkpoint', async () => {
    add(A, 'fail-at-3');
    queue.start(A);
    await expect(queue.finished(A)).rejects.toMatchObject({ message: 'Broken.' });
    expect(queue.list()[0]).toMatchObject({ state: 'failed', error: { remedy: 'Get another copy.' } });
    queue.retry(A);
    expect(await queue.finished(A)).toMatchObject({ state: 'done', error: null });
    expect(library.videos.get(A).error).toBeNull();
    expect(runs(A)).toEqual([0, 3]);
  });

  it('does what is left of a job that is started again, whatever its state', async () => {
    add(A, 'fail-at-3');
    add(B, 'wait-at-3');
    queue.start(A);
    await expect(queue.finished(A)).rejects.toMatchObject({ message: 'Broken.' });
    queue.start(A);
    expect(await queue.finished(A)).toMatchObject({ state: 'done', error: null });
    queue.start(B);
    await frames(B, 3);
    expect(queue.start(B)).toMatchObject({ state: 'running' });
    queue.pause(B);
    queue.start(B);
    await queue.finished(B);
    expect([runs(A), runs(B)]).toEqual([
      [0, 3],
      [0, 3],
    ]);
  });

  it('makes a damaged index anew', async () => {
    add(A, 'plain');
    writeFileSync(join(library.indexDir(A), 'frames'), '-1');
    queue.start(A);
    expect(await queue.finished(A)).toMatchObject({ state: 'done', framesDone: FRAMES });
    expect(runs(A)).toEqual([0]);
  });

  it('marks a video as missing whose file is gone', async () => {
    add(A, 'gone');
    queue.start(A);
    await expect(queue.finished(A)).rejects.toMatchObject({ code: 'FileMissing' });
    expect(library.videos.get(A).state).toBe('missing');
  });

  it('fails a job whose tools cannot be found, and tells of surprises', async () => {
    const surprises: unknown[] = [];
    await close();
    open({
      tools: () => Promise.reject(new TypeError('who knows')),
      onUnexpected: (error) => surprises.push(error),
    });
    add(A, 'plain');
    queue.start(A);
    await expect(queue.finished(A)).rejects.toMatchObject({ code: 'Internal' });
    expect(surprises).toEqual([new TypeError('who knows')]);
  });

  it('takes up after a restart what it was at, and leaves paused jobs alone', async () => {
    add(A, 'wait-at-3');
    add(B, 'plain');
    queue.start(A);
    queue.start(B);
    queue.pause(B);
    const cut = expect(queue.finished(A)).rejects.toMatchObject({ code: 'Cancelled' });
    await frames(A, 3);
    await close();
    await cut;
    open();
    expect(states()).toEqual(['a queued', 'b paused']);
    await queue.finished(A);
    expect(runs(A)).toEqual([0, 3]);
    expect(states()).toEqual(['a done', 'b paused']);
  });

  it('leaves earlier jobs to another when told so', async () => {
    add(A, 'wait-at-3');
    add(B, 'plain');
    queue.start(A);
    await frames(A, 3);
    await close();
    open({ resume: false });
    queue.start(B);
    await queue.finished(B);
    expect(states()).toEqual(['b done']);
    expect(library.jobs.find(A)).toMatchObject({ state: 'queued', framesDone: 3 });
    queue.start(A);
    expect(await queue.finished(A)).toMatchObject({ state: 'done' });
  });

  it('takes forgotten jobs back where they stood, and tells of it while all work is held', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e'].map((letter) => letter.repeat(32));
    const [first = '', second = '', third = '', fourth = '', fifth = ''] = ids;
    await close();
    open({ hold: () => 'paused' });
    for (const id of [first, second, third, fourth]) {
      add(id, 'plain');
      queue.start(id);
    }
    const jobs = queue.list();
    const was = ids.slice(0, 4);
    await queue.forget(first, third, fourth);
    library.videos.takeOut(first, third, fourth);
    add(fifth, 'plain');
    queue.start(fifth);
    library.videos.putBack(first, third, fourth);
    const told: string[][] = [];
    queue.on('changed', (list) => told.push(list.map(({ videoId }) => videoId)));
    const find = (id: string) => jobs.filter(({ videoId }) => videoId === id);
    queue.takeBack([...find(fourth), ...find(first), ...find(third)], was);
    await vi.waitFor(() => expect(told.at(-1)).toEqual(ids));
    expect(library.jobs.list().map(({ videoId }) => videoId)).toEqual(ids);
  });

  it('has what ran when it was forgotten wait', async () => {
    add(A, 'wait-at-3');
    queue.start(A);
    await frames(A, 3);
    const [job] = queue.list();
    await queue.forget(A);
    await close();
    open({ hold: () => 'paused' });
    if (job) queue.takeBack([job], [A]);
    expect(job?.state).toBe('running');
    expect(states()).toEqual(['a queued']);
    expect(library.videos.get(A).state).toBe('queued');
  });

  it('forgets the job of a video that is removed while it runs', async () => {
    add(A, 'wait-at-3');
    queue.start(A);
    const end = expect(queue.finished(A)).rejects.toMatchObject({ code: 'Cancelled' });
    await frames(A, 3);
    await queue.forget(A);
    library.videos.remove(A);
    await end;
    expect(queue.list()).toEqual([]);
    expect(library.jobs.list()).toEqual([]);
    await expect(queue.finished(A)).rejects.toMatchObject({ code: 'NotFound' });
    expect(() => queue.start(A)).toThrow('no such video');
  });
});
