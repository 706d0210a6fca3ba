import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLibrary } from '../../base/library/library';
import type { Library } from '../../base/library/types';
import { checkMissing } from '../intake/intake';
import { childWorkers } from './child-worker';
import type { Chosen } from './missing';
import { IndexQueue, type IndexQueueOptions } from './queue';
import { WorkerSupervisor } from './supervisor';

const spawn = childWorkers(fileURLToPath(new URL('./testing/fake-worker.mjs', import.meta.url)));
const A = 'a'.repeat(32);
const B = 'b'.repeat(32);
const C = 'c'.repeat(32);
const FRAMES = 6;
const READER = { packDir: 'reader', model: 'reader@1', verifiedFile: null };

let dir: string;
let library: Library;
let worker: WorkerSupervisor;
let queue: IndexQueue;
/** What the settings ask for. */
let answers: typeof READER | null;
let chosen: Chosen;

function open(options: Partial<IndexQueueOptions> = {}): void {
  library = openLibrary({ dir });
  worker = new WorkerSupervisor({ spawn, role: 'index', backOff: () => 1 });
  const tools = () => ({
    ...{ ffmpegPath: 'ffmpeg', packDir: 'pack', corePackDir: 'core', speechPackDir: 'speech' },
    tracks: null,
    answers,
  });
  queue = new IndexQueue({ library, worker, tools, chosen: () => chosen, ...options });
}
async function close(): Promise<void> {
  await queue.close();
  await worker.close();
  library.close();
}
function add(id: string, name: string, sound = false): void {
  const video = {
    ...{ codec: 'h264', pixelFormat: 'yuv420p', width: 4, height: 4, displayWidth: 4, displayHeight: 4 },
    ...{ rotation: 0 as const, frameRate: 25 },
  };
  const media = {
    container: 'mp4',
    duration: FRAMES * 1_000_000,
    video: sound ? null : video,
    audio: [],
  };
  library.videos.add({ id, path: `/films/${name}.mp4`, title: name, sizeBytes: 1, media });
}
/** Resolves when so many frames of a video were read. */
function watched(id: string, count: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const off = queue.on('watched', (videoId) => {
    if (videoId !== id || (library.videos.get(id).answers?.frameCount ?? 0) < count) return;
    off();
    resolve();
  });
  return promise;
}
/** At which frame each run began. */
function runs(id: string, what: 'runs' | 'watches'): number[] {
  return readFileSync(join(library.indexDir(id), what), 'utf8')
    .trim()
    .split(' ')
    .map(Number);
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'longtake-watch-'));
  answers = READER;
  chosen = { search: 'fake', answers: READER.model, tracks: [] };
  open();
});
afterEach(async () => {
  await close();
  rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
});

describe('a job with a language model', () => {
  it('makes the video ready, then goes on with reading it', async () => {
    add(A, 'watch-wait');
    queue.start(A);
    await watched(A, 3);
    expect(library.videos.get(A)).toMatchObject({
      state: 'ready',
      frameCount: FRAMES,
      answers: { model: 'reader@1', frameCount: 3, complete: false },
    });
    expect(queue.list()[0]).toMatchObject({ state: 'running', stage: 'watch', progress: 0.5 });
    queue.pause(A);
    expect(queue.list()[0]).toMatchObject({ state: 'paused', stage: 'watch', etaSeconds: null });
    expect(library.videos.get(A).state).toBe('ready');
    queue.resume(A);
    expect(await queue.finished(A)).toMatchObject({ state: 'done', stage: 'finish', progress: 1 });
    expect(library.videos.get(A)).toMatchObject({
      state: 'ready',
      answers: { model: 'reader@1', frameCount: FRAMES, complete: true },
    });
    expect([runs(A, 'runs'), runs(A, 'watches')]).toEqual([[0], [0, 3]]);
  });

  it('goes on by itself after its worker was killed', async () => {
    add(A, 'watch-die');
    queue.start(A);
    await queue.finished(A);
    expect(runs(A, 'watches')).toEqual([0, 3]);
    expect(library.videos.get(A).answers?.complete).toBe(true);
  });

  it('leaves the video ready when the reading fails or is cancelled, and reads on when told to', async () => {
    add(A, 'torn-watch-fail');
    queue.start(A);
    await expect(queue.finished(A)).rejects.toMatchObject({ code: 'NotEnoughMemory' });
    expect(queue.list()[0]).toMatchObject({
      state: 'failed',
      stage: 'watch',
      error: { message: 'Too large.' },
    });
    // What was said of the file itself stays.
    const ready = { state: 'ready', error: { message: 'It stopped being readable at 0:03.' } };
    expect(library.videos.get(A)).toMatchObject({ ...ready, answers: { frameCount: 3, complete: false } });
    queue.retry(A);
    queue.cancel(A);
    expect(library.videos.get(A)).toMatchObject(ready);
    expect(queue.start(A)).toMatchObject({ stage: 'watch' });
    await queue.finished(A);
    expect([runs(A, 'runs'), runs(A, 'watches')]).toEqual([[0], [0, 3]]);
  });

  it('steps back for a video to be indexed', async () => {
    add(A, 'watch-wait');
    add(B, 'plain');
    queue.start(A);
    await watched(A, 3);
    queue.start(B);
    expect(queue.list().map((job) => [job.state, job.stage])).toEqual([
      ['queued', 'watch'],
      ['queued', 'probe'],
    ]);
    expect(library.videos.get(A).state).toBe('ready');
    const order: string[] = [];
    queue.on('watched', (id) => order.push(id));
    await Promise.all([queue.finished(A), queue.finished(B)]);
    // B was indexed meanwhile; its own reading waited for A's.
    expect([...new Set(order)]).toEqual([A, B]);
    expect(library.videos.get(B).answers?.complete).toBe(true);
    expect(runs(A, 'watches')).toEqual([0, 3]);
  });

  it('waits for a video that came later, when both are next', async () => {
    add(A, 'watch-wait');
    add(B, 'wait-at-3');
    add(C, 'plain');
    queue.start(A);
    await watched(A, 3);
    queue.pause(A);
    const begun = new Promise<void>((resolve) => queue.on('indexed', (id) => id === B && resolve()));
    queue.start(B);
    await begun;
    // B runs; A is to be read on, C to be indexed.
    queue.resume(A);
    queue.start(C);
    const order: string[] = [];
    queue.on('watched', (id) => order.push(`read ${id[0]}`));
    queue.on('indexed', (id) => order.push(`indexed ${id[0]}`));
    queue.pause(B);
    await Promise.all([queue.finished(A), queue.finished(C)]);
    expect([...new Set(order)].filter((what) => what !== 'indexed b')).toEqual([
      ...['indexed c', 'read a', 'read c'],
    ]);
  });

  it('does for a finished video what the settings miss of it, and nothing else', async () => {
    answers = null;
    chosen = { search: 'fake', answers: null, tracks: [] };
    add(A, 'plain');
    add(B, 'sound', true);
    queue.start(A);
    await queue.finished(A);
    expect(library.videos.get(A).answers).toBeNull();
    expect(queue.start(A)).toMatchObject({ state: 'done' });

    answers = READER;
    chosen = { search: 'fake', answers: READER.model, tracks: [] };
    queue.start(A);
    expect(library.videos.get(A).state).toBe('ready');
    await queue.finished(A);
    expect([runs(A, 'runs'), runs(A, 'watches')]).toEqual([[0], [0]]);
    expect(queue.start(A)).toMatchObject({ state: 'done' });

    // Another model finds: the index is made by it.
    chosen = { search: 'clip@1', answers: READER.model, tracks: [] };
    expect(queue.start(A)).toMatchObject({ stage: 'probe' });
    await queue.finished(A);
    expect(runs(A, 'runs')).toEqual([0, FRAMES]);

    // Sound alone has nothing to be read.
    chosen = { search: 'fake', answers: READER.model, tracks: [] };
    queue.start(B);
    await queue.finished(B);
    expect(library.videos.get(B).answers).toBeNull();
    expect(queue.start(B)).toMatchObject({ state: 'done' });
  });

  it('has nothing left to do once no model is chosen', async () => {
    add(A, 'watch-wait');
    queue.start(A);
    await watched(A, 3);
    queue.pause(A);
    answers = null;
    queue.resume(A);
    expect(await queue.finished(A)).toMatchObject({ state: 'done' });
    expect(library.videos.get(A)).toMatchObject({ state: 'ready', answers: { complete: false } });
  });

  it('goes on after a restart, with the video ready all the while', async () => {
    add(A, 'watch-wait');
    queue.start(A);
    const cut = expect(queue.finished(A)).rejects.toMatchObject({ code: 'Cancelled' });
    await watched(A, 3);
    await close();
    await cut;
    open({ resume: false });
    expect(library.videos.get(A).state).toBe('ready');
    expect(library.jobs.find(A)).toMatchObject({ state: 'queued', stage: 'watch' });
    // Its file is gone for a while: what it comes back as is what it was.
    expect((await checkMissing(library)).map(({ state }) => state)).toEqual(['missing']);
    writeFileSync(join(dir, 'back.mp4'), '.');
    library.videos.setPath(A, join(dir, 'back.mp4'));
    expect((await checkMissing(library)).map(({ state }) => state)).toEqual(['ready']);
    await close();
    open();
    await queue.finished(A);
    expect(runs(A, 'watches')).toEqual([0, 3]);
  });
});
