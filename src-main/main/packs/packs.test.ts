import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Install } from '../../../src-shared/packs';
import { DEFAULT_SETTINGS, type Settings } from '../../../src-shared/settings';
import type { InstallRequest, StepProgress } from '../../base/packs/install-types';
import { WorkerLost } from '../../base/rpc/errors';
import type { WorkerClient } from '../../base/rpc/protocol';
import { makeCheckpoint, TINY_CHECKPOINT } from '../../worker/checkpoints/llava-mini/testing/checkpoint';
import { precisionSizes } from '../../worker/install/hub/testing/catalogue';
import { madeUpBytes, temporaryFolder, writeFiles } from '../../worker/install/hub/testing/repository';
import { type Hub, type HubOptions, startHub } from '../../worker/install/hub/testing/server';
import { speechManifest } from '../../worker/install/hub/testing/speech-pack';
import { identifyFolder } from '../../worker/install/identify';
import { install } from '../../worker/install/install';
import { Pace } from './install-record';
import type { PacksOptions } from './options';
import { Packs } from './packs';

const root = temporaryFolder();
const repositories = join(root, 'hub');
const files = {
  'encoder.onnx': madeUpBytes(400_000),
  'decoder.onnx': madeUpBytes(50),
  'vad.onnx': madeUpBytes(60),
};

const manifest = (id: string): string => speechManifest(id, files);

/** A catalogue with a pack that is taken as it is, and a checkpoint that is converted. */
function catalogue(): string {
  const entry = (id: string, repository: string, names: readonly string[]) => ({
    id,
    name: id,
    description: '',
    makes: 'dual-encoder',
    provides: ['speech'],
    parts: [
      {
        repository,
        revision: 'main',
        into: '',
        files: names.map((path) => ({ path, bytes: null, about: 100_000, sha256: null })),
      },
    ],
    precisions: [] as ReturnType<typeof precisionSizes>[],
    memoryBytes: 1000,
    licences: [{ part: 'All', source: 'here', name: 'MIT', text: 'licence.txt' }],
  });
  const mini = entry('mini', 'a/mini', readdirSync(join(repositories, 'a/mini')));
  return JSON.stringify({
    format: 1,
    entries: [
      entry('listens', 'a/listens', [...Object.keys(files), 'manifest.json']),
      entry('also', 'a/also', [...Object.keys(files), 'manifest.json']),
      {
        ...mini,
        makes: 'llava-mini',
        provides: ['answers'],
        precisions: [precisionSizes('int4'), precisionSizes('int8')],
      },
    ],
  });
}

beforeAll(async () => {
  for (const id of ['listens', 'also'])
    writeFiles(join(repositories, 'a', id), { ...files, 'manifest.json': manifest(id) });
  const llama = { ...TINY_CHECKPOINT.llama, layers: 1, maxPositions: 256 };
  await makeCheckpoint(join(repositories, 'a/mini'), { ...TINY_CHECKPOINT, llama, prefusionLayers: 1 });
  writeFiles(root, { 'resources/catalogue.json': catalogue(), 'resources/licence.txt': 'do what you like' });
  writeFiles(join(root, 'resources/packs/core'), { ...files, 'manifest.json': manifest('core') });
});

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

let count = 0;
class Place {
  readonly userDataDir = join(root, `user-${count++}`);
  settings: Settings = { ...DEFAULT_SETTINGS };
  /** Asked before each call: throws what the worker ends with. */
  beforeCall: (request: InstallRequest) => void = () => undefined;
  calls = 0;

  async hub(options: Partial<HubOptions> = {}): Promise<Hub> {
    const hub = await startHub({ repositories, ...options });
    ends.push(() => hub.close());
    this.settings = { ...this.settings, mirror: hub.url };
    return hub;
  }

  open(more: Partial<PacksOptions> = {}): Packs {
    mkdirSync(this.userDataDir, { recursive: true });
    const worker: Pick<WorkerClient, 'call' | 'close'> = {
      call: (async (
        method: string,
        request: InstallRequest,
        options: { signal: AbortSignal; onEvent: (told: { event: string; payload: StepProgress }) => void },
      ) => {
        if (method === 'packs.identify') return identifyFolder((request as unknown as { path: string }).path);
        this.calls += 1;
        this.beforeCall(request);
        const tools = { memoryBytes: 8e9, timing: { stall: 2000, backOff: () => 1 }, pieceBytes: 64 * 1024 };
        return install(
          request,
          { signal: options.signal, onProgress: (p) => options.onEvent({ event: 'progress', payload: p }) },
          tools,
        );
      }) as unknown as WorkerClient['call'],
      close: async () => undefined,
    };
    const packs = new Packs({
      builtInDir: join(root, 'resources/packs'),
      userDataDir: this.userDataDir,
      verifiedFile: join(this.userDataDir, 'verified-files.json'),
      catalogueFile: join(root, 'resources/catalogue.json'),
      worker,
      settings: () => this.settings,
      setSettings: (change) => {
        this.settings = { ...this.settings, ...change };
      },
      ...more,
    });
    ends.push(() => packs.close());
    return packs;
  }
}

/** Resolves once an install is as asked. */
async function until(packs: Packs, id: string, is: (install: Install) => boolean): Promise<Install> {
  const { promise, resolve } = Promise.withResolvers<Install>();
  const look = () => {
    const found = packs.installs().find((one) => one.id === id);
    if (found && is(found)) resolve(found);
  };
  const off = packs.on('changed', look);
  look();
  return promise.finally(off);
}
const isUnderWay = ({ state, bytesDone }: Install) => state === 'running' && bytesDone >= 128 * 1024;
/** Lets some pieces through and then nothing, until it is told to go on. */
function gate() {
  let open = false;
  return {
    fault: ({ kind, path, range }: { kind: string; path: string; range: { from: number } | null }) =>
      !open && kind === 'content' && path === 'encoder.onnx' && (range?.from ?? 0) >= 192 * 1024
        ? ({ kind: 'stall', after: 10 } as const)
        : null,
    open: () => {
      open = true;
    },
  };
}

describe('packs', () => {
  it('lists what came with Longtake, and what can be fetched, without any network', async () => {
    const place = new Place();
    const packs = place.open();
    expect(await packs.list()).toMatchObject([{ id: 'core', builtIn: true, fit: null, state: 'ready' }]);
    const [listens, , mini] = await packs.catalogue();
    expect(listens).toMatchObject({
      id: 'listens',
      hashesKnown: false,
      downloadBytes: 400_000,
      installed: [],
    });
    expect(listens?.licences[0]?.text).toBe('do what you like');
    expect(mini?.precisions.map(({ precision }) => precision).sort()).toEqual(['int4', 'int8']);
    for (const { fit } of mini?.precisions ?? []) expect(fit.why).toMatch(/GB/);
  });

  it('installs an entry, says how it comes on, and finds it afterwards', async () => {
    const place = new Place();
    await place.hub();
    const packs = place.open();
    const seen: number[] = [];
    packs.on('changed', () => seen.push(packs.installs()[0]?.progress ?? 0));
    const { id } = await packs.install('listens', null);
    expect(await packs.finished(id)).toMatchObject({
      id: 'listens',
      builtIn: false,
      state: 'ready',
      fit: { fits: true },
    });
    expect(packs.installs()).toMatchObject([{ id, state: 'done', progress: 1 }]);
    expect(seen).toEqual(seen.slice().sort((a, b) => a - b));
    expect(packs.dir('listens')).toBe(join(place.userDataDir, 'packs', 'listens'));
    expect((await packs.catalogue())[0]?.installed).toEqual(['listens']);
    expect(readdirSync(join(place.userDataDir, 'installs'))).toEqual([]);
    // A restart knows the pack, and has no install to offer.
    await packs.close();
    const later = place.open();
    expect((await later.list()).map((pack) => pack.id)).toEqual(['core', 'listens']);
    expect(later.installs()).toEqual([]);
  });

  it('converts a checkpoint in the precision asked for', async () => {
    const place = new Place();
    await place.hub();
    const packs = place.open();
    const { id } = await packs.install('mini', 'int4');
    expect(await packs.finished(id)).toMatchObject({
      id: 'mini-int4',
      provides: ['answers'],
      precision: 'int4',
    });
    expect((await packs.catalogue())[2]?.installed).toEqual(['mini-int4']);
  });

  it('installs one after another, and waits where one is paused', async () => {
    const place = new Place();
    const held = gate();
    await place.hub({ fault: held.fault });
    const packs = place.open();
    const first = await packs.install('listens', null);
    const second = await packs.install('also', null);
    await until(packs, first.id, isUnderWay);
    expect(packs.installs().map(({ state }) => state)).toEqual(['running', 'queued']);
    held.open();
    packs.pause(first.id);
    await packs.finished(second.id);
    expect(packs.installs().map(({ state }) => state)).toEqual(['paused', 'done']);
    // Asked for again it goes on, with what it has.
    expect((await packs.install('listens', null)).id).toBe(first.id);
    await packs.finished(first.id);
    expect(place.calls).toBe(3);
  });

  it('offers after a restart to go on with what was under way', async () => {
    const place = new Place();
    const held = gate();
    const hub = await place.hub({ fault: held.fault });
    const before = place.open();
    const { id } = await before.install('listens', null);
    await until(before, id, isUnderWay);
    // As if the process ended here: nobody writes down that it was stopped.
    const file = join(place.userDataDir, 'installs.json');
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('"running"');
    await before.close();
    writeFileSync(file, text);
    const after = place.open();
    expect(after.installs()).toMatchObject([{ id, state: 'paused', name: 'listens' }]);
    held.open();
    const sent = hub.sentBytes();
    after.resume(id);
    await after.finished(id);
    expect(hub.sentBytes() - sent).toBeLessThan(files['encoder.onnx'].length);
  });

  it('cancels, and leaves nothing', async () => {
    const place = new Place();
    const held = gate();
    await place.hub({ fault: held.fault });
    const packs = place.open();
    const { id } = await packs.install('listens', null);
    await until(packs, id, isUnderWay);
    const end = packs.finished(id);
    await packs.cancel(id);
    await expect(end).rejects.toMatchObject({ code: 'Cancelled' });
    expect(packs.installs()).toEqual([]);
    expect(existsSync(join(place.userDataDir, 'installs', id))).toBe(false);
    expect(() => packs.resume(id)).toThrow(expect.objectContaining({ code: 'NotFound' }));
  });

  it('keeps a failure with its words until the user tries again', async () => {
    const place = new Place();
    let broken = true;
    await place.hub({ fault: ({ kind }) => (broken && kind === 'content' ? { kind: 'wrong' } : null) });
    const packs = place.open();
    const { id } = await packs.install('listens', null);
    await expect(packs.finished(id)).rejects.toMatchObject({ code: 'DownloadFailed' });
    expect(packs.installs()).toMatchObject([{ state: 'failed', error: { code: 'DownloadFailed' } }]);
    broken = false;
    packs.resume(id);
    expect(packs.installs()).toMatchObject([{ error: null }]);
    await packs.finished(id);
  });

  it('replaces a worker that died, and gives up when it dies for nothing', async () => {
    const place = new Place();
    await place.hub();
    const packs = place.open();
    place.beforeCall = () => {
      if (place.calls < 3) throw new WorkerLost('ended unexpectedly');
    };
    await packs.finished((await packs.install('listens', null)).id);
    place.beforeCall = () => {
      throw new WorkerLost('ended unexpectedly');
    };
    const { id } = await packs.install('also', null);
    await expect(packs.finished(id)).rejects.toMatchObject({ code: 'WorkerLost' });
  });

  it('fetches nothing while downloads are off, yet imports', async () => {
    const place = new Place();
    const hub = await place.hub();
    place.settings.downloads = false;
    const packs = place.open();
    await expect(packs.install('listens', null)).rejects.toMatchObject({ code: 'NetworkOff' });
    const { id } = await packs.importFrom(join(repositories, 'a/listens'), null);
    expect(await packs.finished(id)).toMatchObject({ id: 'listens' });
    expect(hub.requests).toEqual([]);
  });

  it('refuses at once what cannot be installed', async () => {
    const place = new Place();
    await place.hub();
    const packs = place.open();
    await expect(packs.install('nothing', null)).rejects.toMatchObject({ code: 'NotFound' });
    await expect(packs.install('mini', 'fp32')).rejects.toMatchObject({ code: 'NotFound' });
    await expect(packs.importFrom(root, null)).rejects.toMatchObject({ code: 'CheckpointUnusable' });
    await expect(packs.importFrom(join(root, 'resources/licence.txt'), null)).rejects.toMatchObject({
      code: 'CheckpointUnusable',
    });
    await expect(packs.importFrom(join(root, 'gone'), null)).rejects.toMatchObject({ code: 'FileMissing' });
    const beside = new Place().open({ readOnly: true });
    await expect(beside.install('listens', null)).rejects.toMatchObject({ code: 'LibraryInUse' });
    expect(packs.installs()).toEqual([]);
  });

  it('removes a pack, and what was chosen falls back', async () => {
    const place = new Place();
    const formsFolder = join(root, 'forms');
    const packs = place.open({ formsFolder: () => formsFolder });
    await packs.finished((await packs.importFrom(join(repositories, 'a/listens'), null)).id);
    place.settings = { ...place.settings, speechPack: 'listens', answerPack: 'listens' };
    const forms = [
      'listens@1-a-int4-1-0-1.data',
      'listens@2-a-fp16-1-0-1.onnx',
      'listens-more@1-a-int4-1-0-1.data',
    ];
    mkdirSync(formsFolder);
    for (const name of forms) writeFileSync(join(formsFolder, name), '');
    const used = place.open({ inUse: (id) => id === 'listens' });
    await expect(used.remove('listens')).rejects.toMatchObject({ code: 'BadRequest' });
    await packs.remove('listens');
    expect(place.settings).toMatchObject({ searchPack: 'core', speechPack: 'core', answerPack: null });
    // With the forms that were made of it for devices, which may be larger than itself.
    expect(readdirSync(formsFolder)).toEqual(forms.slice(2));
    expect((await packs.list()).map(({ id }) => id)).toEqual(['core']);
    expect(() => packs.dir('listens')).toThrow(expect.objectContaining({ code: 'ModelPackMissing' }));
    await expect(packs.remove('listens')).rejects.toMatchObject({ code: 'ModelPackMissing' });
    await expect(packs.remove('core')).rejects.toMatchObject({ code: 'BadRequest' });
    expect(() => packs.dir('../core')).toThrow(expect.objectContaining({ code: 'ModelPackMissing' }));
  });
});

describe('a pace', () => {
  const shown = { progress: 0 } as Install;
  it('tells speed and time to go over the last seconds, for the step', () => {
    const pace = new Pace('entry');
    let now = pace.apply(shown, { step: 'download', bytesDone: 0, bytesTotal: 1000 }, 0);
    expect(now).toMatchObject({ bytesPerSecond: null, etaSeconds: null });
    now = pace.apply(now, { step: 'download', bytesDone: 200, bytesTotal: 1000 }, 2000);
    expect(now).toMatchObject({ bytesPerSecond: 100, etaSeconds: 8, progress: 0.7 * 0.2 });
    now = pace.apply(now, { step: 'convert', bytesDone: 0, bytesTotal: 10 }, 2100);
    expect(now).toMatchObject({ bytesPerSecond: null, progress: 0.75 });
    // A later check of the same install does not throw the bar back.
    expect(pace.apply(now, { step: 'check', bytesDone: 0, bytesTotal: 10 }, 2200).progress).toBe(0.75);
  });
});
