import { describe, expect, test } from 'vitest';
import { isLlavaMini, isTowerTuned, readConfig } from './config';
import { RELEASED_8B } from './sizes';
import { publishedConfig, TINY_CHECKPOINT } from './testing/checkpoint';
import type { LlavaMiniConfig } from './types';

const ids = { bos: 1, stop: [2], tuned: true };
const vision = {
  hidden_size: 64,
  intermediate_size: 128,
  num_hidden_layers: 3,
  num_attention_heads: 4,
  image_size: 32,
  patch_size: 8,
  hidden_act: 'quick_gelu',
  layer_norm_eps: 1e-5,
};

function read(change: object, towerChange: object = {}): LlavaMiniConfig {
  return readConfig({
    model: { ...publishedConfig(TINY_CHECKPOINT, ids), ...change },
    vision: { json: { ...vision, ...towerChange } },
  });
}

function without(...keys: string[]): LlavaMiniConfig {
  const model = publishedConfig(TINY_CHECKPOINT, ids);
  for (const key of keys) delete model[key];
  return readConfig({ model, vision: { json: vision } });
}

describe('what is read', () => {
  test('every value comes from the files', () => {
    expect(read({})).toEqual(TINY_CHECKPOINT);
  });

  test('the released sizes, with the tower told by the whole of CLIP’s configuration', () => {
    const json = {
      model_type: 'clip',
      text_config: { hidden_size: 768 },
      vision_config: {
        hidden_size: 1024,
        intermediate_size: 4096,
        num_hidden_layers: 24,
        num_attention_heads: 16,
        image_size: 336,
        patch_size: 14,
      },
    };
    expect(readConfig({ model: publishedConfig(RELEASED_8B, ids), vision: { json } })).toEqual(RELEASED_8B);
  });

  test('a tower that only its tensors tell of', () => {
    const sizes = { width: 1024, intermediate: 4096, layers: 24, patch: 14, image: 336 };
    expect(readConfig({ model: publishedConfig(RELEASED_8B, ids), vision: { sizes } })).toEqual(RELEASED_8B);
  });

  test.each([
    ['compressor_size', 2, (config: LlavaMiniConfig) => config.compressor.grid, 2],
    ['prefusion_layer_num', 2, (config: LlavaMiniConfig) => config.prefusionLayers, 2],
    ['resolution_ratio', 2, (config: LlavaMiniConfig) => config.resolutionRatio, 2],
    ['mm_vision_select_layer', -1, (config: LlavaMiniConfig) => config.vision.layersRun, 3],
    ['mm_vision_select_layer', -3, (config: LlavaMiniConfig) => config.vision.layersRun, 1],
    ['mm_vision_select_layer', 2, (config: LlavaMiniConfig) => config.vision.layersRun, 2],
    ['head_dim', 48, (config: LlavaMiniConfig) => config.llama.headDim, 48],
    ['head_dim', null, (config: LlavaMiniConfig) => config.llama.headDim, 16],
    ['num_key_value_heads', null, (config: LlavaMiniConfig) => config.llama.kvHeads, 4],
    ['tie_word_embeddings', true, (config: LlavaMiniConfig) => config.tiedEmbeddings, true],
    ['tokenizer_model_max_length', 2048, (config: LlavaMiniConfig) => config.contextTokens, 2048],
    ['tokenizer_model_max_length', 1_000_000, (config: LlavaMiniConfig) => config.contextTokens, 12_288],
    ['tokenizer_model_max_length', 1e30, (config: LlavaMiniConfig) => config.contextTokens, 12_288],
    ['image_aspect_ratio', 'anyres', (config: LlavaMiniConfig) => config.imageAspect, 'crop'],
    ['image_aspect_ratio', null, (config: LlavaMiniConfig) => config.imageAspect, 'crop'],
    ['image_aspect_ratio', 'square', (config: LlavaMiniConfig) => config.imageAspect, 'crop'],
  ])('%s: %j', (key, value, of, expected) => {
    expect(of(read({ [key]: value }))).toBe(expected);
  });

  test.each([
    [
      { rope_type: 'linear', factor: 2 },
      { kind: 'linear', factor: 2 },
    ],
    [
      { type: 'linear', factor: 4 },
      { kind: 'linear', factor: 4 },
    ],
    [{ rope_type: 'default' }, null],
    [null, null],
    [
      {
        rope_type: 'llama3',
        factor: 8,
        low_freq_factor: 1,
        high_freq_factor: 4,
        original_max_position_embeddings: 8192,
      },
      { kind: 'llama3', factor: 8, lowFrequencyFactor: 1, highFrequencyFactor: 4, originalPositions: 8192 },
    ],
  ])('rope_scaling %j', (scaling, expected) => {
    expect(read({ rope_scaling: scaling }).llama.ropeScaling).toEqual(expected);
  });

  test('theta and scaling in one, as newer files have them', () => {
    const rope_parameters = { rope_theta: 1234, rope_type: 'linear', factor: 3 };
    const { llama } = read({ rope_parameters, rope_theta: null, rope_scaling: null });
    expect(llama).toMatchObject({ ropeTheta: 1234, ropeScaling: { kind: 'linear', factor: 3 } });
  });

  test('what the published code takes where a key is missing', () => {
    expect(without('compressor_size').compressor.grid).toBe(2);
    expect(without('prefusion_layer_num').prefusionLayers).toBe(4);
    expect(without('resolution_ratio').resolutionRatio).toBe(1);
    expect(without('mm_vision_select_layer').vision.layersRun).toBe(2);
    expect(without('rope_scaling', 'rope_theta').llama).toMatchObject({
      ropeTheta: 10_000,
      ropeScaling: null,
    });
    expect(without('rms_norm_eps').llama.epsilon).toBe(1e-6);
    expect(without('tokenizer_model_max_length').contextTokens).toBe(12_288);
    expect(without('model_type')).toEqual(TINY_CHECKPOINT);
  });

  test('whether the tower was tuned', () => {
    expect(isTowerTuned(publishedConfig(TINY_CHECKPOINT, ids))).toBe(true);
    expect(isTowerTuned({ ...publishedConfig(TINY_CHECKPOINT, ids), unfreeze_mm_vision_tower: null })).toBe(
      false,
    );
  });

  test('whether it is a LLaVA-Mini', () => {
    expect(isLlavaMini(publishedConfig(TINY_CHECKPOINT, ids))).toBe(true);
    for (const other of [{ model_type: 'llava_llama' }, {}, null, 'llava_mini_llama']) {
      expect(isLlavaMini(other)).toBe(false);
    }
  });
});

describe('what is refused, by key, value and what is supported', () => {
  test.each([
    [{ model_type: 'llava_llama' }, 'model_type: "llava_llama", and only llava_mini_llama'],
    [{ mm_projector_type: 'linear' }, 'mm_projector_type: "linear", and only mlp2x_gelu'],
    [{ mm_vision_select_feature: 'cls_patch' }, 'mm_vision_select_feature: "cls_patch", and only patch'],
    [{ mm_vision_select_layer: -4 }, 'mm_vision_select_layer: -4, and only one of the 3 layers'],
    [{ mm_vision_select_layer: 0 }, 'mm_vision_select_layer: 0,'],
    [{ mm_use_im_start_end: true }, 'mm_use_im_start_end: true, and only false'],
    [{ mm_hidden_size: 32 }, 'mm_hidden_size: 32, and only 64'],
    [{ s2: true }, 's2: true, and only false'],
    [{ hidden_act: 'gelu' }, 'hidden_act: "gelu", and only silu'],
    [{ attention_bias: true }, 'attention_bias: true, and only false'],
    [{ mlp_bias: true }, 'mlp_bias: true, and only false'],
    [{ pretraining_tp: 2 }, 'pretraining_tp: 2, and only 1'],
    [
      { image_aspect_ratio: 'highres' },
      'image_aspect_ratio: "highres", and only pad, square, anyres or null',
    ],
    [{ tokenizer_model_max_length: 0 }, 'tokenizer_model_max_length: 0, where more than 0'],
    [{ max_position_embeddings: 1e30 }, 'max_position_embeddings: 1e+30, where a smaller number'],
    [{ num_key_value_heads: 3 }, 'num_key_value_heads: 3, and only a divisor of 4'],
    [{ head_dim: 15 }, 'head_dim: 15, and only a multiple of 16'],
    [{ head_dim: 24 }, 'head_dim: 24, and only a multiple of 16'],
    [{ head_dim: null, num_attention_heads: 6 }, 'num_attention_heads: 6'],
    [
      { rope_scaling: { rope_type: 'yarn', factor: 2 } },
      'rope_scaling.rope_type: "yarn", and only llama3, linear',
    ],
    [{ rope_scaling: { rope_type: 'llama3', factor: 8 } }, 'rope_scaling lacks low_freq_factor'],
    [{ rope_scaling: { rope_type: 'linear', factor: 0 } }, 'rope_scaling says factor: 0, where more than 0'],
    [{ compressor_size: 0 }, 'compressor_size: 0, where more than 0'],
    [{ resolution_ratio: 1.5 }, 'resolution_ratio: 1.5, where a whole number'],
    [{ hidden_size: 'wide' }, 'hidden_size: "wide", where a number'],
    [{ vocab_size: undefined }, 'lacks vocab_size'],
  ])('%j', (change, message) => {
    expect(() => read(change)).toThrow(expect.objectContaining({ code: 'CheckpointUnusable' }));
    expect(() => read(change)).toThrow(message);
  });

  test.each([
    [{ hidden_act: 'relu' }, 'hidden_act of the vision tower: "relu", and only quick_gelu or gelu'],
    [{ num_channels: 1 }, 'num_channels: 1, and only 3'],
    [{ num_attention_heads: 5 }, 'num_attention_heads of the vision tower: 5, and only a divisor of 64'],
    [{ patch_size: 7 }, 'patch_size of the vision tower: 7, and only a divisor of 32'],
    [{ hidden_size: 36, num_attention_heads: 4 }, 'hidden_size'],
  ])('tower %j', (change, message) => {
    expect(() => read({ mm_hidden_size: null }, change)).toThrow(message);
  });

  test('no configuration at all', () => {
    expect(() => readConfig({ model: [], vision: { json: vision } })).toThrow(
      'config.json is not a configuration',
    );
  });
});
