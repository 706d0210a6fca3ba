import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { create } from 'tar';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { madeUpBytes, sha256Of, temporaryFolder, writeFiles } from './hub/testing/repository';
import { type HubOptions, startHub } from './hub/testing/server';
import { speechManifest } from './hub/testing/speech-pack';
import { type InstallTools, install } from './install';
import type { InstallRequest, StepProgress } from './install-types';
import { makeCheckpoint, TINY_CHECKPOINT } from './llava-mini/testing/checkpoint';
import { listPacks, loadPack, verifiedBeside } from './pack';

const root = temporaryFolder();
const repositories = join(root, 'hub');
const TOOLS: InstallTools = {
  memoryBytes: 8e9,
  timing: { stall: 500, backOff: () => 1 },
  pieceBytes: 64 * 1024,
};
const SMALL = {
  ...TINY_CHECKPOINT,
  llama: { ...TINY_CHECKPOINT.llama, layers: 2, maxPositions: 512 },
  prefusionLayers: 2,
};
const LICENCES = [{ part: 'All of it', source: 'here', name: 'GPL-3.0', text: 'its text' }];

/** A pack of one file of speech: nothing reads it but the checks. */
const files = {
  'encoder.onnx': madeUpBytes(200_000),
  'decoder.onnx': madeUpBytes(100, 2),
  'vad.onnx': madeUpBytes(50, 3),
};
const manifest = (id: string): string => speechManifest(id, files, 'Listens');

beforeAll(async () => {
  await makeCheckpoint(join(repositories, 'a/mini'), SMALL, { shards: 3 });
  writeFiles(join(repositories, 'a/speech'), {
    ...files,
    'manifest.json': manifest('listens'),
    'README.md': 'not listed',
  });
});

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

let count = 0;
function place() {
  const dir = join(root, `place-${count++}`);
  return { workDir: join(dir, 'installs', 'one'), packsDir: join(dir, 'packs') };
}
type Place = ReturnType<typeof place>;

async function hubRequest(repository: string, at: Place, options: Partial<HubOptions> = {}) {
  const hub = await startHub({ repositories, ...options });
  ends.push(() => hub.close());
  const names = readdirSync(join(repositories, repository));
  const parts = [
    {
      repository,
      revision: 'main',
      into: '',
      files: names.map((path) => ({ path, bytes: null, sha256: null })),
    },
  ];
  const request: InstallRequest = {
    ...at,
    source: { kind: 'hub', parts, hub: hub.url, proxy: null },
    licences: LICENCES,
    id: 'mini.one',
    name: 'Mini',
    packBytes: null,
    precision: null,
  };
  return { hub, request };
}
function importOf(at: Place, kind: 'folder' | 'archive', path: string): InstallRequest {
  return {
    ...at,
    source: { kind, path },
    licences: [],
    id: null,
    name: null,
    packBytes: null,
    precision: null,
  };
}

function run(
  request: InstallRequest,
  options: { signal?: AbortSignal; onProgress?: (p: StepProgress) => void } = {},
) {
  const { signal = new AbortController().signal, onProgress = () => undefined } = options;
  return install(request, { signal, onProgress }, TOOLS);
}

/** Every file below a folder, with its content. */
function contents(dir: string): Record<string, string> {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    entries.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(dir.length + 1), sha256Of(readFileSync(path))];
    }),
  );
}

describe('an install', () => {
  it('makes a pack of a published LLaVA-Mini, from the hub to a folder that loads', async () => {
    const at = place();
    const { request, hub } = await hubRequest('a/mini', at);
    const steps: string[] = [];
    const { packId } = await run(request, {
      onProgress: ({ step }) => steps.at(-1) !== step && steps.push(step),
    });
    // 8 GB hold it in the best form for a processor.
    expect(packId).toBe('mini-one-int8');
    const { manifest: made } = await loadPack(join(at.packsDir, packId));
    expect(made).toMatchObject({ id: packId, name: 'Mini (int8)', provides: ['answers'] });
    expect(made.answers?.precision).toBe('int8');
    expect(made.origin).toMatchObject({
      repository: 'a/mini',
      revision: expect.stringMatching(/^[0-9a-f]{40}$/),
    });
    expect(made.licences).toEqual(expect.arrayContaining([expect.objectContaining({ name: 'GPL-3.0' })]));
    expect(steps[0]).toBe('download');
    expect(steps).toEqual(expect.arrayContaining(['download', 'check', 'convert', 'finish']));
    // What was fetched is gone, and what was checked is known to whoever opens the pack.
    expect(existsSync(join(at.workDir, 'source'))).toBe(false);
    const known = JSON.parse(readFileSync(verifiedBeside(join(at.packsDir, packId)), 'utf8'));
    expect(Object.keys(known)).toHaveLength(made.files.length);
    expect(await listPacks(at.packsDir, { builtIn: false })).toMatchObject([{ id: packId, state: 'ready' }]);
    expect(hub.requests.filter((r) => r.kind === 'list')).toHaveLength(1);
  });

  it('stopped anywhere goes on and ends with the same bytes', async () => {
    const whole = place();
    const undisturbed = await run((await hubRequest('a/mini', whole)).request);
    const at = place();
    const { request, hub } = await hubRequest('a/mini', at);
    let ended: { packId: string } | null = null;
    let stops = 0;
    // Each run is stopped when its step has come half-way, then the next step's.
    for (const step of ['download', 'convert', 'check', null] as const) {
      const stop = new AbortController();
      const onProgress = (progress: StepProgress) => {
        if (progress.step === step && progress.bytesDone * 2 > progress.bytesTotal) stop.abort();
      };
      try {
        ended = await run(request, { signal: stop.signal, onProgress });
      } catch (error) {
        expect(error).toMatchObject({ code: 'Cancelled' });
        expect(await listPacks(at.packsDir, { builtIn: false })).toEqual([]);
        stops += 1;
      }
    }
    expect(stops).toBe(3);
    expect(ended).toEqual(undisturbed);
    expect(contents(join(at.packsDir, undisturbed.packId))).toEqual(
      contents(join(whole.packsDir, undisturbed.packId)),
    );
    // A state that was resolved once is not asked for again.
    expect(hub.requests.filter((r) => r.kind === 'list')).toHaveLength(1);
    // Everybody who asks again is told what is there.
    expect(await run(request)).toEqual(undisturbed);
  });

  it('takes a finished pack from the hub, and only its own files', async () => {
    const at = place();
    expect(await run((await hubRequest('a/speech', at)).request)).toEqual({ packId: 'listens' });
    expect(Object.keys(contents(join(at.packsDir, 'listens'))).sort()).toEqual(
      [...Object.keys(files), 'manifest.json'].sort(),
    );
  });

  it('reads an imported folder and changes nothing in it', async () => {
    const from = join(root, 'outer');
    cpSync(join(repositories, 'a/speech'), join(from, 'Listens'), { recursive: true });
    writeFileSync(join(from, '.DS_Store'), '');
    const before = contents(from);
    const at = place();
    expect(await run(importOf(at, 'folder', from))).toEqual({ packId: 'listens' });
    expect(contents(from)).toEqual(before);
    await loadPack(join(at.packsDir, 'listens'));
  });

  it('unpacks an imported archive, and replaces an older pack of the same name', async () => {
    const archive = join(root, 'listens.tgz');
    await create({ file: archive, gzip: true, cwd: join(repositories, 'a') }, ['speech']);
    const at = place();
    writeFiles(join(at.packsDir, 'listens'), { 'old.bin': 'old' });
    expect(await run(importOf(at, 'archive', archive))).toEqual({ packId: 'listens' });
    expect(existsSync(join(at.packsDir, 'listens', 'old.bin'))).toBe(false);
    await loadPack(join(at.packsDir, 'listens'));
    expect(readdirSync(at.packsDir).sort()).toEqual(['listens', 'verified.json']);
  });

  it('imports a checkpoint under its folder’s name, in the precision asked for', async () => {
    const at = place();
    const request = { ...importOf(at, 'folder', join(repositories, 'a/mini')), precision: 'int4' as const };
    expect(await run(request)).toEqual({ packId: 'mini-int4' });
  });

  it.each([
    ['an altered file', { 'vad.onnx': madeUpBytes(50, 9) }, 'ModelPackBroken'],
    ['a shorter file', { 'vad.onnx': 'x' }, 'ModelPackBroken'],
    ['another form of manifest', { 'manifest.json': '{}' }, 'ModelPackBroken'],
    ['the name of the built-in pack', { 'manifest.json': manifest('core') }, 'CheckpointUnusable'],
    ['the name of the pack that reads tracks', { 'manifest.json': manifest('tracks') }, 'CheckpointUnusable'],
  ])('refuses a pack with %s, and leaves nothing among the packs', async (what, changed, code) => {
    const from = join(root, what);
    cpSync(join(repositories, 'a/speech'), from, { recursive: true });
    writeFiles(from, changed);
    const at = place();
    await expect(run(importOf(at, 'folder', from))).rejects.toMatchObject({ code });
    expect(await listPacks(at.packsDir, { builtIn: false })).toEqual([]);
  });

  it('says what it was given where that is no model', async () => {
    const at = place();
    const nothing = join(root, 'nothing');
    mkdirSync(nothing);
    writeFileSync(join(root, 'notes.txt'), 'x');
    await expect(run(importOf(at, 'folder', nothing))).rejects.toMatchObject({ code: 'CheckpointUnusable' });
    await expect(run(importOf(at, 'archive', join(root, 'notes.txt')))).rejects.toMatchObject({
      code: 'CheckpointUnusable',
    });
    await expect(run(importOf(at, 'folder', join(root, 'gone')))).rejects.toMatchObject({
      code: 'FileMissing',
    });
  });

  it('looks at the disk before the first byte', async () => {
    const at = place();
    const { request, hub } = await hubRequest('a/mini', at);
    await expect(run({ ...request, packBytes: 1e18 })).rejects.toMatchObject({ code: 'DiskFull' });
    expect(hub.sentBytes()).toBe(0);
  });
});
