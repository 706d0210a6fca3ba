import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { deviceRecordsFile } from '../inference/device-home';
import { buildProgram } from '../inference/testing/build-program';
import { addFiles } from '../library/intake';
import { openLibrary } from '../library/library';
import { ffmpegPath, ffprobePath, makeMedia, temporaryDir } from '../media/testing';
import { makeLlavaMini } from '../models/llava-mini/convert';
import { makeCheckpoint, TINY_CHECKPOINT } from '../models/llava-mini/testing/checkpoint';
import { loadPack, tokenModel } from '../models/pack';
import { childWorkers } from './child-worker';
import { deviceWorker } from './device-worker';
import type { SpawnWorker } from './protocol';
import { IndexQueue } from './queue';
import { withProbes } from './try-device';

/*
 * The real worker over a runtime whose device fails at the n-th run: with the process, or by itself. What was asked of it goes on
 * on the CPU, and the device is remembered not to be used for that graph.
 */
const root = temporaryDir();
const corePackDir = resolve('resources/packs/core');
const packDir = join(root, 'packs', 'tiny');
let workerFile = '';
let core = '';
let tiny = '';
const ends: (() => Promise<void>)[] = [];
/** Far more than it takes: this only ends a test that hangs. */
const LIMIT = 300_000;

beforeAll(async () => {
  workerFile = await buildProgram('src-main/worker.ts', 'test-devices', {
    'src-main/onnx-runtime/runtime': 'src-main/jobs/testing/dying-runtime',
  });
  makeMedia(
    join(root, 'film.mp4'),
    '-f lavfi -i testsrc=s=160x90:r=10:d=10 -c:v mpeg4 -q:v 2 -pix_fmt yuv420p',
  );
  await makeCheckpoint(join(root, 'checkpoint'), TINY_CHECKPOINT);
  await makeLlavaMini(
    { dir: join(root, 'checkpoint'), repository: null, revision: null, licences: [] },
    { dir: packDir, id: 'tiny', name: 'Tiny', precision: 'fp32' },
    { signal: new AbortController().signal, onProgress: () => undefined },
  );
  core = tokenModel((await loadPack(corePackDir)).manifest);
  tiny = tokenModel((await loadPack(packDir)).manifest);
}, LIMIT);
afterEach(() => vi.unstubAllEnvs());
afterAll(async () => {
  for (const end of ends) await end();
}, LIMIT);

async function setUp(name: string, dying: string, device: 'cuda' | 'cpu' = 'cuda') {
  vi.stubEnv('DYING_RUNTIME', dying);
  const home = join(root, name);
  const library = openLibrary({ dir: join(home, 'library') });
  const started: string[] = [];
  const start = withProbes(childWorkers(workerFile));
  const spawn: SpawnWorker = (role, words) => {
    started.push(role);
    return start(role, words);
  };
  const worker = deviceWorker(spawn, 'index', home, { backOff: () => 1 });
  const answer = deviceWorker(spawn, 'answer', home, { backOff: () => 1 });
  const tools = () => ({
    ...{ ffmpegPath, packDir: corePackDir, corePackDir, speechPackDir: corePackDir },
    ...{ tracks: null, answers: { packDir, model: tiny, verifiedFile: null } },
  });
  const queue = new IndexQueue({
    ...{ library, worker, tools },
    chosen: () => ({ search: null, answers: tiny, tracks: [] }),
  });
  library.settings.set({ framesPerSecond: 2, device, transcribe: false });
  const { videos } = await addFiles(library, [join(root, 'film.mp4')], { ffprobePath });
  ends.push(async () => {
    await queue.close();
    await Promise.all([worker.close(), answer.close()]);
    library.close();
  });
  const id = videos[0]?.id ?? '';
  const aside = () => {
    const { setAside } = JSON.parse(readFileSync(deviceRecordsFile(home), 'utf8')) as {
      setAside: { device: string; graph: string; how: string; versions: string }[];
    };
    return setAside.map(({ device: of, graph, how }) => `${of} ${graph} ${how}`);
  };
  const ask = () =>
    answer.call('answers.ask', {
      ...{ packDir, verifiedFile: null, device, dir: library.indexDir(id), question: 'What is shown?' },
      ...{ turns: [], range: null, maxTokens: 12, sampling: null },
    });
  return { library, queue, ask, aside, started, id };
}

describe.each(['kill', 'fail'] as const)('a device that fails at some run: %s', (how) => {
  const word = how === 'kill' ? 'crashed' : 'failed';

  it(
    'is set aside for each graph that it fails, and the film is indexed and read on the CPU',
    async () => {
      const { library, queue, id, aside, started } = await setUp(how, `${how} 3`);
      queue.start(id);
      expect(await queue.finished(id)).toMatchObject({ state: 'done', error: null });
      expect(library.videos.get(id)).toMatchObject({
        frameCount: 20,
        answers: { model: tiny, frameCount: 20, complete: true },
      });
      expect(aside()).toEqual([
        `cuda ${core}/frames.onnx ${word}`,
        expect.stringMatching(new RegExp(`^cuda ${tiny}/(vision|prefusion).onnx ${word}$`)),
      ]);
      // One process more for each graph that took one down; none for what is known by now.
      expect(started).toHaveLength(how === 'kill' ? 3 : 1);
    },
    LIMIT,
  );

  it(
    'fails a question with words for the user, and the next one is answered as on the CPU',
    async () => {
      const reading = await setUp(`${how}-read`, `${how} 1000000`, 'cpu');
      reading.queue.start(reading.id);
      await reading.queue.finished(reading.id);
      const expected = await reading.ask();
      const { queue, ask, id, aside } = await setUp(`${how}-ask`, `${how} 1000000`);
      queue.start(id);
      await queue.finished(id);
      vi.stubEnv('DYING_RUNTIME', `${how} 3`);
      await expect(ask()).rejects.toMatchObject({ code: 'DeviceFailed' });
      expect(aside()).toEqual([
        expect.stringMatching(new RegExp(`^cuda ${tiny}/(answer-on-device|prefusion).onnx ${word}$`)),
      ]);
      expect((await ask()).text).toBe(expected.text);
    },
    LIMIT,
  );
});
