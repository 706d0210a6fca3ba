import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MediaInfo } from '../../../src-shared/video';
import { newState, writeState } from '../../base/film/state';
import { openLibrary } from '../../base/library/library';
import type { Library } from '../../base/library/types';
import { diskOf } from '../../base/media/disk';
import { DiskFull } from '../../base/media/errors';
import { NotEnoughRoom } from '../../base/rpc/errors';
import { childWorkers } from './child-worker';
import { IndexQueue, type IndexQueueOptions } from './queue';
import { bytesNeeded, checkRoom, type Work } from './room';
import { WorkerSupervisor } from './supervisor';

const spawn = childWorkers(fileURLToPath(new URL('./testing/fake-worker.mjs', import.meta.url)));
const A = 'a'.repeat(32);
const B = 'b'.repeat(32);
const GB = 1e9;
const hour: MediaInfo = {
  container: 'mp4',
  duration: 3_600_000_000,
  video: null,
  audio: [{ codec: 'aac', sampleRate: 48_000, channels: 2, language: 'en' }],
};

let dir: string;
let library: Library;
let worker: WorkerSupervisor;
let queue: IndexQueue;
let free: number;

function open(options: Partial<IndexQueueOptions> = {}): void {
  library = openLibrary({ dir });
  worker = new WorkerSupervisor({ spawn, role: 'index', backOff: () => 1 });
  const tools = () => ({
    ...{ ffmpegPath: 'ffmpeg', packDir: 'pack', corePackDir: 'core', speechPackDir: 'speech' },
    ...{ tracks: null, answers: null },
  });
  const freeBytes = async () => free;
  queue = new IndexQueue({ library, worker, tools, freeBytes, lookForRoomEvery: 10, ...options });
}
async function close(): Promise<void> {
  await queue.close();
  await worker.close();
  library.close();
}
function add(id: string, name: string, media: Partial<MediaInfo> = {}): void {
  const all = { container: 'mp4', duration: 6_000_000, video: null, audio: [], ...media };
  library.videos.add({ id, path: `/films/${name}.mp4`, title: name, sizeBytes: 1, media: all });
}
/** Resolves when a video's job and its card are in a state. */
const reaches = (id: string, job: string, video: string) =>
  vi.waitFor(
    () =>
      expect([queue.list().find((j) => j.videoId === id)?.state, library.videos.get(id).state]).toEqual([
        job,
        video,
      ]),
    { timeout: 20_000 },
  );

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'longtake-room-'));
  free = 100 * GB;
  open();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await close();
  rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
});

describe('a full disk', () => {
  it('ends a job with a word on its card, and with room it goes on from there by itself', async () => {
    free = 20e6;
    add(A, 'full-at-3');
    queue.start(A);
    await expect(queue.finished(A)).rejects.toMatchObject({ code: 'DiskFull' });
    await reaches(A, 'failed', 'failed');
    expect(library.videos.get(A).error).toMatchObject({ code: 'DiskFull' });
    free = 100 * GB;
    await reaches(A, 'done', 'ready');
    expect(library.videos.get(A).error).toBeNull();
  });

  it('lets a click go on at once', async () => {
    add(A, 'full-at-3');
    queue.start(A);
    await expect(queue.finished(A)).rejects.toMatchObject({ code: 'DiskFull' });
    queue.retry(A);
    expect(await queue.finished(A)).toMatchObject({ state: 'done' });
  });

  it('that takes nothing of the library either is told all the same, and waited out', async () => {
    add(A, 'plain');
    const full = () => {
      throw new DiskFull({ path: dir });
    };
    const save = vi.spyOn(library.jobs, 'save');
    queue.start(A);
    save.mockImplementation(full);
    const setState = vi.spyOn(library.videos, 'setState').mockImplementation(full);
    free = 0;
    await expect(queue.finished(A)).rejects.toMatchObject({ code: 'DiskFull' });
    expect(queue.list()).toMatchObject([{ state: 'failed', error: { code: 'DiskFull' } }]);
    expect(library.videos.list()).toMatchObject([{ state: 'failed', error: { code: 'DiskFull' } }]);
    // Some room, but the library still takes nothing: it waits on.
    free = 100 * GB;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(queue.list()).toMatchObject([{ state: 'failed' }]);
    save.mockRestore();
    setState.mockRestore();
    free = 200 * GB;
    await reaches(A, 'done', 'ready');
  });

  it('is waited out by a later start too', async () => {
    free = 20e6;
    add(A, 'full-at-3');
    queue.start(A);
    await expect(queue.finished(A)).rejects.toMatchObject({ code: 'DiskFull' });
    await close();
    open();
    await vi.waitFor(() => expect(queue.list()).toMatchObject([{ state: 'failed' }]));
    free = 100 * GB;
    await reaches(A, 'done', 'ready');
  });

  it('is not waited out where only what was asked for is worked on', async () => {
    await close();
    open({ resume: false });
    add(A, 'full-at-3');
    queue.start(A);
    await expect(queue.finished(A)).rejects.toMatchObject({ code: 'DiskFull' });
    free = 200 * GB;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(queue.list()).toMatchObject([{ state: 'failed' }]);
  });
});

describe('before a job starts', () => {
  it('its room is compared with what is free, and the figures are told', async () => {
    free = 50e6;
    add(A, 'plain', hour);
    add(B, 'plain');
    queue.start(A);
    queue.start(B);
    await expect(queue.finished(A)).rejects.toMatchObject({ code: 'DiskFull' });
    const { error } = library.videos.get(A);
    const disk = diskOf(dir);
    expect(error?.message).toMatch(/“plain” needs about \d+ MB/);
    expect(error?.message).toContain(disk);
    expect(error?.message).toContain('50 MB are free');
    // A short film has room enough.
    await queue.finished(B);
    expect(library.videos.get(A).frameCount).toBe(0);
    free = GB;
    // An hour of film takes long on a slow machine: that it goes on is enough.
    await reaches(A, 'running', 'indexing');
  });
});

describe('bytesNeeded', () => {
  const work = (change: Partial<Work> = {}): Work => ({
    ...{ dir: join(dir, 'film'), title: 'film', media: hour, framesPerSecond: 1 },
    ...{ task: { kind: 'index', packDir: dir, transcribe: true, speakers: false } },
    ...change,
  });
  const picture = { width: 640, height: 360, frameRate: 25 } as NonNullable<MediaInfo['video']>;
  const film = { ...hour, video: picture };

  it('grows with length, density, the pack and what is wanted', async () => {
    writeFileSync(join(dir, 'manifest.json'), JSON.stringify({ frames: { dim: 512 } }));
    const usual = await bytesNeeded(work({ media: film }));
    const more = [
      work({ media: { ...film, duration: 7_200_000_000 } }),
      work({ media: film, framesPerSecond: 2 }),
      work({
        media: film,
        task: { kind: 'index', packDir: join(dir, 'none'), transcribe: true, speakers: false },
      }),
    ];
    for (const each of more) expect(await bytesNeeded(each)).toBeGreaterThan(usual);
    expect(await bytesNeeded(work())).toBeLessThan(usual);
    const silent = work({
      media: film,
      task: { kind: 'index', packDir: dir, transcribe: false, speakers: false },
    });
    expect(await bytesNeeded(silent)).toBeLessThan(usual);
    const tracks = (...names: ('shots' | 'objects' | 'text')[]) =>
      bytesNeeded(work({ media: film, task: { kind: 'tracks', names } }));
    expect(await tracks()).toBe(0);
    expect(await tracks('shots', 'objects')).toBeGreaterThan(await tracks('shots'));
    const watch = work({ media: film, task: { kind: 'watch', packDir: dir, model: 'm@1' } });
    expect(await bytesNeeded(watch)).toBeGreaterThan(3600 * 2 * 4096);
  });

  it('is of the size that was measured: of a frame, of a second of sound, and a reserve', async () => {
    writeFileSync(
      join(dir, 'manifest.json'),
      JSON.stringify({ frames: { dim: 512 }, answers: { hidden: 1024 } }),
    );
    const of = (seconds: number, change: Partial<Work> = {}) =>
      bytesNeeded(work({ media: { ...film, duration: seconds * 1_000_000 }, ...change }));
    /** Bytes a second that a longer film needs more. */
    const rate = async (change: Partial<Work> = {}) =>
      ((await of(7200, change)) - (await of(3600, change))) / 3600;
    const index = (transcribe: boolean) =>
      ({ kind: 'index', packDir: dir, transcribe, speakers: false }) as const;
    const rates = {
      frames: await rate({ task: index(false) }),
      twiceAsDense: await rate({ task: index(false), framesPerSecond: 2 }),
      withSpeech: await rate(),
      sound:
        ((await bytesNeeded(work({ media: { ...hour, duration: 7_200_000_000 } }))) -
          (await bytesNeeded(work()))) /
        3600,
      // Every frame of 25 a second, and the one that is sampled.
      shots: await rate({ task: { kind: 'tracks', names: ['shots'] } }),
      objects: await rate({ task: { kind: 'tracks', names: ['objects'] } }),
      language: await rate({ task: { kind: 'watch', packDir: dir, model: 'm@1' } }),
    };
    expect(rates).toEqual({
      frames: 16 + 2 * 512 + 12_000 + 1500,
      twiceAsDense: 2 * rates.frames,
      withSpeech: rates.frames + rates.sound,
      sound: 33_500,
      shots: 25 * 40,
      objects: 1500,
      language: 16 + 2 * 1024,
    });
    const reserve = 16 * 1024 * 1024;
    expect(await of(0, { task: index(false) })).toBe(reserve + rates.frames);
    // Keys and values of 64 frames at most are kept beside their tokens.
    const fused = async (seconds: number) =>
      (await of(seconds, { task: { kind: 'watch', packDir: dir, model: 'm@1' } })) -
      reserve -
      (seconds + 1) * rates.language;
    expect([await fused(31), await fused(63), await fused(3600)]).toEqual(
      [32, 64, 64].map((frames) => frames * 2600 * 1024),
    );
  });

  it('is less for what is there already, and nothing for what is whole', async () => {
    const { mkdirSync } = await import('node:fs');
    const { dir: folder } = work();
    mkdirSync(folder);
    const whole = await bytesNeeded(work({ media: film }));
    const state = newState('core@1', 1);
    const half = { ...state, frames: { ...state.frames, count: 1800 } };
    await writeState(folder, half);
    const left = await bytesNeeded(work({ media: film }));
    expect(left).toBeLessThan(whole);
    const done = { ...half, frames: { ...half.frames, count: 3600, done: true }, samples: 5 };
    await writeState(folder, { ...done, finished: true, speech: { ...state.speech, done: true } });
    expect(await bytesNeeded(work({ media: film }))).toBe(0);
    await checkRoom(work({ media: film }), async () => 0);
    await writeState(folder, half);
    await expect(checkRoom(work({ media: film }), async () => left - 1)).rejects.toBeInstanceOf(
      NotEnoughRoom,
    );
    await checkRoom(work({ media: film }), async () => left);
  });
});
