import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSource } from './source';
import { TOWER } from './tensors';
import { type MakeOptions, makeCheckpoint, TINY_CHECKPOINT } from './testing/checkpoint';

const PATCHES = `${TOWER}vision_model.embeddings.patch_embedding.weight`;

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'longtake-source-'));
});
afterEach(() => rm(dir, { recursive: true }));

const made = (options: MakeOptions = {}) => makeCheckpoint(dir, TINY_CHECKPOINT, options);
async function configure(change: object, file = 'config.json'): Promise<void> {
  const json = JSON.parse(await readFile(join(dir, file), 'utf8')) as object;
  await writeFile(join(dir, file), JSON.stringify({ ...json, ...change }));
}

/** The first weight of the tower, and what is noted. */
async function look(): Promise<{ weight: number; notes: readonly string[] }> {
  const source = await openSource(dir);
  try {
    expect(source.config).toEqual(TINY_CHECKPOINT);
    return { weight: (await source.weights.read(PATCHES, 0, 1))[0] as number, notes: source.notes };
  } finally {
    await source.close();
  }
}

async function refused(message: string): Promise<{ remedy: string }> {
  const error = await openSource(dir).then(
    () => null,
    (failed: unknown) => failed as { remedy: string },
  );
  expect(error).toMatchObject({ code: 'CheckpointUnusable', message: expect.stringContaining(message) });
  return error as { remedy: string };
}

describe('where the vision tower comes from', () => {
  test('a tuned one from the checkpoint, even where CLIP’s lies beside it', async () => {
    await made({ towerApart: true, seed: 2 });
    const apart = (await look()).weight;
    await made({ seed: 1 });
    const { weight, notes } = await look();
    expect(notes).toEqual([]);
    expect(weight).not.toBe(apart);
  });

  test('one that was not tuned from CLIP’s own folder, even where the checkpoint has one', async () => {
    await made({ towerApart: true, seed: 2 });
    const apart = (await look()).weight;
    await made({ seed: 1 });
    await configure({ unfreeze_mm_vision_tower: false });
    expect(await look()).toEqual({ weight: apart, notes: [] });
  });

  test('one that was not tuned from the checkpoint, where there is no other, with a note', async () => {
    await made();
    await configure({ unfreeze_mm_vision_tower: false });
    expect((await look()).notes).toEqual([
      expect.stringContaining('the checkpoint’s own copy of it is used'),
    ]);
  });

  test('CLIP’s folder serves without a configuration: its tensors tell the sizes, and that is noted', async () => {
    await made({ towerApart: true });
    await rm(join(dir, 'vision', 'config.json'));
    const source = await openSource(dir);
    expect(source.notes).toEqual([expect.stringContaining('sizes were read from its weights')]);
    const { width, layers, layersRun, patch, image } = TINY_CHECKPOINT.vision;
    expect(source.config.vision).toMatchObject({ width, layers, layersRun, patch, image, heads: 1 });
    await source.close();
  });

  test('nowhere: the error says what to put where', async () => {
    await made({ towerApart: true });
    await rm(join(dir, 'vision'), { recursive: true });
    const { remedy } = await refused('no folder vision with that of openai/clip-vit-large-patch14-336');
    expect(remedy).toContain('model.safetensors of openai/clip-vit-large-patch14-336');
  });

  test('a folder with half of it is named', async () => {
    await made({ towerApart: true });
    await rm(join(dir, 'vision', 'model.safetensors'));
    await refused('model.safetensors or model.safetensors.index.json is missing');
    await writeFile(join(dir, 'vision', 'pytorch_model.bin'), 'pickle');
    await refused('pytorch_model.bin alone');
  });

  test('a tower of another size is named by its tensor', async () => {
    await made({ towerApart: true });
    await configure(
      { vision_config: { hidden_size: 32, num_attention_heads: 4, patch_size: 8, image_size: 32 } },
      'vision/config.json',
    );
    await configure({ mm_hidden_size: 32 });
    await refused('model.vision_tower.vision_tower.vision_model');
  });
});

test('tiles of still pictures are nothing that a film needs: noted, not refused', async () => {
  await made();
  await configure({ image_aspect_ratio: 'anyres' });
  const source = await openSource(dir);
  expect(source.notes).toEqual([expect.stringContaining('anyres')]);
  await source.close();
});

test('a tower in full precision beside a model in halves, as they are released, is read as both are', async () => {
  const WORDS = 'model.embed_tokens.weight';
  const read = async (options: MakeOptions) => {
    await made(options);
    const source = await openSource(dir);
    const weights = await Promise.all([PATCHES, WORDS].map((name) => source.weights.read(name)));
    await source.close();
    return { tower: weights[0], words: weights[1], bytes: (await stat(join(dir, 'model.safetensors'))).size };
  };
  const [halves, full, mixed] = [
    await read({ type: 'BF16' }),
    await read({ type: 'F32' }),
    await read({ type: 'BF16', towerType: 'F32' }),
  ];
  expect(full.tower).not.toEqual(halves.tower);
  expect(mixed).toMatchObject({ tower: full.tower, words: halves.words });
  expect(mixed.bytes).toBeGreaterThan(halves.bytes);
  expect(mixed.bytes).toBeLessThan(full.bytes);
});

describe('tensors against the configuration', () => {
  test.each([
    [
      'a wider model',
      { hidden_size: 128 },
      'model.embed_tokens.weight is [384, 64], but its configuration asks for [384, 128]',
    ],
    ['more words', { vocab_size: 400 }, 'model.embed_tokens.weight is [384, 64]'],
    ['more layers', { num_hidden_layers: 4 }, 'the tensor model.layers.3.input_layernorm.weight is missing'],
    ['more pre-fusion', { prefusion_layer_num: 5 }, 'the tensor model.prefusion_layers.4.'],
    [
      'full heads',
      { num_key_value_heads: 4 },
      'self_attn.k_proj.weight is [32, 64], but its configuration asks for [64, 64]',
    ],
    [
      'wider heads',
      { head_dim: 32 },
      'self_attn.q_proj.weight is [64, 64], but its configuration asks for [128, 64]',
    ],
    ['a finer compressor', { compressor_size: 2 }, 'model.compressor.query is [1, 64]'],
    ['another layer of the tower', { mm_vision_select_layer: -4 }, 'mm_vision_select_layer: -4'],
  ])('%s', async (_what, change, message) => {
    await made();
    await configure(change);
    await refused(message);
  });

  test('fewer layers than there are weights for are taken', async () => {
    await made();
    await configure({ num_hidden_layers: 2 });
    const source = await openSource(dir);
    expect(source.config.llama.layers).toBe(2);
    await source.close();
  });

  test('a table that serves for output, too, needs no output layer', async () => {
    await makeCheckpoint(dir, { ...TINY_CHECKPOINT, tiedEmbeddings: true });
    const source = await openSource(dir);
    expect(source.config.tiedEmbeddings).toBe(true);
    expect(source.weights.has('lm_head.weight')).toBe(false);
    await source.close();
    await configure({ tie_word_embeddings: false });
    await refused('the tensor lm_head.weight is missing');
  });
});
