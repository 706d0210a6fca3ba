import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Install } from '../../../src-shared/packs';
import { DEFAULT_SETTINGS } from '../../../src-shared/settings';
import { loadPack } from '../../base/packs/pack';
import type { SpawnWorker, WorkerPort } from '../../base/rpc/protocol';
import { makeCheckpoint, TINY_CHECKPOINT } from '../../worker/checkpoints/llava-mini/testing/checkpoint';
import { openFrameReader } from '../../worker/inference/llava-mini/frame-reader';
import { writeCatalogue } from '../../worker/install/hub/testing/catalogue';
import { madeUpBytes, sha256Of, temporaryFolder } from '../../worker/install/hub/testing/repository';
import { startHub } from '../../worker/install/hub/testing/server';
import { childWorkers } from '../jobs/child-worker';
import { WorkerSupervisor } from '../jobs/supervisor';
import { buildWorker } from '../jobs/testing/build-worker';
import { Packs } from './packs';

/* The real worker process of these sources installs a published checkpoint, and is killed without a warning on its way. */
const root = temporaryFolder();
const repositories = join(root, 'hub');
let workerFile = '';
const ends: (() => Promise<void>)[] = [];
/** Far more than it takes: this only ends a test that hangs. */
const LIMIT = 300_000;

beforeAll(async () => {
  workerFile = await buildWorker('test-install');
  const llama = { ...TINY_CHECKPOINT.llama, layers: 2, maxPositions: 512 };
  await makeCheckpoint(
    join(repositories, 'a/mini'),
    { ...TINY_CHECKPOINT, llama, prefusionLayers: 2 },
    { shards: 3 },
  );
  const mini = {
    id: 'mini',
    name: 'Mini',
    repository: 'a/mini',
    makes: 'llava-mini',
    provides: ['answers'],
  } as const;
  writeCatalogue(join(root, 'catalogue.json'), repositories, [
    { ...mini, precisions: ['int4', 'int8', 'fp16'] },
  ]);
}, LIMIT);
afterAll(async () => {
  for (const end of ends.reverse()) await end();
}, LIMIT);

async function setUp(name: string) {
  // Slow enough that something is still to come when the process is killed.
  const hub = await startHub({ repositories, bytesPerSecond: 400_000 });
  const userDataDir = join(root, name);
  const spawned: WorkerPort[] = [];
  const start = childWorkers(workerFile);
  const spawn: SpawnWorker = (role) => {
    const port = start(role);
    spawned.push(port);
    return port;
  };
  const worker = new WorkerSupervisor({ spawn, role: 'install', backOff: () => 1 });
  const settings = { ...DEFAULT_SETTINGS, mirror: hub.url };
  const packs = new Packs({
    builtInDir: join(root, 'none'),
    userDataDir,
    verifiedFile: join(userDataDir, 'verified-files.json'),
    catalogueFile: join(root, 'catalogue.json'),
    worker,
    settings: () => settings,
    setSettings: () => undefined,
  });
  ends.push(
    () => hub.close(),
    () => worker.close(),
    () => packs.close(),
  );
  return { hub, packs, spawned, packDir: join(userDataDir, 'packs', 'mini-int4') };
}

function contents(dir: string): Record<string, string> {
  const names = readdirSync(dir);
  return Object.fromEntries(names.map((name) => [name, sha256Of(readFileSync(join(dir, name)))]));
}

it(
  'a worker killed while it downloads, and again where it is met converting, ends with the same pack',
  async () => {
    const plain = await setUp('plain');
    await plain.packs.finished((await plain.packs.install('mini', 'int4')).id);
    // The runtime takes what came out: a frame becomes a token.
    const reader = await openFrameReader(await loadPack(plain.packDir), 'cpu', 1);
    const pixels = madeUpBytes(reader.inputWidth * reader.inputHeight * 3);
    const { tokens } = await reader.read(pixels, 1, []);
    await reader.dispose();
    expect(tokens.length).toBe(reader.dim);
    expect(tokens.every((value) => Number.isFinite(value)) && tokens.some((value) => value !== 0)).toBe(true);

    const { packs, spawned, packDir, hub } = await setUp('killed');
    const kills = new Set<string>();
    packs.on('changed', () => {
      const [now] = packs.installs();
      if (!now || !isHalfWay(now) || kills.has(now.step)) return;
      if (now.step !== 'download' && now.step !== 'convert') return;
      kills.add(now.step);
      // SIGKILL: nothing in that process is told.
      spawned.at(-1)?.kill();
    });
    const { id } = await packs.install('mini', 'int4');
    expect(await packs.finished(id)).toMatchObject({ id: 'mini-int4', state: 'ready' });
    expect(kills.has('download')).toBe(true);
    // What converts may be done before it dies; what downloads is seconds from its end.
    expect(spawned.length).toBeGreaterThan(1);
    expect(spawned.length).toBeLessThanOrEqual(1 + kills.size);
    expect(contents(packDir)).toEqual(contents(plain.packDir));
    // The list of files was kept, and so were the files that had come.
    expect(hub.requests.filter((request) => request.kind === 'list')).toHaveLength(1);
    expect(hub.sentBytes()).toBeLessThan(1.9 * plain.hub.sentBytes());
  },
  LIMIT,
);

function isHalfWay({ bytesDone, bytesTotal, state }: Install): boolean {
  return state === 'running' && bytesTotal > 0 && bytesDone * 2 > bytesTotal;
}
