import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { DeviceFolder } from '../../base/devices/home';
import { DeviceRecords } from '../../base/devices/records';
import { openLibrary } from '../../base/library/library';
import { ffmpegPath, ffprobePath, makeMedia, temporaryDir } from '../../base/media/testing';
import { loadPack, tokenModel } from '../../base/packs/pack';
import type { WorkerRole } from '../../base/rpc/protocol';
import { makeLlavaMini } from '../../worker/checkpoints/llava-mini/convert';
import { makeCheckpoint, TINY_CHECKPOINT } from '../../worker/checkpoints/llava-mini/testing/checkpoint';
import { buildProgram } from '../../worker/inference/testing/build-program';
import { addFiles } from '../intake/intake';
import { childWorkers } from './child-worker';
import { deviceWorker } from './device-worker';
import { IndexQueue } from './queue';
import type { TrackTools } from './run';
import type { WorkerSupervisor } from './supervisor';
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
  workerFile = await buildProgram('src-main/worker/worker.ts', 'test-devices', {
    'src-main/worker/onnx-runtime/runtime': 'src-main/main/jobs/testing/dying-runtime',
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

async function setUp(
  name: string,
  dying: string,
  device: 'cuda' | 'cpu' | 'auto' = 'cuda',
  tracks: TrackTools | null = null,
) {
  vi.stubEnv('DYING_RUNTIME', dying);
  const home = join(root, name);
  const library = openLibrary({ dir: join(home, 'library') });
  const started: string[] = [];
  const start = childWorkers(workerFile);
  const spawn = withProbes((role, words) => {
    started.push(role);
    return start(role, words);
  });
  const folder = new DeviceFolder(home);
  const worker = deviceWorker(spawn, 'index', folder, { backOff: () => 1 });
  const tools = () => ({
    ...{ ffmpegPath, packDir: corePackDir, corePackDir, speechPackDir: corePackDir },
    ...{ tracks, answers: { packDir, model: tiny, verifiedFile: null } },
  });
  const queue = new IndexQueue({
    ...{ library, worker, tools },
    chosen: () => ({ search: null, answers: tiny, tracks: [...(tracks?.names ?? [])] }),
  });
  library.settings.set({ framesPerSecond: 2, device, transcribe: false });
  const { videos } = await addFiles(library, [join(root, 'film.mp4')], { ffprobePath });
  ends.push(async () => {
    await queue.close();
    await Promise.all([worker.close(), ...answering.map((one) => one.close())]);
    folder.close();
    library.close();
  });
  const id = videos[0]?.id ?? '';
  const aside = () => {
    const { setAside } = JSON.parse(readFileSync(folder.records, 'utf8')) as {
      setAside: { device: string; graph: string; how: string; versions: string }[];
    };
    return setAside.map(({ device: of, graph, how }) => `${of} ${graph} ${how}`);
  };
  const answering: WorkerSupervisor[] = [];
  /** As a start of the program: what it knows, it has read. */
  const restart = () => void answering.push(deviceWorker(spawn, 'answer', folder, { backOff: () => 1 }));
  restart();
  const ask = () =>
    (answering.at(-1) as WorkerSupervisor).call('answers.ask', {
      ...{ packDir, verifiedFile: null, device, dir: library.indexDir(id), question: 'What is shown?' },
      ...{ turns: [], range: null, maxTokens: 12, sampling: null },
    });
  const processes = (role: WorkerRole) => started.filter((one) => one === role).length;
  return { library, queue, ask, restart, aside, processes, id, folder };
}

describe.each(['kill', 'fail'] as const)('a device that fails at some run: %s', (how) => {
  const word = how === 'kill' ? 'crashed' : 'failed';

  it(
    'is set aside for each graph that it fails, and the film is indexed and read on the CPU',
    async () => {
      const { library, queue, id, aside, processes } = await setUp(how, `${how} 1`);
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
      // One process more for each graph that took one down; none for what is known by now. Each use of it was tried once.
      expect([processes('index'), processes('probe')]).toEqual([how === 'kill' ? 3 : 1, 2]);
    },
    LIMIT,
  );

  it(
    'is set aside for graphs of tracks, which are found on the CPU',
    async () => {
      const packDir = resolve('resources/packs/tracks');
      const { manifest } = await loadPack(packDir);
      const tracks: TrackTools = { packDir, names: ['objects', 'text'] };
      const { library, queue, id, aside } = await setUp(`${how}-tracks`, `${how} 1`, 'cuda', tracks);
      queue.start(id);
      expect(await queue.finished(id)).toMatchObject({ state: 'done', error: null });
      expect(library.videos.get(id).tracks).toEqual(['objects', 'text']);
      expect(aside()).toContain(`cuda ${tokenModel(manifest)}/${manifest.objects?.file} ${word}`);
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

describe('a device that has no room when it is to be used', () => {
  it(
    'leaves the work to the CPU, and the answer says so',
    async () => {
      const { library, queue, id, ask, aside, folder } = await setUp('full', 'full 1');
      queue.start(id);
      expect(await queue.finished(id)).toMatchObject({ state: 'done', error: null });
      expect(library.videos.get(id)).toMatchObject({ frameCount: 20, answers: { complete: true } });
      const { details } = await ask();
      expect(details[0]).toContain('CUDA');
      expect(details[0]).toContain('On the CPU');
      // It failed at nothing that it ran.
      expect(existsSync(folder.records) ? aside() : []).toEqual([]);
    },
    LIMIT,
  );
});

describe('a device that has no room for the language model as it is', () => {
  it.each([
    // Bytes of the language model as it is, with 8 bits and with 4: 1,328,896, 940,288 and 884,992.
    { dying: 'small 900000', bits: '4' },
    { dying: 'tight 1000000', bits: '8' },
  ])(
    'has it in as many bits as it has room for, says so, and it is remembered: $dying',
    async ({ dying, bits }) => {
      const { queue, id, ask, aside, restart, folder, library } = await setUp(dying, dying);
      queue.start(id);
      await queue.finished(id);
      const first = await ask();
      expect(first.details[0]).toContain(`${bits} bits`);
      expect(first.details[0]).toContain('CUDA');
      // All of the film is there: fewer bits come before fewer frames.
      expect(first.details[1]).toBe('20 frames');
      const forms = () => {
        const names = readdirSync(join(folder.path, 'forms')).filter((name) => name.startsWith(tiny));
        return names.sort();
      };
      const made = forms();
      expect(made.filter((name) => name.includes(`-int${bits}-`))).toHaveLength(2);
      expect(made).toHaveLength(2);
      expect(aside()).toEqual([]);
      const again = await ask();
      expect([again.text, again.details[0]]).toEqual([first.text, first.details[0]]);
      // Frames are read as before, whatever form answers: what was read of them counts.
      expect(library.videos.get(id)).toMatchObject({ answers: { model: tiny, complete: true } });
      restart();
      // Nothing that the device would not take is tried again.
      vi.stubEnv('DYING_RUNTIME', 'small 1000000000');
      const later = await ask();
      expect([later.text, later.details[0]]).toEqual([first.text, first.details[0]]);
      expect(forms()).toEqual(made);
      new DeviceRecords(folder.records).clear();
      expect((await ask()).details[0]).toBe('20 frames');
    },
    LIMIT,
  );

  it(
    'goes on with fewer frames where no form leaves room for them all, and with the CPU where there is none for any',
    async () => {
      const { queue, id, ask, aside } = await setUp('tight-1', 'tight 1');
      queue.start(id);
      await queue.finished(id);
      await expect(ask()).rejects.toMatchObject({ code: 'DeviceFailed' });
      expect(aside()).toEqual([`cuda ${tiny}/answer-on-device.onnx in int4 failed`]);
      const { details } = await ask();
      expect(details).toContain('20 frames');
      expect(details.join()).not.toContain('bits');
    },
    LIMIT,
  );
});

describe('a device that is not there', () => {
  it(
    'is looked for once, for films and language models, until a version changes or somebody tries again',
    async () => {
      const { queue, id, ask, restart, processes, folder } = await setUp('none', 'refuse 1', 'auto');
      queue.start(id);
      expect(await queue.finished(id)).toMatchObject({ state: 'done', error: null });
      const expected = (await ask()).text;
      for (const _ of 'ab') expect((await ask()).text).toBe(expected);
      expect([processes('answer'), processes('probe')]).toEqual([1, 1]);
      restart();
      for (const _ of 'ab') expect((await ask()).text).toBe(expected);
      expect([processes('answer'), processes('probe')]).toEqual([2, 1]);
      vi.stubEnv('DYING_RUNTIME_VERSION', '1.99.0');
      restart();
      for (const _ of 'ab') expect((await ask()).text).toBe(expected);
      expect([processes('answer'), processes('probe')]).toEqual([3, 2]);
      new DeviceRecords(folder.records).clear();
      for (const _ of 'ab') expect((await ask()).text).toBe(expected);
      expect([processes('answer'), processes('probe')]).toEqual([3, 3]);
    },
    LIMIT,
  );

  it(
    'is looked for once by a program that can keep nothing beside the library, and leaves nothing behind',
    async () => {
      mkdirSync(join(root, 'read-only'));
      writeFileSync(join(root, 'read-only', 'devices'), 'in the way');
      const { queue, id, ask, restart, processes, folder } = await setUp('read-only', 'refuse 1', 'auto');
      queue.start(id);
      await queue.finished(id);
      await ask();
      restart();
      for (const _ of 'ab') expect((await ask()).stopped).toBeDefined();
      expect(processes('probe')).toBe(1);
      expect(existsSync(folder.records)).toBe(true);
      folder.close();
      expect(existsSync(folder.path)).toBe(false);
    },
    LIMIT,
  );

  it.each([
    // Each time it is found that there is none, once: what cannot be written is known to the process that found it.
    { dying: 'refuse 1', before: 1, after: 2 },
    // What the system refused says nothing of the device, and is not remembered.
    { dying: 'kill 1000000', before: 2, after: 4 },
  ])(
    'keeps no question from being answered where nothing can be written at all: $dying',
    async ({ dying, before, after }) => {
      const home = join(root, `no-room ${dying}`);
      const inTheWay = join(home, 'devices');
      mkdirSync(home);
      writeFileSync(inTheWay, 'in the way');
      const { queue, id, ask, processes, folder } = await setUp(`no-room ${dying}`, dying, 'auto');
      queue.start(id);
      await queue.finished(id);
      expect(processes('probe')).toBe(before);
      rmSync(folder.path, { recursive: true });
      writeFileSync(folder.path, 'in the way, too');
      for (const name of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(name, inTheWay);
      for (const _ of 'ab') expect((await ask()).stopped).toBeDefined();
      expect([processes('answer'), processes('probe')]).toEqual([1, after]);
    },
    LIMIT,
  );
});
