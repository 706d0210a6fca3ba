import type { WeightSource } from '../../../formats/weight-source';
import type { LlavaMiniConfig } from '../types';

/** A whole LLaVA-Mini in miniature, for tests. */
export const TINY: LlavaMiniConfig = {
  llama: {
    hidden: 64,
    headDim: 16,
    heads: 4,
    kvHeads: 2,
    intermediate: 128,
    layers: 3,
    vocab: 100,
    epsilon: 1e-5,
    ropeTheta: 500_000,
    ropeScaling: null,
    maxPositions: 512,
  },
  prefusionLayers: 4,
  vision: {
    width: 64,
    heads: 4,
    intermediate: 128,
    layers: 5,
    layersRun: 4,
    patch: 8,
    image: 32,
    epsilon: 1e-5,
    activation: 'quick_gelu',
  },
  compressor: { grid: 1, heads: 8 },
  resolutionRatio: 1,
  contextTokens: 512,
  imageAspect: 'pad',
  tiedEmbeddings: false,
};

/** Shapes of all tensors of a checkpoint by their published names, in the published order. */
export function publishedShapes(config: LlavaMiniConfig): Map<string, readonly number[]> {
  const { llama } = config;
  const shapes = new Map<string, readonly number[]>();
  shapes.set('model.embed_tokens.weight', [llama.vocab, llama.hidden]);
  for (let layer = 0; layer < llama.layers; layer++) decoderShapes(shapes, llama, `model.layers.${layer}.`);
  shapes.set('model.norm.weight', [llama.hidden]);
  for (let layer = 0; layer < config.prefusionLayers; layer++) {
    decoderShapes(shapes, llama, `model.prefusion_layers.${layer}.`);
  }
  towerShapes(shapes, config);
  compressorShapes(shapes, config);
  shapes.set('model.mm_projector.0.weight', [llama.hidden, config.vision.width]);
  shapes.set('model.mm_projector.0.bias', [llama.hidden]);
  shapes.set('model.mm_projector.2.weight', [llama.hidden, llama.hidden]);
  shapes.set('model.mm_projector.2.bias', [llama.hidden]);
  if (!config.tiedEmbeddings) shapes.set('lm_head.weight', [llama.vocab, llama.hidden]);
  return shapes;
}

type Shapes = Map<string, readonly number[]>;

function decoderShapes(shapes: Shapes, llama: LlavaMiniConfig['llama'], name: string): void {
  const { hidden, intermediate } = llama;
  const [queries, keys] = [llama.heads * llama.headDim, llama.kvHeads * llama.headDim];
  shapes.set(`${name}input_layernorm.weight`, [hidden]);
  shapes.set(`${name}self_attn.q_proj.weight`, [queries, hidden]);
  shapes.set(`${name}self_attn.k_proj.weight`, [keys, hidden]);
  shapes.set(`${name}self_attn.v_proj.weight`, [keys, hidden]);
  shapes.set(`${name}self_attn.o_proj.weight`, [hidden, queries]);
  shapes.set(`${name}post_attention_layernorm.weight`, [hidden]);
  shapes.set(`${name}mlp.gate_proj.weight`, [intermediate, hidden]);
  shapes.set(`${name}mlp.up_proj.weight`, [intermediate, hidden]);
  shapes.set(`${name}mlp.down_proj.weight`, [hidden, intermediate]);
}

function towerShapes(shapes: Shapes, { vision }: LlavaMiniConfig): void {
  const { width, intermediate, patch } = vision;
  const tower = 'model.vision_tower.vision_tower.vision_model.';
  const linear = (name: string, outputs: number, inputs: number) => {
    shapes.set(`${name}.weight`, [outputs, inputs]);
    shapes.set(`${name}.bias`, [outputs]);
  };
  const norm = (name: string) => {
    shapes.set(`${name}.weight`, [width]);
    shapes.set(`${name}.bias`, [width]);
  };
  shapes.set(`${tower}embeddings.class_embedding`, [width]);
  shapes.set(`${tower}embeddings.patch_embedding.weight`, [width, 3, patch, patch]);
  shapes.set(`${tower}embeddings.position_embedding.weight`, [(vision.image / patch) ** 2 + 1, width]);
  norm(`${tower}pre_layrnorm`);
  for (let layer = 0; layer < vision.layers; layer++) {
    const name = `${tower}encoder.layers.${layer}.`;
    for (const one of ['q', 'k', 'v', 'out']) linear(`${name}self_attn.${one}_proj`, width, width);
    norm(`${name}layer_norm1`);
    linear(`${name}mlp.fc1`, intermediate, width);
    linear(`${name}mlp.fc2`, width, intermediate);
    norm(`${name}layer_norm2`);
  }
  norm(`${tower}post_layernorm`);
}

function compressorShapes(shapes: Shapes, { vision, compressor }: LlavaMiniConfig): void {
  const { width } = vision;
  const name = 'model.compressor.';
  shapes.set(`${name}query`, [compressor.grid ** 2, width]);
  shapes.set(`${name}pos_embed`, [compressor.grid ** 2, width]);
  shapes.set(`${name}attn.in_proj_weight`, [3 * width, width]);
  shapes.set(`${name}attn.in_proj_bias`, [3 * width]);
  shapes.set(`${name}attn.out_proj.weight`, [width, width]);
  shapes.set(`${name}attn.out_proj.bias`, [width]);
  for (const one of ['ln_q', 'ln_kv']) {
    shapes.set(`${name}${one}.weight`, [width]);
    shapes.set(`${name}${one}.bias`, [width]);
  }
}

/**
 * Random weights in the published names and shapes. The same seed gives the same numbers, whichever part is read first
 * and in whatever pieces.
 */
export function madeUpWeights(config: LlavaMiniConfig, seed: number): WeightSource {
  const shapes = publishedShapes(config);
  const seeds = new Map([...shapes.keys()].map((name, i) => [name, seed * 100_003 + i * 7_919]));
  const shape = (name: string) => {
    const found = shapes.get(name);
    if (!found) throw new Error(`${name} is not in the made-up checkpoint`);
    return found;
  };
  return {
    has: (name) => shapes.has(name),
    shape,
    async read(name, from = 0, to = shape(name)[0]) {
      const [, ...rest] = shape(name);
      const size = rest.reduce((product, one) => product * one, 1);
      const { mean, deviation } = spread(name, shape(name));
      const first = from * size;
      const values = new Float32Array(((to ?? 0) - from) * size);
      const start = seeds.get(name) ?? 0;
      for (let i = 0; i < values.length; i++) values[i] = mean + deviation * unit(start, first + i);
      return values;
    },
  };
}

/** Around which number and how far weights lie, so that values keep their size from layer to layer. */
function spread(name: string, shape: readonly number[]): { mean: number; deviation: number } {
  if (/(norm|ln_q|ln_kv)[^.]*\d?\.weight$/.test(name)) return { mean: 1, deviation: 0.1 };
  if (/embed_tokens|class_embedding|position_embedding|query|pos_embed/.test(name)) {
    return { mean: 0, deviation: 1 };
  }
  if (shape.length === 1) return { mean: 0, deviation: 0.1 };
  const inputs = shape.slice(1).reduce((product, size) => product * size, 1);
  return { mean: 0, deviation: 1 / Math.sqrt(inputs) };
}

/** A number of mean 0 and deviation 1 for an index: two uniform ones, so at most 2.45 away from 0. */
function unit(seed: number, index: number): number {
  const bits = scramble(seed ^ Math.imul(index + 1, 0x9e3779b1));
  const low = bits & 0xffff;
  const high = bits >>> 16;
  return ((low + high) / 65_535 - 1) * Math.sqrt(6);
}

/** Every bit of the result depends on every bit of the input (murmur3's last step). */
function scramble(value: number): number {
  let bits = value;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
