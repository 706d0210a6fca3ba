import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Precision } from '../../../../src-shared/packs';
import { halvesToFloats } from '../../../base/float16';
import type { StepProgress } from '../../../base/packs/install-types';
import { loadPack } from '../../../base/packs/pack';
import { makeLlavaMini } from './convert';
import { packSizes } from './sizes';
import { openSource } from './source';
import { makeCheckpoint, TINY_CHECKPOINT } from './testing/checkpoint';
import { noFaults } from './testing/failing-files';
import type { LlavaMiniConfig } from './types';

const disk = vi.hoisted(() => ({
  faults: { changes: 0 } as ReturnType<typeof noFaults>,
  free: null as number | null,
}));
vi.mock('node:fs/promises', async (original) => {
  const files = await original<typeof import('node:fs/promises')>();
  const { failingFiles } = await import('./testing/failing-files');
  const failing = failingFiles(files, disk.faults);
  const statfs = async (path: string) =>
    disk.free === null ? files.statfs(path) : { bavail: disk.free, bsize: 1 };
  return { ...failing, statfs, default: failing };
});

const CONFIG: LlavaMiniConfig = {
  ...TINY_CHECKPOINT,
  llama: { ...TINY_CHECKPOINT.llama, layers: 2, maxPositions: 512 },
  prefusionLayers: 2,
  contextTokens: 512,
};

let folder: string;
let checkpoint: string;
let work: string;
/** What an undisturbed run in 8 bits makes, and how many changes to files that takes. */
let undisturbed: {
  readonly files: Record<string, string>;
  readonly changes: number;
  readonly writes: number;
};
beforeAll(async () => {
  Object.assign(disk.faults, noFaults());
  folder = await mkdtemp(join(tmpdir(), 'longtake-convert-'));
  checkpoint = join(folder, 'checkpoint');
  await makeCheckpoint(checkpoint, CONFIG, { shards: 3 });
  const dir = join(folder, 'undisturbed');
  Object.assign(disk.faults, noFaults());
  await make(dir);
  const { changes } = disk.faults;
  await rm(dir, { recursive: true });
  Object.assign(disk.faults, noFaults(), { how: 'full' });
  await make(dir);
  undisturbed = { files: await contents(dir), changes, writes: disk.faults.changes };
  Object.assign(disk.faults, noFaults());
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  work = await mkdtemp(join(folder, 'work-'));
});
afterEach(() => {
  Object.assign(disk.faults, noFaults());
  disk.free = null;
});

interface MadeWith {
  readonly from?: string;
  readonly precision?: Precision;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: StepProgress) => void;
}

function make(dir: string, options: MadeWith = {}): Promise<void> {
  const { from = checkpoint, precision = 'int8', signal = new AbortController().signal } = options;
  return makeLlavaMini(
    { dir: from, repository: 'ICTNLP/tiny', revision: 'abc', licences: [] },
    { dir, id: 'tiny', name: 'Tiny', precision },
    { signal, onProgress: options.onProgress ?? (() => {}) },
  );
}

async function contents(dir: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const name of (await readdir(dir)).sort()) {
    found[name] = createHash('sha256')
      .update(await readFile(join(dir, name)))
      .digest('hex');
  }
  return found;
}

describe('a pack', () => {
  test.each(['fp32', 'fp16', 'int8', 'int4'] as const)(
    'in %s is whole and as large as foretold',
    async (precision) => {
      const dir = join(work, 'pack');
      await make(dir, { precision });
      const { manifest } = await loadPack(dir);
      expect(manifest).toMatchObject({
        id: 'tiny',
        provides: ['answers'],
        origin: { repository: 'ICTNLP/tiny', revision: 'abc' },
        answers: {
          precision,
          cacheType: precision === 'fp16' ? 'float16' : 'float32',
          hidden: 64,
          layers: 2,
          prefusionLayers: 2,
          kvHeads: 2,
          headDim: 16,
          vocab: 384,
          maxPositions: 512,
          contextTokens: 512,
          image: { side: 32, patches: 16 },
          imageAspect: 'pad',
          compressedTokens: 1,
          resolutionRatio: 1,
          stopIds: [383, 382, 375],
        },
      });
      const files = await readdir(dir);
      expect([...manifest.files.map(({ path }) => path), 'manifest.json'].sort()).toEqual(files.sort());
      const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
      expect(packSizes(CONFIG, precision).diskBytes / bytes).toBeGreaterThan(0.98);
      expect(packSizes(CONFIG, precision).diskBytes / bytes).toBeLessThan(1.1);
    },
  );

  test.each(['fp32', 'int4'] as const)('in %s has the embedding table row by row', async (precision) => {
    const dir = join(work, 'pack');
    await make(dir, { precision });
    const { manifest } = await loadPack(dir);
    const bytes = await readFile(join(dir, 'embeddings.bin'));
    const source = await openSource(checkpoint);
    const expected = await source.weights.read('model.embed_tokens.weight');
    await source.close();
    const own = new Uint8Array(bytes);
    const found =
      manifest.answers?.embeddings.type === 'float32'
        ? new Float32Array(own.buffer)
        : halvesToFloats(new Uint16Array(own.buffer));
    expect(found.length).toBe(384 * 64);
    // bfloat16 has fewer digits than half precision, and the numbers here are within its range.
    expect(Buffer.from(found.buffer).equals(Buffer.from(expected.buffer))).toBe(precision === 'fp32');
    for (let i = 0; i < found.length; i++) {
      expect(Math.abs((found[i] as number) - (expected[i] as number))).toBeLessThanOrEqual(2 ** -24);
    }
  });

  test('says what it stands on: licences of the folder, what was assumed', async () => {
    const from = join(work, 'checkpoint');
    await makeCheckpoint(from, CONFIG);
    await writeFile(join(from, 'README.md'), '---\nlanguage: en\nlicense: gpl-3.0\n---\n# A model\n');
    await writeFile(join(from, 'LICENSE'), 'Do as you like.');
    await rm(join(from, 'vision_config.json'));
    await make(join(work, 'pack'), { from });
    const { manifest } = await loadPack(join(work, 'pack'));
    expect(manifest.licences.map(({ name, text }) => [name, text])).toEqual([
      ['gpl-3.0', 'The model card names the licence gpl-3.0.'],
      ['LICENSE', 'Do as you like.'],
    ]);
    expect(manifest.description).toContain(
      'heads, activation and epsilon taken as those of CLIP ViT-L/14-336',
    );
  });

  test('of another precision or other weights has another version', async () => {
    const other = join(work, 'checkpoint');
    await makeCheckpoint(other, CONFIG, { seed: 2 });
    const versions: string[] = [];
    for (const [from, precision] of [
      [checkpoint, 'int8'],
      [checkpoint, 'int4'],
      [other, 'int8'],
    ] as const) {
      const dir = join(work, `${versions.length}`);
      await make(dir, { from, precision });
      versions.push((await loadPack(dir)).manifest.version);
    }
    expect(new Set(versions).size).toBe(3);
  });

  test('is the same from shards of another type of file layout', async () => {
    const single = join(work, 'single');
    await makeCheckpoint(single, CONFIG, { shards: 1 });
    await make(join(work, 'a'));
    await make(join(work, 'b'), { from: single });
    expect(await contents(join(work, 'b'))).toEqual(await contents(join(work, 'a')));
  });
});

describe('progress', () => {
  test('goes up in bytes to the end of each step', async () => {
    const told: StepProgress[] = [];
    await make(join(work, 'pack'), { onProgress: (progress) => told.push(progress) });
    expect([...new Set(told.map(({ step }) => step))]).toEqual(['convert', 'finish']);
    for (const step of ['convert', 'finish']) {
      const own = told.filter((progress) => progress.step === step);
      const done = own.map(({ bytesDone }) => bytesDone);
      expect(done).toEqual([...done].sort((a, b) => a - b));
      expect(done[0]).toBe(0);
      expect(done.at(-1)).toBe(own[0]?.bytesTotal);
    }
  });
});

describe('a run that was stopped', () => {
  /** What is left is no pack, or else a whole one: the last change takes the journal away. */
  async function expectNoHalfPack(dir: string): Promise<void> {
    const error = await loadPack(dir).then(
      () => null,
      (failed: unknown) => failed,
    );
    if (error) expect(error).toMatchObject({ code: 'ModelPackMissing' });
    else expect(await contents(dir)).toMatchObject(undisturbed.files);
  }

  test('killed at any moment is gone on with, and ends with the same bytes', async () => {
    const { changes: total, files: expected } = undisturbed;
    expect(total).toBeGreaterThan(50);
    // The last changes, around the manifest, one by one; those before spread over the run.
    const moments = Array.from({ length: 4 }, (_, i) => 1 + Math.floor((i * total) / 4));
    for (let last = 3; last >= 0; last--) moments.push(total - last);
    for (const moment of moments) {
      const dir = join(work, `killed-${moment}.part`);
      Object.assign(disk.faults, noFaults(), { failAt: moment });
      const whole = await make(dir).then(
        () => true,
        () => false,
      );
      Object.assign(disk.faults, noFaults());
      await expectNoHalfPack(dir);
      if (!whole) await make(dir);
      expect(await contents(dir)).toEqual(expected);
      await rm(dir, { recursive: true });
    }
  });

  test('killed again and again gets there, and does not begin anew each time', async () => {
    const { changes: total } = undisturbed;
    const dir = join(work, 'pack');
    let runs = 0;
    let all = 0;
    for (let whole = false; !whole; runs++) {
      Object.assign(disk.faults, noFaults(), { failAt: Math.ceil(total * 0.7) });
      whole = await make(dir).then(
        () => true,
        () => false,
      );
      all += disk.faults.changes;
      expect(runs).toBeLessThan(5);
    }
    expect(runs).toBeGreaterThan(1);
    expect(all).toBeLessThan(total * 2);
    Object.assign(disk.faults, noFaults());
    expect(await contents(dir)).toEqual(undisturbed.files);
  });

  test('by the user says so, and goes on', async () => {
    const dir = join(work, 'pack');
    const controller = new AbortController();
    const stopped = make(dir, {
      signal: controller.signal,
      onProgress: ({ bytesDone }) => bytesDone > 0 && controller.abort(),
    });
    await expect(stopped).rejects.toMatchObject({ code: 'Cancelled' });
    expect(await readdir(dir)).not.toContain('manifest.json');
    await make(dir);
    expect(await contents(dir)).toEqual(undisturbed.files);
  });

  test('before it began writes nothing', async () => {
    const dir = join(work, 'pack');
    await expect(make(dir, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'Cancelled' });
    expect(await readdir(work)).toEqual([]);
  });

  test('what was made with other settings does not count', async () => {
    const { changes: total } = undisturbed;
    const dir = join(work, 'pack');
    Object.assign(disk.faults, noFaults(), { failAt: Math.ceil(total * 0.7) });
    await make(dir, { precision: 'int4' }).catch(() => {});
    Object.assign(disk.faults, noFaults());
    await make(dir);
    expect(await contents(dir)).toEqual(undisturbed.files);
  });

  test('that had come to its end is not done again; one of another precision is', async () => {
    const dir = join(work, 'pack');
    await make(dir);
    Object.assign(disk.faults, noFaults());
    await make(dir);
    expect(disk.faults.changes).toBe(0);
    await make(dir, { precision: 'int4' });
    expect((await loadPack(dir)).manifest.answers?.precision).toBe('int4');
    await writeFile(join(dir, 'llm.data'), 'damaged');
    await make(dir, { precision: 'int4' });
    expect((await loadPack(dir)).manifest.answers?.precision).toBe('int4');
  });
});

describe('a full disk', () => {
  test('is told before the work begins, with what is needed and what is free', async () => {
    disk.free = 1000;
    const failed = await make(join(work, 'pack')).catch((error: unknown) => error);
    expect(failed).toMatchObject({
      code: 'DiskFull',
      message: expect.stringMatching(/^The pack needs 101 MB .* and 1\.0 KB are free\.$/),
      remedy: expect.stringMatching(/^Free 101 MB there/),
    });
    expect(await readdir(join(work, 'pack'))).toEqual([]);
  });

  test.each([0.05, 0.9])('that fills up after %f of the work leaves nothing half-made', async (share) => {
    Object.assign(disk.faults, noFaults(), { how: 'full' });
    await make(join(work, 'whole'));
    const writes = disk.faults.changes;
    const dir = join(work, 'pack');
    Object.assign(disk.faults, noFaults(), { how: 'full', failAt: Math.ceil(writes * share) });
    await expect(make(dir)).rejects.toMatchObject({
      code: 'DiskFull',
      remedy: expect.stringContaining('Free some space there'),
    });
    Object.assign(disk.faults, noFaults());
    const left = await readdir(dir);
    expect(left.filter((name) => /\.(part|new)/.test(name) && !/^\w+\.data\.part\.json$/.test(name))).toEqual(
      [],
    );
    expect(left).not.toContain('manifest.json');
    await make(dir);
    expect(await contents(dir)).toEqual(undisturbed.files);
  });
});

test('a disk that fills up meanwhile: what is to be freed', async () => {
  Object.assign(disk.faults, noFaults(), { how: 'full', failAt: 10 });
  const failed = make(join(work, 'pack'), {
    onProgress: () => {
      disk.free = 0;
    },
  });
  await expect(failed).rejects.toMatchObject({
    code: 'DiskFull',
    message: expect.stringMatching(/ and 0 B are free\.$/),
    remedy: expect.stringMatching(/^Free 101 MB there/),
  });
});

describe('a checkpoint that cannot be used leaves no trace', () => {
  async function refused(change: (dir: string) => Promise<unknown>, message: string): Promise<void> {
    const from = join(work, 'checkpoint');
    await makeCheckpoint(from, CONFIG, { shards: 2 });
    await change(from);
    const dir = join(work, 'pack');
    await expect(make(dir, { from })).rejects.toMatchObject({
      code: 'CheckpointUnusable',
      message: expect.stringContaining(message),
    });
    expect(await readdir(work)).toEqual(['checkpoint']);
  }
  const edit = (file: string, change: object) => async (dir: string) => {
    const json = JSON.parse(await readFile(join(dir, file), 'utf8')) as object;
    await writeFile(join(dir, file), JSON.stringify({ ...json, ...change }));
  };

  test('no configuration', () => refused((dir) => rm(join(dir, 'config.json')), 'config.json is missing'));
  test('an unsupported value', () =>
    refused(edit('config.json', { mm_projector_type: 'linear' }), 'mm_projector_type: "linear"'));
  test('a missing shard', () =>
    refused(
      (dir) => rm(join(dir, 'model-00002-of-00002.safetensors')),
      'model-00002-of-00002.safetensors is missing',
    ));
  test('tensors of other shapes', () =>
    refused(
      edit('config.json', { compressor_size: 2 }),
      'model.compressor.query is [1, 64], but its configuration asks for [4, 64]',
    ));
  test('too few layers', () =>
    refused(
      edit('config.json', { num_hidden_layers: 3 }),
      'the tensor model.layers.2.input_layernorm.weight is missing',
    ));
  test('no tokenizer', () => refused((dir) => rm(join(dir, 'tokenizer.json')), 'tokenizer.json is missing'));
  test('a tokenizer that cannot be read', () =>
    refused(
      (dir) => writeFile(join(dir, 'tokenizer.json'), '{"model": {}}'),
      'tokenizer.json cannot be read',
    ));
  test('no chat template', () =>
    refused(edit('tokenizer_config.json', { chat_template: undefined }), 'no chat_template'));
});
