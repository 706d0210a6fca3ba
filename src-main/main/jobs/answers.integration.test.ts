import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languageTokenDir } from '../../base/film/language-tokens/state';
import { openLibrary } from '../../base/library/library';
import { ffmpegPath, ffprobePath, makeMedia, temporaryDir } from '../../base/media/testing';
import { loadPack, tokenModel } from '../../base/packs/pack';
import type { SpawnWorker, WorkerPort } from '../../base/rpc/protocol';
import { makeLlavaMini } from '../../worker/checkpoints/llava-mini/convert';
import { makeCheckpoint, TINY_CHECKPOINT } from '../../worker/checkpoints/llava-mini/testing/checkpoint';
import { addFiles } from '../intake/intake';
import { childWorkers } from './child-worker';
import { IndexQueue } from './queue';
import { WorkerSupervisor } from './supervisor';
import { buildWorker } from './testing/build-worker';

/*
 * A made-up LLaVA-Mini, converted as a published one is, behind the real worker process: it reads a film, is killed on the way,
 * goes on, and is asked. It knows nothing: what is proven is the way that its words take.
 */
const root = temporaryDir();
const corePackDir = resolve('resources/packs/core');
const packDir = join(root, 'packs', 'tiny');
let workerFile = '';
const ends: (() => Promise<void>)[] = [];
let model = '';
/** Far more than it takes: this only ends a test that hangs. */
const LIMIT = 300_000;

beforeAll(async () => {
  workerFile = await buildWorker('test-answers');
  makeMedia(
    join(root, 'film.mp4'),
    '-f lavfi -i testsrc=s=160x90:r=10:d=10 -c:v mpeg4 -q:v 2 -pix_fmt yuv420p',
  );
  await makeCheckpoint(join(root, 'checkpoint'), TINY_CHECKPOINT);
  await makeLlavaMini(
    {
      dir: join(root, 'checkpoint'),
      repository: 'made/up',
      revision: null,
      licences: [{ part: 'Model', source: 'made up', name: 'None', text: 'Random numbers.' }],
    },
    { dir: packDir, id: 'tiny', name: 'Tiny', precision: 'fp32' },
    { signal: new AbortController().signal, onProgress: () => undefined },
  );
  model = tokenModel((await loadPack(packDir)).manifest);
}, LIMIT);
afterAll(async () => {
  for (const end of ends) await end();
}, LIMIT);

async function setUp(name: string) {
  const library = openLibrary({ dir: join(root, name) });
  const spawned: WorkerPort[] = [];
  const start = childWorkers(workerFile);
  const spawn: SpawnWorker = (role) => {
    const port = start(role);
    if (role === 'index') spawned.push(port);
    return port;
  };
  const worker = new WorkerSupervisor({ spawn, role: 'index', backOff: () => 1 });
  const answer = new WorkerSupervisor({ spawn, role: 'answer', backOff: () => 1 });
  const tools = () => ({
    ...{ ffmpegPath, packDir: corePackDir, corePackDir, speechPackDir: corePackDir },
    tracks: null,
    answers: { packDir, model, verifiedFile: join(root, 'verified.json') },
  });
  const queue = new IndexQueue({
    ...{ library, worker, tools },
    chosen: () => ({ search: null, answers: model, tracks: [] }),
  });
  library.settings.set({ framesPerSecond: 2, device: 'cpu', transcribe: false });
  const { videos } = await addFiles(library, [join(root, 'film.mp4')], { ffprobePath });
  ends.push(async () => {
    await queue.close();
    await Promise.all([worker.close(), answer.close()]);
    library.close();
  });
  return { library, answer, queue, spawned, id: videos[0]?.id ?? '' };
}
/** The worker is killed at its first checkpoint. It is fast: where it was done before it died, it is tried anew. */
async function killedOnTheWay() {
  for (let n = 0; n < 10; n += 1) {
    const broken = await setUp(`broken-${n}`);
    let seen = 0;
    broken.queue.on('watched', () => {
      seen += 1;
      if (seen === 1) broken.spawned.at(-1)?.kill();
    });
    broken.queue.start(broken.id);
    await broken.queue.finished(broken.id);
    if (broken.spawned.length === 2) return broken;
  }
  throw new Error('The worker was never killed in time.');
}
/** Every file that counts of what the model read, hashed. */
function contents(dir: string): Record<string, string> {
  const files = readdirSync(dir, { recursive: true }).map(String).sort();
  const counting = files.filter((name) => !name.startsWith('cache') && statSync(join(dir, name)).isFile());
  const hash = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(dir, name)))
      .digest('hex');
  return Object.fromEntries(counting.map((name) => [name, hash(name)]));
}

describe('a language model behind the real worker', () => {
  it(
    'reads a film, ends with the same bytes when it is killed on the way, and answers',
    async () => {
      const whole = await setUp('whole');
      whole.queue.start(whole.id);
      await whole.queue.finished(whole.id);
      expect(whole.library.videos.get(whole.id)).toMatchObject({
        state: 'ready',
        answers: { model, frameCount: 20, complete: true },
      });

      const broken = await killedOnTheWay();
      const dirs = [whole, broken].map(({ library, id }) => languageTokenDir(library.indexDir(id), model));
      expect(contents(dirs[1] ?? '')).toEqual(contents(dirs[0] ?? ''));

      const { answer, library, id } = whole;
      const request = {
        ...{ packDir, verifiedFile: null, device: 'cpu' as const, dir: library.indexDir(id) },
        ...{ turns: [], range: null, maxTokens: 12, sampling: null },
      };
      const ask = async (question: string) => {
        const phases: string[] = [];
        let text = '';
        const told = await answer.call(
          'answers.ask',
          { ...request, question },
          {
            onEvent: (told) => {
              if (told.event === 'text') text += told.payload;
              else phases.push(told.payload.phase);
            },
          },
        );
        expect(told.text.trim()).toBe(text.trim());
        return { ...told, phases };
      };
      const first = await ask('What is shown?');
      expect(first.tokens).toBeGreaterThan(0);
      expect(first.phases).toContain('load');
      const second = await ask('What is shown?');
      expect(second.text).toBe(first.text);
      expect(second.phases).not.toContain('load');

      const stop = new AbortController();
      const stopped = answer.call(
        'answers.ask',
        { ...request, question: 'And now?', maxTokens: 400 },
        { signal: stop.signal, onEvent: () => stop.abort() },
      );
      await stopped.then(
        ({ stopped: how }) => expect(how).toBe('cancelled'),
        (error: unknown) => expect(error).toMatchObject({ code: 'Cancelled' }),
      );
      // The model is still there, and says the same.
      expect((await ask('What is shown?')).text).toBe(first.text);
      await expect(
        answer.call('answers.ask', { ...request, dir: root, question: 'What?' }),
      ).rejects.toMatchObject({ code: 'NotIndexed' });
    },
    LIMIT,
  );
});
