import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TRACKS, type TrackName } from '../../../src-shared/passes';
import { openLibrary } from '../../base/library/library';
import type { Library } from '../../base/library/types';
import { childWorkers } from './child-worker';
import { IndexQueue } from './queue';
import { WorkerSupervisor } from './supervisor';

const spawn = childWorkers(fileURLToPath(new URL('./testing/fake-worker.mjs', import.meta.url)));
const A = 'a'.repeat(32);
const READER = { packDir: 'reader', model: 'reader@1', verifiedFile: null };

let dir: string;
let library: Library;
let worker: WorkerSupervisor;
let queue: IndexQueue;
/** What the settings ask for. */
let wanted: readonly TrackName[];
let answers: typeof READER | null;

function open(): void {
  library = openLibrary({ dir });
  worker = new WorkerSupervisor({ spawn, role: 'index', backOff: () => 1 });
  const tools = () => ({
    ...{ ffmpegPath: 'ffmpeg', packDir: 'pack', corePackDir: 'core', speechPackDir: 'speech' },
    tracks: wanted.length > 0 ? { packDir: 'tracks', names: wanted } : null,
    answers,
  });
  const chosen = () => ({ search: 'fake', answers: answers?.model ?? null, tracks: wanted });
  queue = new IndexQueue({ library, worker, tools, chosen });
}
async function close(): Promise<void> {
  await queue.close();
  await worker.close();
  library.close();
}
function add(name: string): void {
  const video = {
    ...{ codec: 'h264', pixelFormat: 'yuv420p', width: 4, height: 4, displayWidth: 4, displayHeight: 4 },
    ...{ rotation: 0 as const, frameRate: 25 },
  };
  const media = { container: 'mp4', duration: 6_000_000, video, audio: [] };
  library.videos.add({ id: A, path: `/films/${name}.mp4`, title: name, sizeBytes: 1, media });
}
/** Resolves when the job is seen running in that stage. */
function reached(stage: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const off = queue.on('progress', (_, progress) => {
    if (progress.stage !== stage) return;
    off();
    resolve();
  });
  return promise;
}
/** Which tracks each run was asked for. */
function runs(): string[] {
  return readFileSync(join(library.indexDir(A), 'tracked'), 'utf8')
    .trim()
    .split(' ');
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'longtake-tracks-'));
  wanted = TRACKS;
  answers = null;
  open();
});
afterEach(async () => {
  await close();
  rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
});

describe('a job that reads tracks', () => {
  it('makes the video ready, reads them, and goes on with what else is wanted', async () => {
    answers = READER;
    add('tracks-wait');
    queue.start(A);
    await reached('tracks');
    expect(library.videos.get(A)).toMatchObject({ state: 'ready', frameCount: 6, tracks: [] });
    expect(queue.list()[0]).toMatchObject({ state: 'running', stage: 'tracks', progress: 0.5 });
    queue.pause(A);
    expect(queue.list()[0]).toMatchObject({ state: 'paused', stage: 'tracks' });
    const news: string[] = [];
    queue.on('indexed', (_, what) => news.push(what));
    queue.resume(A);
    await queue.finished(A);
    expect(library.videos.get(A)).toMatchObject({ tracks: [...TRACKS], answers: { complete: true } });
    expect(library.shots.list(A).map(({ from, begins }) => [from, begins])).toEqual([
      [0, 'start'],
      [2_500_000, 'cut'],
    ]);
    expect(library.objects.list(A)).toMatchObject([{ label: 'person', from: 1_000_000, to: 3_000_000 }]);
    expect(library.segments.list(A).map(({ source, text }) => [source, text])).toEqual([
      ['speech', 'Hello world'],
      ['text', 'EXIT'],
    ]);
    expect(news).toEqual(expect.arrayContaining(['shots', 'scenes', 'objects', 'transcript']));
  });

  it('stores what it has found while it runs, not as all there is', async () => {
    add('tracks-sofar');
    const { promise: told, resolve } = Promise.withResolvers<void>();
    queue.on('indexed', (_, what) => what === 'objects' && resolve());
    queue.start(A);
    await told;
    expect(library.videos.get(A).tracks).toEqual([]);
    expect(library.objects.list(A)).toMatchObject([{ label: 'person' }]);
    expect(library.jobs.find(A)).toMatchObject({ stage: 'tracks', progress: 0.5 });
    queue.pause(A);
    queue.resume(A);
    await queue.finished(A);
    expect(library.videos.get(A).tracks).toEqual([...TRACKS]);
  });

  it('goes on by itself after its worker was killed', async () => {
    add('tracks-die');
    queue.start(A);
    await queue.finished(A);
    expect(library.videos.get(A).tracks).toEqual([...TRACKS]);
    expect(runs()).toHaveLength(2);
  });

  it('goes on after a restart', async () => {
    add('tracks-wait');
    queue.start(A);
    const cut = expect(queue.finished(A)).rejects.toMatchObject({ code: 'Cancelled' });
    await reached('tracks');
    await close();
    await cut;
    open();
    expect(library.jobs.find(A)).toMatchObject({ stage: 'tracks' });
    await queue.finished(A);
    expect(library.videos.get(A).tracks).toEqual([...TRACKS]);
    expect(runs()).toHaveLength(2);
  });

  it('reads later what was switched off at first, and nothing when all is there', async () => {
    wanted = ['objects'];
    add('plain');
    queue.start(A);
    await queue.finished(A);
    expect(library.videos.get(A).tracks).toEqual(['objects']);
    expect(library.shots.list(A)).toEqual([]);
    expect(queue.start(A)).toMatchObject({ state: 'done' });
    wanted = ['objects', 'text'];
    expect(queue.start(A)).toMatchObject({ stage: 'tracks' });
    await queue.finished(A);
    expect(library.videos.get(A).tracks).toEqual(['objects', 'text']);
    wanted = [];
    expect(queue.start(A)).toMatchObject({ state: 'done' });
    expect(runs()).toEqual(['objects', 'objects,text']);
  });

  it('keeps what was read when the film is indexed again', async () => {
    add('plain');
    queue.start(A);
    await queue.finished(A);
    const person = library.objects.list(A);
    queue.retry(A);
    await queue.finished(A);
    expect(library.objects.list(A)).toEqual(person);
    expect(library.segments.list(A, 'text')).toHaveLength(1);
  });
});
