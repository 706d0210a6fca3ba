import { cp, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Precision } from '../../../../src-shared/packs';
import { Cancelled } from '../../../base/media/errors';
import { temporaryDir } from '../../../base/media/testing';
import { CheckpointUnusable } from '../../../base/packs/errors';
import type { StepProgress } from '../../../base/packs/install-types';
import { loadPack } from '../../../base/packs/pack';
import { isDualEncoderFolder, makeDualEncoderPack } from './dual-encoder';
import { readGraphHeader } from './graph-header';

const FIXTURES = resolve('src-main/worker/checkpoints/hub-packs/testing');
const root = temporaryDir();

/** A copy of a tiny model, to be changed. */
async function published(family: 'clip' | 'siglip'): Promise<string> {
  const dir = await mkdtemp(join(root, 'hub-'));
  await cp(join(FIXTURES, family), dir, { recursive: true });
  return dir;
}

async function change(dir: string, file: string, fields: Record<string, unknown>): Promise<void> {
  const json = JSON.parse(await readFile(join(dir, file), 'utf8'));
  await writeFile(join(dir, file), JSON.stringify({ ...json, ...fields }));
}

interface Made {
  readonly target: string;
  readonly progress: StepProgress[];
}
async function make(
  dir: string,
  precision: Precision = 'fp32',
  target?: string,
  signal = new AbortController().signal,
  onProgress: (progress: StepProgress) => void = () => undefined,
): Promise<Made> {
  const to = target ?? (await mkdtemp(join(root, 'pack-')));
  const progress: StepProgress[] = [];
  const licence = { part: 'model', source: 'somewhere', name: 'MIT', text: 'Do as you like.' };
  await makeDualEncoderPack(
    { dir, repository: 'someone/tiny', revision: 'abc', licences: [licence] },
    { dir: to, id: 'tiny', name: 'Tiny', precision },
    {
      signal,
      onProgress: (step) => {
        progress.push(step);
        onProgress(step);
      },
    },
  );
  return { target: to, progress };
}

describe('makeDualEncoderPack', () => {
  it('makes a pack that says how CLIP wants its pictures and texts', async () => {
    const { target, progress } = await make(await published('clip'));
    const { manifest } = await loadPack(target);
    expect(manifest.frames).toMatchObject({
      width: 32,
      height: 32,
      dim: 24,
      batch: 8,
      input: 'pixel_values',
    });
    expect(manifest.frames).toMatchObject({
      output: 'image_embeds',
      mean: [0.48145466, 0.4578275, 0.40821073],
    });
    expect(manifest.text).toMatchObject({ output: 'text_embeds', maxTokens: 77, padTo: null, dim: 24 });
    expect(manifest.origin).toEqual({ repository: 'someone/tiny', revision: 'abc' });
    expect(manifest.licences.map(({ name }) => name)).toEqual(['MIT']);
    const { bytesDone, bytesTotal } = progress
      .filter(({ step }) => step === 'convert')
      .at(-1) as StepProgress;
    expect(bytesDone).toBe(bytesTotal);
    expect((await readdir(target)).filter((file) => file.endsWith('.part'))).toEqual([]);
  });

  it('fills SigLIP’s texts up with its own token', async () => {
    const { manifest } = await loadPack((await make(await published('siglip'))).target);
    expect(manifest.text).toMatchObject({ output: 'pooler_output', padTo: { length: 64, id: 1 }, dim: 32 });
    expect(manifest.frames).toMatchObject({ mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 0.5] });
  });

  it('takes the wanted precision, and the nearest one where it was not published', async () => {
    const dir = await published('clip');
    const onnx = (name: string) => join(dir, 'onnx', name);
    await rename(onnx('vision_model.onnx'), onnx('vision_model_quantized.onnx'));
    const fp16 = (await loadPack((await make(dir, 'fp16')).target)).manifest;
    expect([fp16.frames?.file, fp16.text?.model]).toEqual(['vision_model_quantized.onnx', 'text_model.onnx']);
    // One frame at a time: such a graph scales a whole batch at once.
    expect(fp16.frames).toMatchObject({ batch: 1 });
    await cp(onnx('text_model.onnx'), onnx('text_model_fp16.onnx'));
    expect((await loadPack((await make(dir, 'fp16')).target)).manifest.text?.model).toBe(
      'text_model_fp16.onnx',
    );
  });

  it('takes the files along that hold a large graph’s weights', async () => {
    const dir = await published('clip');
    await writeFile(join(dir, 'onnx', 'vision_model.onnx_data'), 'weights');
    const { manifest } = await loadPack((await make(dir)).target);
    expect(manifest.files.map(({ path }) => path)).toContain('vision_model.onnx_data');
  });

  it('gives other tokens another version', async () => {
    const versions = await Promise.all(
      (['clip', 'siglip'] as const).map(async (family) => {
        const { target } = await make(await published(family));
        return (await loadPack(target)).manifest.version;
      }),
    );
    expect(new Set(versions).size).toBe(2);
  });

  it('stops when told to, is no pack then, and goes on where it was', async () => {
    const dir = await published('clip');
    const target = await mkdtemp(join(root, 'pack-'));
    const stop = new AbortController();
    await expect(make(dir, 'fp32', target, stop.signal, () => stop.abort())).rejects.toBeInstanceOf(
      Cancelled,
    );
    expect(await readdir(target)).not.toContain('manifest.json');
    await make(dir, 'fp32', target);
    const copied = await stat(join(target, 'vision_model.onnx'));
    await rm(join(target, 'manifest.json'));
    const { progress } = await make(dir, 'fp32', target);
    expect((await stat(join(target, 'vision_model.onnx'))).ino).toBe(copied.ino);
    expect(progress.filter(({ step }) => step === 'convert').at(-1)).toMatchObject({
      bytesDone: progress[0]?.bytesTotal,
    });
    await loadPack(target);
  });

  it('writes anew what a stopped run left of another model', async () => {
    const target = await mkdtemp(join(root, 'pack-'));
    const { size } = await stat(join(FIXTURES, 'clip/onnx/vision_model.onnx'));
    await writeFile(join(target, 'vision_model.onnx'), Buffer.alloc(size));
    await make(await published('clip'), 'fp32', target);
    await loadPack(target);
  });

  it.each<[string, (dir: string) => Promise<void>, RegExp]>([
    [
      'without its picture graph',
      (dir) => rm(join(dir, 'onnx/vision_model.onnx')),
      /lacks onnx\/vision_model/,
    ],
    ['without a tokenizer', (dir) => rm(join(dir, 'tokenizer.json')), /lacks tokenizer\.json/],
    [
      'without settings for pictures',
      (dir) => rm(join(dir, 'preprocessor_config.json')),
      /lacks preprocessor/,
    ],
    ['of another kind', (dir) => change(dir, 'config.json', { model_type: 'bert' }), /“bert”/],
    [
      'with pictures of another size',
      (dir) => change(dir, 'preprocessor_config.json', { crop_size: 48 }),
      /32 x 32.*48 x 48/,
    ],
    ['with another scale', (dir) => change(dir, 'preprocessor_config.json', { rescale_factor: 1 }), /scale/],
    [
      'with broken settings',
      (dir) => writeFile(join(dir, 'config.json'), '{'),
      /config\.json that Longtake cannot/,
    ],
    [
      'cut off',
      (dir) => writeFile(join(dir, 'onnx/vision_model.onnx'), Buffer.from([0x3a, 0x90, 0x4e])),
      /no whole ONNX/,
    ],
    ['empty', (dir) => writeFile(join(dir, 'onnx/text_model.onnx'), ''), /no whole ONNX/],
    [
      'whose texts and pictures do not fit',
      (dir) => cp(join(FIXTURES, 'siglip/onnx/text_model.onnx'), join(dir, 'onnx/text_model.onnx')),
      /pooler_output instead of text_embeds/,
    ],
  ])('says what is wrong with a model %s', async (_, harm, words) => {
    const dir = await published('clip');
    await harm(dir);
    const target = await mkdtemp(join(root, 'pack-'));
    const failed = await make(dir, 'fp32', target).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(CheckpointUnusable);
    expect((failed as Error).message).toMatch(words);
    expect(await readdir(target)).not.toContain('manifest.json');
  });
});

describe('isDualEncoderFolder', () => {
  it('knows one by its two graphs', async () => {
    const dir = await published('siglip');
    expect(await isDualEncoderFolder(dir)).toBe(true);
    await rm(join(dir, 'onnx/text_model.onnx'));
    expect(await isDualEncoderFolder(dir)).toBe(false);
    expect(await isDualEncoderFolder(join(dir, 'nowhere'))).toBe(false);
  });
});

describe('readGraphHeader', () => {
  it('reads names, types and sizes without the weights', async () => {
    expect(await readGraphHeader(join(FIXTURES, 'clip/onnx/vision_model.onnx'))).toEqual({
      inputs: [{ name: 'pixel_values', type: 1, shape: [null, 3, 32, 32] }],
      outputs: [{ name: 'image_embeds', type: 1, shape: [null, 24] }],
    });
  });
});
