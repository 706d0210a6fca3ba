// CUDA support among the packs: offered, fetched, tried, removed, against a server on this machine and a process that is none.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '../../../src-shared/settings';
import type { NvidiaCard } from '../../base/devices/cuda/card';
import { type CudaTrouble, cudaFolder, cudaWord, cudaWords } from '../../base/devices/cuda/support';
import type { CudaRequest, StepProgress } from '../../base/packs/install-types';
import type { SpawnWorker, WorkerClient } from '../../base/rpc/protocol';
import { installCuda } from '../../worker/install/cuda/install';
import { smallParts, smallRuntime } from '../../worker/install/cuda/testing/parts';
import { temporaryFolder } from '../../worker/install/hub/testing/repository';
import { type ReleaseServer, startReleases } from '../../worker/install/release/testing/release-server';
import { CUDA_ID, CudaSupport } from './cuda-support';
import { Packs } from './packs';

const root = temporaryFolder();
const runtime = smallRuntime(join(root, 'runtime'));
const CARD: NvidiaCard = { name: 'RTX', driver: '580.1', capability: 8.9 };

let server: ReleaseServer;
let userDataDir: string;
let settings: Settings;
let card: NvidiaCard | null;
/** What the process that loads it finds; 'dies' where it takes it down. */
let found: CudaTrouble | 'dies';
let tried: (readonly string[])[];
let changes: number;
let count = 0;
const ends: (() => Promise<void>)[] = [];

beforeEach(async () => {
  server = await startReleases();
  userDataDir = join(root, `user-${count++}`);
  mkdirSync(userDataDir);
  [settings, card, found, tried, changes] = [{ ...DEFAULT_SETTINGS }, CARD, null, [], 0];
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  await server.close();
});

const spawn: SpawnWorker = (_role, words = []) => {
  tried.push(words);
  const listeners: ((message: never) => void)[] = [];
  const exits: ((code: number | null) => void)[] = [];
  const tell = (message: object) => {
    for (const listener of listeners) listener(message as never);
  };
  queueMicrotask(() => tell({ kind: 'ready' }));
  return {
    post: (message) => {
      if (message.kind !== 'call') return;
      if (found === 'dies') for (const exit of exits) exit(null);
      else tell({ kind: 'result', id: message.id, value: found });
    },
    onMessage: (listener) => void listeners.push(listener as (message: never) => void),
    onExit: (listener) => void exits.push(listener),
    kill: () => {
      for (const exit of exits) exit(null);
    },
  };
};

function open(): Packs {
  const { packages, wanted } = smallParts(server.url);
  for (const [name, bytes] of packages) server.files.set(name, bytes);
  const worker: Pick<WorkerClient, 'call' | 'close'> = {
    call: (async (
      _method: string,
      request: CudaRequest,
      { signal, onEvent }: { signal: AbortSignal; onEvent: (told: object) => void },
    ) => {
      const onProgress = (payload: StepProgress) => onEvent({ event: 'progress', payload });
      await installCuda(request, { signal, onProgress }, { timing: { backOff: () => 1 }, runtime });
      return null;
    }) as unknown as WorkerClient['call'],
    close: async () => undefined,
  };
  const cuda = new CudaSupport({
    ...{ userDataDir, licencesDir: resolve('assets', 'licences'), spawn, wanted },
    changed: () => {
      changes += 1;
    },
    card: async () => card,
  });
  const packs = new Packs({
    ...{ builtInDir: join(root, 'none'), userDataDir, catalogueFile: join(root, 'none.json'), worker, cuda },
    verifiedFile: join(userDataDir, 'verified-files.json'),
    settings: () => settings,
    setSettings: () => undefined,
  });
  ends.push(() => packs.close());
  return packs;
}

async function fetchIt(packs: Packs) {
  return packs.finished((await packs.install(CUDA_ID, null)).id);
}

it('is offered where there is a card, with its size and licences, and told what it wants where it would not run', async () => {
  const [entry] = await open().catalogue();
  expect(entry).toMatchObject({ id: CUDA_ID, installed: [], hashesKnown: true, fit: { fits: true } });
  expect(entry?.downloadBytes).toBeGreaterThan(500_000);
  expect(entry?.licences[0]?.text.length).toBeGreaterThan(500);
  card = { ...CARD, driver: '535.1' };
  const old = open();
  expect(await old.catalogue()).toMatchObject([{ id: CUDA_ID, fit: { fits: false } }]);
  await expect(old.install(CUDA_ID, null)).rejects.toMatchObject({ code: 'DeviceFailed' });
  card = null;
  expect(await open().catalogue()).toEqual([]);
  expect([server.requests, tried]).toEqual([[], []]);
});

it('is not fetched where fetching is switched off', async () => {
  settings = { ...settings, downloads: false };
  await expect(open().install(CUDA_ID, null)).rejects.toMatchObject({ code: 'NetworkOff' });
  expect(server.requests).toEqual([]);
});

it('is fetched, tried in a process of its own, given to workers from then on, and removed', async () => {
  const packs = open();
  expect(cudaWords(userDataDir)).toEqual([]);
  expect(await fetchIt(packs)).toMatchObject({
    id: CUDA_ID,
    state: 'ready',
    provides: ['cuda'],
    error: null,
  });
  const dir = cudaFolder(userDataDir);
  expect(tried).toEqual([[cudaWord(dir)]]);
  expect(changes).toBe(1);
  expect(cudaWords(userDataDir)).toEqual([cudaWord(dir)]);
  expect(await packs.list()).toMatchObject([{ id: CUDA_ID, state: 'ready' }]);
  expect(await packs.catalogue()).toMatchObject([{ id: CUDA_ID, installed: [CUDA_ID] }]);
  expect(packs.installs()).toMatchObject([{ entryId: CUDA_ID, state: 'done' }]);
  expect(tried).toHaveLength(1);
  // What is damaged can be removed, too.
  writeFileSync(join(dir, 'libprovider.so'), 'cut');
  expect([await packs.list(), cudaWords(userDataDir)]).toEqual([[], []]);
  await packs.remove(CUDA_ID);
  expect(changes).toBe(2);
  expect([existsSync(dir), cudaWords(userDataDir), await packs.list()]).toEqual([false, [], []]);
});

it.each([
  ['a missing driver', { how: 'library', library: 'libcuda.so.1' }],
  ['a missing library', { how: 'library', library: 'libcudnn.so.9' }],
  ['a card that runs no graph', { how: 'refused', why: 'CUDA failure 35' }],
  ['the death of that process', 'dies'],
] as const)('is listed as broken, and given to no worker, after %s', async (_, trouble) => {
  found = trouble;
  const packs = open();
  const broken = { state: 'broken', error: { code: 'DeviceFailed' } };
  expect(await fetchIt(packs)).toMatchObject(broken);
  expect(await packs.list()).toMatchObject([broken]);
  expect(cudaWords(userDataDir)).toEqual([]);
});

it('goes on after a restart, as other installs do', async () => {
  const before = open();
  const stalled = Promise.withResolvers<void>();
  server.files.set('ort.whl', () => stalled.resolve());
  const { id } = await before.install(CUDA_ID, null);
  await stalled.promise;
  await before.close();
  const packs = open();
  expect(packs.installs()).toMatchObject([{ id, entryId: CUDA_ID, state: 'paused' }]);
  packs.resume(id);
  expect(await packs.finished(id)).toMatchObject({ state: 'ready' });
});
