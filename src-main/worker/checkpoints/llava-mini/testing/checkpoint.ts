/// <reference lib="esnext.float16" />
import { type FileHandle, mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { INDEX_FILE, SINGLE_FILE } from '../../../formats/safetensors/checkpoint';
import { WEIGHT_BYTES, type WeightType } from '../../../formats/safetensors/header';
import { VISION_FOLDER } from '../source';
import { TOWER, tensorShapes } from '../tensors';
import type { LlavaMiniConfig, RopeScaling } from '../types';
import { makeTokenizer } from './tokenizer';

/** As small as all parts of the model allow: for tests. */
export const TINY_CHECKPOINT: LlavaMiniConfig = {
  llama: {
    hidden: 64,
    headDim: 16,
    heads: 4,
    kvHeads: 2,
    intermediate: 128,
    layers: 3,
    vocab: 384,
    epsilon: 1e-5,
    ropeTheta: 500_000,
    ropeScaling: {
      kind: 'llama3',
      factor: 8,
      lowFrequencyFactor: 1,
      highFrequencyFactor: 4,
      originalPositions: 64,
    },
    maxPositions: 12_288,
  },
  prefusionLayers: 4,
  vision: {
    width: 64,
    heads: 4,
    intermediate: 128,
    layers: 3,
    layersRun: 2,
    patch: 8,
    image: 32,
    epsilon: 1e-5,
    activation: 'quick_gelu',
  },
  compressor: { grid: 1, heads: 8 },
  resolutionRatio: 1,
  contextTokens: 8192,
  imageAspect: 'pad',
  tiedEmbeddings: false,
};

export interface MakeOptions {
  readonly type?: WeightType;
  /** Where the vision tower's is another, as the released checkpoint has its own in F32 beside BF16. */
  readonly towerType?: WeightType;
  /** Files of weights; 1 is a single file without an index. */
  readonly shards?: number;
  /** Leaves the vision tower out of the checkpoint and puts it into `vision/`, as CLIP is published. */
  readonly towerApart?: boolean;
  readonly seed?: number;
  readonly onBytes?: (bytes: number) => void;
}

/** In the names of all of the tower's tensors, in the checkpoint and apart. */
const TOWER_MODEL = 'vision_model.';

type Tensor = readonly [name: string, shape: readonly number[]];

/** Writes a checkpoint with random weights as LLaVA-Mini is published: shards, index, configuration, tokenizer. */
export async function makeCheckpoint(
  dir: string,
  config: LlavaMiniConfig,
  {
    type = 'BF16',
    towerType = type,
    shards = 1,
    towerApart = false,
    seed = 1,
    onBytes = () => {},
  }: MakeOptions = {},
): Promise<void> {
  await mkdir(dir, { recursive: true });
  const all = publishedTensors(config);
  const typeOf = (name: string) => (name.includes(TOWER_MODEL) ? towerType : type);
  const numbers = new RandomNumbers(typeOf, seed, Math.max(...all.map(([, shape]) => elements(shape))));
  const inTower = ([name]: Tensor) => name.startsWith(TOWER);
  const main = towerApart ? all.filter((tensor) => !inTower(tensor)) : all;
  await writeShards(dir, main, shards, numbers, onBytes);
  if (towerApart) {
    const vision = join(dir, VISION_FOLDER);
    await mkdir(vision, { recursive: true });
    const tower = all.filter(inTower).map(([name, shape]): Tensor => [name.slice(TOWER.length), shape]);
    await writeTensors(join(vision, SINGLE_FILE), tower, numbers, onBytes);
    await writeJson(vision, 'config.json', { model_type: 'clip', vision_config: publishedVision(config) });
  } else {
    await writeJson(dir, 'vision_config.json', publishedVision(config));
  }
  const tokenizer = makeTokenizer(config.llama.vocab);
  await writeJson(dir, 'tokenizer.json', tokenizer.tokenizer);
  await writeJson(dir, 'tokenizer_config.json', tokenizer.config);
  await writeJson(dir, 'config.json', publishedConfig(config, { ...tokenizer, tuned: !towerApart }));
  await writeJson(dir, 'generation_config.json', {
    bos_token_id: tokenizer.bos,
    eos_token_id: tokenizer.stop,
  });
}

/** Also those that are published and never computed with: the tower's last layer and what follows it. */
function publishedTensors(config: LlavaMiniConfig): Tensor[] {
  const { vision } = config;
  const shapes = tensorShapes({ ...config, vision: { ...vision, layersRun: vision.layers } });
  const last: Tensor[] = ['weight', 'bias'].map((name) => [
    `${TOWER}vision_model.post_layernorm.${name}`,
    [vision.width],
  ]);
  return [...shapes, ...last];
}

/** config.json as it is published for such a model. */
export function publishedConfig(
  config: LlavaMiniConfig,
  { bos, stop, tuned }: { readonly bos: number; readonly stop: readonly number[]; readonly tuned: boolean },
): Record<string, unknown> {
  const { llama, vision } = config;
  return {
    architectures: ['LlavaMiniLlamaForCausalLM'],
    attention_bias: false,
    bos_token_id: bos,
    compressor_size: config.compressor.grid,
    eos_token_id: stop,
    head_dim: llama.headDim,
    hidden_act: 'silu',
    hidden_size: llama.hidden,
    image_aspect_ratio: config.imageAspect === 'pad' ? 'pad' : 'square',
    intermediate_size: llama.intermediate,
    max_position_embeddings: llama.maxPositions,
    mlp_bias: false,
    mm_hidden_size: vision.width,
    mm_patch_merge_type: 'flat',
    mm_projector_type: 'mlp2x_gelu',
    mm_use_im_patch_token: false,
    mm_use_im_start_end: false,
    mm_vision_select_feature: 'patch',
    mm_vision_select_layer: vision.layersRun - vision.layers - 1,
    mm_vision_tower: 'openai/clip-vit-large-patch14-336',
    model_type: 'llava_mini_llama',
    num_attention_heads: llama.heads,
    num_hidden_layers: llama.layers,
    num_key_value_heads: llama.kvHeads,
    prefusion_layer_num: config.prefusionLayers,
    pretraining_tp: 1,
    resolution_ratio: config.resolutionRatio,
    rms_norm_eps: llama.epsilon,
    rope_scaling: publishedRope(llama.ropeScaling),
    rope_theta: llama.ropeTheta,
    tie_word_embeddings: config.tiedEmbeddings,
    tokenizer_model_max_length: config.contextTokens,
    torch_dtype: 'bfloat16',
    unfreeze_mm_vision_tower: tuned,
    use_mm_proj: true,
    vocab_size: llama.vocab,
  };
}

function publishedRope(scaling: RopeScaling | null): unknown {
  switch (scaling?.kind) {
    case undefined:
      return null;
    case 'linear':
      return { rope_type: 'linear', factor: scaling.factor };
    case 'llama3':
      return {
        rope_type: 'llama3',
        factor: scaling.factor,
        low_freq_factor: scaling.lowFrequencyFactor,
        high_freq_factor: scaling.highFrequencyFactor,
        original_max_position_embeddings: scaling.originalPositions,
      };
  }
}

function publishedVision({ vision }: LlavaMiniConfig): Record<string, unknown> {
  return {
    hidden_act: vision.activation,
    hidden_size: vision.width,
    image_size: vision.image,
    intermediate_size: vision.intermediate,
    layer_norm_eps: vision.epsilon,
    model_type: 'clip_vision_model',
    num_attention_heads: vision.heads,
    num_channels: 3,
    num_hidden_layers: vision.layers,
    patch_size: vision.patch,
  };
}

/** Shards of about equal size, tensors in their order. */
async function writeShards(
  dir: string,
  tensors: readonly Tensor[],
  shards: number,
  numbers: RandomNumbers,
  onBytes: (bytes: number) => void,
): Promise<void> {
  if (shards === 1) return writeTensors(join(dir, SINGLE_FILE), tensors, numbers, onBytes);
  const total = tensors.reduce((sum, [, shape]) => sum + elements(shape), 0);
  const bytes = tensors.reduce((sum, tensor) => sum + numbers.bytesOf(tensor), 0);
  const parts: Tensor[][] = Array.from({ length: shards }, () => []);
  let before = 0;
  for (const tensor of tensors) {
    parts[Math.min(shards - 1, Math.floor((before * shards) / total))]?.push(tensor);
    before += elements(tensor[1]);
  }
  const placed: [string, string][] = [];
  for (const [index, part] of parts.entries()) {
    const number = (n: number) => String(n).padStart(5, '0');
    const file = `model-${number(index + 1)}-of-${number(shards)}.safetensors`;
    await writeTensors(join(dir, file), part, numbers, onBytes);
    placed.push(...part.map(([name]): [string, string] => [name, file]));
  }
  await writeJson(dir, INDEX_FILE, {
    metadata: { total_size: bytes },
    weight_map: Object.fromEntries(placed),
  });
}

async function writeTensors(
  path: string,
  tensors: readonly Tensor[],
  numbers: RandomNumbers,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const header: Record<string, unknown> = { __metadata__: { format: 'pt' } };
  let end = 0;
  for (const [name, shape] of tensors) {
    const bytes = numbers.bytesOf([name, shape]);
    header[name] = { dtype: numbers.typeOf(name), shape, data_offsets: [end, end + bytes] };
    end += bytes;
  }
  const json = Buffer.from(JSON.stringify(header));
  // Filled up with blanks, so that the tensors start at a multiple of 8.
  const text = Buffer.concat([json, Buffer.alloc((8 - (json.length % 8)) % 8, ' ')]);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  const file = await open(path, 'w');
  try {
    await file.writeFile(Buffer.concat([length, text]));
    for (const [name, shape] of tensors) await writeTensor(file, name, shape, numbers, onBytes);
  } finally {
    await file.close();
  }
}

async function writeTensor(
  file: FileHandle,
  name: string,
  shape: readonly number[],
  numbers: RandomNumbers,
  onBytes: (bytes: number) => void,
): Promise<void> {
  for (const piece of numbers.pieces(name, shape)) {
    await file.writeFile(piece);
    onBytes(piece.length);
  }
}

/** Numbers that are drawn at most: large tensors repeat them from a place of their own, so that writing is all it takes. */
const MOST_DRAWN = 1 << 21;

class RandomNumbers {
  readonly #normal: Float32Array;
  readonly #scaled = new Map<string, Uint8Array>();
  #next: number;

  constructor(
    readonly typeOf: (name: string) => WeightType,
    seed: number,
    /** Elements of the largest tensor. */
    largest: number,
  ) {
    this.#next = seed >>> 0 || 1;
    this.#normal = Float32Array.from({ length: Math.min(MOST_DRAWN, 2 * largest) }, () => this.#draw());
  }

  bytesOf([name, shape]: Tensor): number {
    return elements(shape) * WEIGHT_BYTES[this.typeOf(name)];
  }

  /** The bytes of a tensor, at a scale with which every layer keeps the size of what goes through it. */
  *pieces(name: string, shape: readonly number[]): Generator<Uint8Array> {
    const type = this.typeOf(name);
    let left = this.bytesOf([name, shape]);
    if (name.endsWith('pos_embed')) {
      yield encode(type, positions(Math.sqrt(shape[0] as number), shape[1] as number));
      return;
    }
    const bytes = this.#at(type, ...scaleOf(name, shape));
    let from = Math.floor(this.#uniform() * this.#normal.length) * WEIGHT_BYTES[type];
    while (left > 0) {
      const piece = bytes.subarray(from, Math.min(bytes.length, from + left));
      yield piece;
      left -= piece.length;
      from = 0;
    }
  }

  #at(type: WeightType, mean: number, deviation: number): Uint8Array {
    const key = `${type} ${mean} ${deviation}`;
    let bytes = this.#scaled.get(key);
    if (!bytes) {
      bytes = encode(
        type,
        this.#normal.map((value) => mean + deviation * value),
      );
      this.#scaled.set(key, bytes);
    }
    return bytes;
  }

  /** Normally distributed: the sum of twelve even draws is, nearly. */
  #draw(): number {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += this.#uniform();
    return sum;
  }

  /** 0..1 (xorshift32). */
  #uniform(): number {
    let x = this.#next;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#next = x >>> 0;
    return this.#next / 2 ** 32;
  }
}

/** Mean and deviation of a tensor's numbers. */
function scaleOf(name: string, shape: readonly number[]): [mean: number, deviation: number] {
  if (/norm|ln_/.test(name)) return [name.endsWith('weight') ? 1 : 0, 0.1];
  if (name.endsWith('bias')) return [0, 0.1];
  if (/embed_tokens|query|class_embedding|position_embedding/.test(name)) return [0, 1];
  const inputs = elements(shape.slice(1));
  return [0, (name.includes('lm_head') ? 3 : 1) / Math.sqrt(inputs)];
}

/** [grid², width]: sines and cosines of the column in the first half of a row, of its row in the second. */
function positions(grid: number, width: number): Float32Array {
  const quarter = width / 4;
  const values = new Float32Array(grid * grid * width);
  for (let place = 0; place < grid * grid; place++) {
    for (let i = 0; i < quarter; i++) {
      const rate = 1 / 10_000 ** (i / quarter);
      for (const [half, at] of [place % grid, Math.floor(place / grid)].entries()) {
        const start = place * width + half * 2 * quarter + i;
        values[start] = Math.sin(at * rate);
        values[start + quarter] = Math.cos(at * rate);
      }
    }
  }
  return values;
}

function encode(type: WeightType, values: Float32Array): Uint8Array {
  switch (type) {
    case 'F32':
      return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    case 'F16': {
      const halves = new Float16Array(values.length);
      halves.set(values);
      return new Uint8Array(halves.buffer);
    }
    case 'BF16': {
      const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
      // To nearest, ties to even.
      const halves = Uint16Array.from(bits, (x) => (x + 0x7fff + ((x >>> 16) & 1)) >>> 16);
      return new Uint8Array(halves.buffer);
    }
  }
}

function elements(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

async function writeJson(dir: string, file: string, value: unknown): Promise<void> {
  await writeFile(join(dir, file), `${JSON.stringify(value, null, 1)}\n`);
}
