import { z } from 'zod';
import { unusable } from '../../../base/packs/errors';
import type { LlamaShape, LlavaMiniConfig, RopeScaling, VisionShape } from './types';

const whole = z.number().int().positive();
const some = z.number().positive();

/** What of config.json matters. What is absent is what transformers and the published code take then. */
const published = z.object({
  model_type: z.string().optional(),
  hidden_size: whole,
  intermediate_size: whole,
  num_hidden_layers: whole,
  num_attention_heads: whole,
  num_key_value_heads: whole.nullish(),
  head_dim: whole.nullish(),
  vocab_size: whole,
  hidden_act: z.string().default('silu'),
  rms_norm_eps: some.default(1e-6),
  rope_theta: some.nullish(),
  rope_scaling: z.record(z.string(), z.unknown()).nullish(),
  /** Newer versions of transformers put both into one. */
  rope_parameters: z.record(z.string(), z.unknown()).nullish(),
  max_position_embeddings: whole.default(2048),
  tie_word_embeddings: z.boolean().default(false),
  attention_bias: z.boolean().default(false),
  mlp_bias: z.boolean().default(false),
  pretraining_tp: z.number().default(1),

  mm_vision_tower: z.string().nullish(),
  mm_hidden_size: whole.nullish(),
  mm_vision_select_layer: z.number().int().default(-2),
  mm_vision_select_feature: z.string().default('patch'),
  mm_projector_type: z.string().default('linear'),
  mm_use_im_start_end: z.boolean().default(false),
  unfreeze_mm_vision_tower: z.boolean().nullish(),
  s2: z.boolean().nullish(),
  compressor_size: whole.default(2),
  prefusion_layer_num: whole.default(4),
  resolution_ratio: whole.default(1),
  image_aspect_ratio: z.string().nullish(),
  /** Both also 1e30, which transformers writes for "no limit". */
  tokenizer_model_max_length: some.nullish(),
  max_sequence_length: some.nullish(),
});
type Published = z.infer<typeof published>;

/** A CLIP vision tower's own configuration; absent values are CLIPVisionConfig's. */
const publishedVision = z.object({
  hidden_size: whole.default(768),
  intermediate_size: whole.default(3072),
  num_hidden_layers: whole.default(12),
  num_attention_heads: whole.default(12),
  num_channels: z.number().default(3),
  image_size: whole.default(224),
  patch_size: whole.default(32),
  hidden_act: z.string().default('quick_gelu'),
  layer_norm_eps: some.default(1e-5),
});

/** What the sizes of a vision tower's tensors tell of it, where nothing else does. */
export type TowerSizes = Pick<VisionShape, 'width' | 'intermediate' | 'layers' | 'patch' | 'image'>;

/** The model's and the tower's configuration, as read from JSON, or the tower's sizes where it has none. */
export interface ConfigSources {
  readonly model: unknown;
  readonly vision: { readonly json: unknown } | { readonly sizes: TowerSizes };
}

/** Whether config.json is that of a LLaVA-Mini at all. */
export function isLlavaMini(model: unknown): boolean {
  const named = z.object({ model_type: z.string() }).safeParse(model);
  return named.success && named.data.model_type === 'llava_mini_llama';
}

/** The reference's compressor has this many heads, whatever config.json says. */
const COMPRESSOR_HEADS = 8;
/** CLIP's heads are this wide in every size that is published: what to assume where only tensors are there. */
const CLIP_HEAD = 64;

/**
 * Reads a published config.json.
 * @throws CheckpointUnusable naming the key, its value and what is supported
 */
export function readConfig(sources: ConfigSources): LlavaMiniConfig {
  const config = parse(published, sources.model, 'config.json');
  refuseUnsupported(config);
  const vision = visionShape(config, sources.vision);
  const llama = llamaShape(config);
  if (config.mm_hidden_size && config.mm_hidden_size !== vision.width) {
    unsupported('mm_hidden_size', config.mm_hidden_size, `${vision.width}, the width of its vision tower`);
  }
  if (vision.width % COMPRESSOR_HEADS !== 0 || vision.width % 4 !== 0) {
    unsupported('hidden_size of the vision tower', vision.width, `a multiple of ${COMPRESSOR_HEADS}`);
  }
  return {
    llama,
    prefusionLayers: config.prefusion_layer_num,
    vision,
    compressor: { grid: config.compressor_size, heads: COMPRESSOR_HEADS },
    resolutionRatio: config.resolution_ratio,
    contextTokens: contextOf(config, llama.maxPositions),
    imageAspect: config.image_aspect_ratio === 'pad' ? 'pad' : 'crop',
    tiedEmbeddings: config.tie_word_embeddings,
  };
}

function contextOf(config: Published, positions: number): number {
  const said = config.tokenizer_model_max_length ?? config.max_sequence_length ?? positions;
  return Math.max(1, Math.floor(Math.min(said, positions)));
}

/** Whether still pictures were shown to the model as tiles of their own, which is not done here. Frames of films never are. */
export function hasPictureTiles(model: unknown): boolean {
  return parse(published, model, 'config.json').image_aspect_ratio === 'anyres';
}

/** Whether the model's authors trained the vision tower further: only then the published code takes the checkpoint's. */
export function isTowerTuned(model: unknown): boolean {
  return parse(published, model, 'config.json').unfreeze_mm_vision_tower === true;
}

function refuseUnsupported(config: Published): void {
  const only = <Key extends keyof Published>(
    key: Key,
    supported: readonly Published[Key][],
    words?: string,
  ) => {
    if (!supported.includes(config[key])) unsupported(key, config[key], words ?? supported.join(' or '));
  };
  only('model_type', ['llava_mini_llama', undefined], 'llava_mini_llama');
  only('hidden_act', ['silu']);
  only('attention_bias', [false]);
  only('mlp_bias', [false]);
  only('pretraining_tp', [1]);
  only('mm_projector_type', ['mlp2x_gelu']);
  only('mm_vision_select_feature', ['patch']);
  only('mm_use_im_start_end', [false]);
  only('s2', [false, null, undefined], 'false');
  only('image_aspect_ratio', ['pad', 'square', 'anyres', null, undefined], 'pad, square, anyres or null');
}

function llamaShape(config: Published): LlamaShape {
  const { hidden_size: hidden, num_attention_heads: heads } = config;
  const kvHeads = config.num_key_value_heads ?? heads;
  if (heads % kvHeads !== 0) unsupported('num_key_value_heads', kvHeads, `a divisor of ${heads}`);
  if (!config.head_dim && hidden % heads !== 0) {
    unsupported('num_attention_heads', heads, `a divisor of ${hidden}, where there is no head_dim`);
  }
  const headDim = config.head_dim ?? hidden / heads;
  // Rotary positions turn pairs; the attention kernel takes heads that it turns in sixteens.
  if (headDim % 16 !== 0) unsupported('head_dim', headDim, 'a multiple of 16');
  const { theta, scaling } = rope(config);
  return {
    hidden,
    headDim,
    heads,
    kvHeads,
    intermediate: config.intermediate_size,
    layers: config.num_hidden_layers,
    vocab: config.vocab_size,
    epsilon: config.rms_norm_eps,
    ropeTheta: theta,
    ropeScaling: scaling,
    maxPositions: config.max_position_embeddings,
  };
}

const linearRope = z.object({ factor: some });
const llama3Rope = z.object({
  factor: some,
  low_freq_factor: some,
  high_freq_factor: some,
  original_max_position_embeddings: whole,
});

function rope(config: Published): { readonly theta: number; readonly scaling: RopeScaling | null } {
  const key = config.rope_parameters ? 'rope_parameters' : 'rope_scaling';
  const values = config.rope_parameters ?? config.rope_scaling ?? {};
  const stated = parse(z.object({ rope_theta: some.nullish() }), values, `config.json: ${key}`);
  return {
    theta: stated.rope_theta ?? config.rope_theta ?? 10_000,
    scaling: ropeScaling(key, values),
  };
}

function ropeScaling(key: string, values: Record<string, unknown>): RopeScaling | null {
  // Older files call it `type`.
  const kind = values.rope_type ?? values.type ?? 'default';
  switch (kind) {
    case 'default':
      return null;
    case 'linear': {
      const { factor } = parse(linearRope, values, `config.json: ${key}`);
      return { kind: 'linear', factor };
    }
    case 'llama3': {
      const scaling = parse(llama3Rope, values, `config.json: ${key}`);
      const { low_freq_factor: low, high_freq_factor: high } = scaling;
      if (high <= low) unsupported(`${key}.high_freq_factor`, high, `more than low_freq_factor, ${low}`);
      return {
        kind: 'llama3',
        factor: scaling.factor,
        lowFrequencyFactor: low,
        highFrequencyFactor: high,
        originalPositions: scaling.original_max_position_embeddings,
      };
    }
    default:
      return unsupported(`${key}.rope_type`, kind, 'llama3, linear or default');
  }
}

function visionShape(config: Published, source: ConfigSources['vision']): VisionShape {
  const layersRun = (layers: number): number => {
    // hidden_states has the embeddings first, so that its entry n is what n layers give.
    const chosen = config.mm_vision_select_layer;
    const run = chosen < 0 ? layers + 1 + chosen : chosen;
    if (run < 1 || run > layers) {
      unsupported('mm_vision_select_layer', chosen, `one of the ${layers} layers of the vision tower`);
    }
    return run;
  };
  if ('sizes' in source) {
    const { sizes } = source;
    return {
      ...sizes,
      heads: Math.max(1, Math.round(sizes.width / CLIP_HEAD)),
      layersRun: layersRun(sizes.layers),
      epsilon: 1e-5,
      activation: 'quick_gelu',
    };
  }
  const vision = parse(publishedVision, towerConfig(source.json), 'config.json of the vision tower');
  if (vision.num_channels !== 3) unsupported('num_channels', vision.num_channels, '3');
  if (vision.hidden_size % vision.num_attention_heads !== 0) {
    unsupported(
      'num_attention_heads of the vision tower',
      vision.num_attention_heads,
      `a divisor of ${vision.hidden_size}`,
    );
  }
  const activation = vision.hidden_act;
  if (activation !== 'quick_gelu' && activation !== 'gelu') {
    return unsupported('hidden_act of the vision tower', activation, 'quick_gelu or gelu');
  }
  if (vision.image_size % vision.patch_size !== 0) {
    unsupported('patch_size of the vision tower', vision.patch_size, `a divisor of ${vision.image_size}`);
  }
  return {
    width: vision.hidden_size,
    heads: vision.num_attention_heads,
    intermediate: vision.intermediate_size,
    layers: vision.num_hidden_layers,
    layersRun: layersRun(vision.num_hidden_layers),
    patch: vision.patch_size,
    image: vision.image_size,
    epsilon: vision.layer_norm_eps,
    activation,
  };
}

/** A whole CLIP's configuration has the tower's within it. */
function towerConfig(json: unknown): unknown {
  const whole = z.object({ vision_config: z.record(z.string(), z.unknown()) }).safeParse(json);
  return whole.success ? whole.data.vision_config : json;
}

function parse<Schema extends z.ZodType>(schema: Schema, json: unknown, where: string): z.infer<Schema> {
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  const key = issue?.path.join('.') ?? '';
  if (key === '') throw unusable(`${where} is not a configuration`);
  const value = issue?.path.reduce<unknown>(
    (inner, part) => (inner as Record<PropertyKey, unknown> | undefined)?.[part],
    json,
  );
  throw unusable(
    value === undefined
      ? `${where} lacks ${key}`
      : `${where} says ${key}: ${JSON.stringify(value)}, where ${expectation(issue)} is expected`,
  );
}

function expectation(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === 'too_small') return `more than ${issue.minimum}`;
  if (issue?.code === 'too_big') return 'a smaller number';
  if (issue?.code !== 'invalid_type') return 'another value';
  return (
    { int: 'a whole number', number: 'a number', boolean: 'true or false' }[issue.expected as string] ??
    `a ${issue.expected}`
  );
}

function unsupported(key: string, value: unknown, supported: string): never {
  throw unusable(
    `its configuration says ${key}: ${JSON.stringify(value)}, and only ${supported} is supported`,
    'Choose another model, or look for a newer version of Longtake.',
  );
}
