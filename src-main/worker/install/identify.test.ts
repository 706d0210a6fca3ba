import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeWhisperPack } from '../checkpoints/hub-packs/whisper';
import { makeLlavaMini } from '../checkpoints/llava-mini/convert';
import { makeCheckpoint, TINY_CHECKPOINT } from '../checkpoints/llava-mini/testing/checkpoint';
import { identifyFolder } from './identify';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'longtake-identify-'));
});
afterEach(() => rm(dir, { recursive: true }));

const put = async (file: string, content: unknown) => {
  await mkdir(join(dir, file, '..'), { recursive: true });
  await writeFile(join(dir, file), typeof content === 'string' ? content : JSON.stringify(content));
};

test('a LLaVA-Mini, and the pack that is made of it', async () => {
  await makeCheckpoint(dir, TINY_CHECKPOINT, { shards: 2 });
  const found = await identifyFolder(dir);
  expect(found).toMatchObject({ kind: 'llava-mini', make: makeLlavaMini, name: basename(dir) });
  expect(found.precisions).toEqual(['fp32', 'fp16', 'int8', 'int4']);
  const target = { dir: join(dir, 'pack'), id: 'mini', name: 'Mini', precision: 'int4' } as const;
  const source = { dir, repository: null, revision: null, licences: [] };
  await found.make?.(source, target, { signal: new AbortController().signal, onProgress: () => {} });
  expect(await identifyFolder(target.dir)).toEqual({
    kind: 'pack',
    name: 'Mini',
    make: null,
    precisions: ['int4'],
  });
});

test('a dual encoder', async () => {
  await put('config.json', { model_type: 'clip' });
  await put('onnx/vision_model.onnx', 'graph');
  await put('onnx/text_model.onnx', 'graph');
  expect(await identifyFolder(dir)).toMatchObject({ kind: 'dual-encoder' });
});

test('a Whisper', async () => {
  await put('config.json', { model_type: 'whisper' });
  await put('onnx/encoder_model.onnx', 'graph');
  await put('onnx/decoder_model_merged.onnx', 'graph');
  expect(await identifyFolder(dir)).toMatchObject({ kind: 'whisper', make: makeWhisperPack });
});

test('a missing shard is named at once', async () => {
  await makeCheckpoint(dir, TINY_CHECKPOINT, { shards: 2 });
  await rm(join(dir, 'model-00001-of-00002.safetensors'));
  await expect(identifyFolder(dir)).rejects.toMatchObject({
    code: 'CheckpointUnusable',
    message: expect.stringContaining('model-00001-of-00002.safetensors is missing'),
  });
});

test.each([
  ['nothing', {}, 'the folder is empty'],
  ['no model', { 'notes.txt': 'hello' }, 'the folder holds no model'],
  [
    'another kind',
    { 'config.json': { model_type: 'bert' } },
    'of the kind bert, which Longtake does not know',
  ],
  ['LLaVA', { 'config.json': { model_type: 'llava_llama' } }, 'of the kind llava_llama'],
  ['no kind', { 'config.json': {} }, 'config.json does not say what kind of model it is'],
  ['a broken configuration', { 'config.json': '{' }, 'config.json cannot be read'],
  ['weights alone', { 'model.gguf': 'x' }, 'there is model.gguf, but no config.json beside it'],
  [
    'an adapter',
    {
      'config.json': { model_type: 'llava_mini_llama' },
      'adapter_config.json': {},
      'adapter_model.bin': 'x',
    },
    'it is an adapter (LoRA)',
  ],
  [
    'a downloader’s folder',
    { 'blobs/1': 'x', 'refs/main': 'x', 'snapshots/1/config.json': {} },
    'keeps all versions of a model',
  ],
  [
    'no pack of ours',
    { 'manifest.json': { name: 'a web app' } },
    'manifest.json is not that of a Longtake pack',
  ],
])('%s: says so, and what could be chosen', async (_what, files, message) => {
  for (const [file, content] of Object.entries(files)) await put(file, content);
  await expect(identifyFolder(dir)).rejects.toMatchObject({
    code: 'CheckpointUnusable',
    message: expect.stringContaining(message),
  });
});

test('a version in a downloader’s folder is called by its model, else by what it was published as', async () => {
  const hash = '0123456789abcdef0123456789abcdef01234567';
  const model = { model_type: 'whisper', _name_or_path: 'somebody/whisper-xs' };
  for (const [at, name] of [
    [`models--some-one--whisper-own/snapshots/${hash}`, 'whisper-own'],
    [`elsewhere/${hash}`, 'whisper-xs'],
    ['elsewhere/mine', 'mine'],
  ] as const) {
    await put(`${at}/config.json`, model);
    await put(`${at}/onnx/encoder_model.onnx`, 'graph');
    await put(`${at}/onnx/decoder_model_merged.onnx`, 'graph');
    expect((await identifyFolder(join(dir, at))).name).toBe(name);
  }
});

test('a folder that is not there', async () => {
  await expect(identifyFolder(join(dir, 'none'))).rejects.toMatchObject({ code: 'FileMissing' });
});
