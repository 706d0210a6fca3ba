import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLibrary } from '../../base/library/library';
import type { Library } from '../../base/library/types';
import { endingFfmpeg, ffmpegPath, ffprobePath, makeMedia, temporaryDir } from '../../base/media/testing';
import type { SpawnWorker, WorkerPort } from '../../base/rpc/protocol';
import { addFiles } from '../intake/intake';
import { childWorkers } from './child-worker';
import { IndexQueue } from './queue';
import { WorkerSupervisor } from './supervisor';
import { buildWorker } from './testing/build-worker';

/* The real worker process with the built-in pack, over a generated film. */
const root = temporaryDir();
const packDir = resolve('resources/packs/core');
let workerFile = '';
const ends: (() => Promise<void>)[] = [];
/** Far more than it takes: this only ends a test that hangs. */
const LIMIT = 300_000;

beforeAll(async () => {
  workerFile = await buildWorker('test');
  // Three scenes of two seconds, with a tone.
  const scenes = ['testsrc', 'color=c=navy', 'mandelbrot'].map((source, n) => {
    const size = `${source.includes('=') ? ':' : '='}s=160x90:r=10`;
    return makeMedia(join(root, `scene${n}.mkv`), `-f lavfi -i ${source}${size} -t 2 -c:v mpeg4 -q:v 2`);
  });
  const inputs = scenes.map((path) => `-i ${path}`).join(' ');
  makeMedia(
    join(root, 'film.mp4'),
    `${inputs} -f lavfi -i sine=f=440:d=6 -filter_complex [0:v][1:v][2:v]concat=n=3[v] -map [v] -map 3:a -c:v mpeg4 -q:v 2`,
  );
}, LIMIT);
afterAll(async () => {
  for (const end of ends) await end();
}, LIMIT);

/** A library with the film in it, a queue, and a look at the processes that serve it. */
async function setUp(name: string, program = ffmpegPath) {
  const library = openLibrary({ dir: join(root, name) });
  const spawned: WorkerPort[] = [];
  const start = childWorkers(workerFile);
  const spawn: SpawnWorker = (role) => {
    const port = start(role);
    spawned.push(port);
    return port;
  };
  const worker = new WorkerSupervisor({ spawn, role: 'index', backOff: () => 1 });
  const tools = () => ({
    ...{ ffmpegPath: program, packDir, corePackDir: packDir, speechPackDir: packDir },
    ...{ tracks: null, answers: null },
  });
  const queue = new IndexQueue({ library, worker, tools });
  library.settings.set({ framesPerSecond: 2, device: 'cpu' });
  const { videos } = await addFiles(library, [join(root, 'film.mp4')], { ffprobePath });
  ends.push(async () => {
    await queue.close();
    await worker.close();
    library.close();
  });
  return { library, worker, queue, spawned, id: videos[0]?.id ?? '' };
}
/** Every file of an index with its content, hashed. */
function contents(library: Library, id: string): Record<string, string> {
  const dir = library.indexDir(id);
  const hash = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(dir, name)))
      .digest('hex');
  return Object.fromEntries(
    readdirSync(dir)
      .sort()
      .map((name) => [name, hash(name)]),
  );
}

describe('the real worker', () => {
  it(
    'indexes a film and answers queries about it',
    async () => {
      const { library, worker, queue, id } = await setUp('whole');
      queue.start(id);
      const job = await queue.finished(id);
      expect(job).toMatchObject({ state: 'done', framesDone: 12, device: 'cpu', error: null });
      const video = library.videos.get(id);
      expect(video).toMatchObject({ state: 'ready', frameCount: 12, hasPoster: true, error: null });
      expect(Math.abs(video.duration - 6_000_000)).toBeLessThan(200_000);
      expect(library.scenes.list(id).map((scene) => Math.round(scene.from / 1_000_000))).toEqual([0, 2, 4]);

      const place = { videoId: id, dir: library.indexDir(id) };
      const found = await worker.call('frames.search', {
        packDir,
        videos: [place],
        query: 'a dog',
        limit: 5,
      });
      expect(found.hits).toHaveLength(5);
      expect(found.named).toContain('dog');
      const presence = await worker.call('frames.presence', { packDir, video: place, query: 'dog' });
      expect(presence.times).toBeInstanceOf(Float64Array);
      expect([...presence.times]).toHaveLength(12);
      expect(presence.probability).toBeInstanceOf(Float32Array);
      const like = { packDir, videos: [place], like: place, frameIndex: 5, limit: 3 };
      expect((await worker.call('frames.similar', like)).hits.length).toBeGreaterThan(0);
      expect(
        await worker.call('frames.describe', { packDir, video: place, frameIndexes: [3] }),
      ).toMatchObject([{ frameIndex: 3 }]);
      const speech = { packDir, videos: [place], source: 'speech' as const, query: 'hello', limit: 3 };
      expect(await worker.call('speech.search', speech)).toEqual({ hits: [], unreadable: [place.videoId] });
      // What a person corrects is found by its meaning from then on.
      const embed = (text: string) =>
        worker.call('speech.embed', { packDir, dir: place.dir, source: 'speech', lines: [{ id: 7, text }] });
      const greeting = async () => (await worker.call('speech.search', speech)).hits[0];
      await embed('The invoice was paid in March.');
      const unlike = (await greeting())?.similarity ?? 1;
      await embed('Hi there, good morning!');
      expect(await greeting()).toMatchObject({ segmentId: 7 });
      expect((await greeting())?.similarity).toBeGreaterThan(unlike + 0.1);
      expect(
        await worker.call('device.report', {
          packDir,
          answersPackDir: null,
          tracksPackDir: resolve('resources/packs/tracks'),
          speechPackDir: packDir,
          device: 'cpu',
        }),
      ).toMatchObject({ chosen: 'cpu' });
      await expect(
        worker.call('frames.search', { packDir: root, videos: [place], query: 'dog', limit: 5 }),
      ).rejects.toMatchObject({ code: 'ModelPackMissing' });
    },
    LIMIT,
  );

  it(
    'ends with the same bytes when it is killed and paused on the way',
    async () => {
      const whole = await setUp('unbroken');
      whole.queue.start(whole.id);
      await whole.queue.finished(whole.id);

      const { library, queue, spawned, id } = await setUp('broken');
      const seen: string[] = [];
      queue.on('indexed', (_, what) => {
        seen.push(what);
        if (seen.length === 1) spawned.at(-1)?.kill();
        if (seen.length === 2) {
          queue.pause(id);
          queue.resume(id);
        }
      });
      queue.start(id);
      expect(await queue.finished(id)).toMatchObject({ state: 'done', framesDone: 12 });
      expect(spawned).toHaveLength(2);
      expect(contents(library, id)).toEqual(contents(whole.library, whole.id));
      expect(library.scenes.list(id)).toEqual(whole.library.scenes.list(whole.id));

      // Its ffmpeg is killed: the job goes on by itself, in the same process, and knows nothing of it afterwards.
      const killed = [20_000, 250_000].map((bytes) => ({ bytes, end: 'kill -KILL $$' as const }));
      const starved = await setUp('starved', endingFfmpeg(root, killed));
      starved.queue.start(starved.id);
      expect(await starved.queue.finished(starved.id)).toMatchObject({ state: 'done', framesDone: 12 });
      expect(starved.spawned).toHaveLength(1);
      expect(starved.library.videos.get(starved.id).error).toBeNull();
      expect(contents(starved.library, starved.id)).toEqual(contents(whole.library, whole.id));
    },
    LIMIT,
  );
});
