import { unusable } from '../../../base/packs/errors';
import type { WeightSource } from '../../formats/weight-source';
import type { TowerSizes } from './config';
import type { LlamaShape, LlavaMiniConfig, VisionShape } from './types';

/** Where the published checkpoint keeps its vision tower. */
export const TOWER = 'model.vision_tower.vision_tower.';

type Shapes = Map<string, readonly number[]>;

/** Every tensor that a LLaVA-Mini of this configuration computes with, by its published name, with its shape. */
export function tensorShapes(config: LlavaMiniConfig): ReadonlyMap<string, readonly number[]> {
  const { llama, vision, compressor } = config;
  const { width } = vision;
  const shapes: Shapes = new Map();
  shapes.set('model.embed_tokens.weight', [llama.vocab, llama.hidden]);
  addDecoder(shapes, 'model.layers.', llama, llama.layers);
  shapes.set('model.norm.weight', [llama.hidden]);
  if (!config.tiedEmbeddings) shapes.set('lm_head.weight', [llama.vocab, llama.hidden]);
  addDecoder(shapes, 'model.prefusion_layers.', llama, config.prefusionLayers);
  addTower(shapes, vision);
  const queries = compressor.grid ** 2;
  for (const name of ['query', 'pos_embed']) shapes.set(`model.compressor.${name}`, [queries, width]);
  addLinear(shapes, 'model.compressor.attn.out_proj', width, width);
  shapes.set('model.compressor.attn.in_proj_weight', [3 * width, width]);
  shapes.set('model.compressor.attn.in_proj_bias', [3 * width]);
  addNorm(shapes, 'model.compressor.ln_q', width);
  addNorm(shapes, 'model.compressor.ln_kv', width);
  addLinear(shapes, 'model.mm_projector.0', llama.hidden, width);
  addLinear(shapes, 'model.mm_projector.2', llama.hidden, llama.hidden);
  return shapes;
}

function addDecoder(shapes: Shapes, prefix: string, llama: LlamaShape, layers: number): void {
  const { hidden, headDim, heads, kvHeads, intermediate } = llama;
  for (let layer = 0; layer < layers; layer++) {
    const at = `${prefix}${layer}.`;
    shapes.set(`${at}input_layernorm.weight`, [hidden]);
    shapes.set(`${at}self_attn.q_proj.weight`, [heads * headDim, hidden]);
    shapes.set(`${at}self_attn.k_proj.weight`, [kvHeads * headDim, hidden]);
    shapes.set(`${at}self_attn.v_proj.weight`, [kvHeads * headDim, hidden]);
    shapes.set(`${at}self_attn.o_proj.weight`, [hidden, heads * headDim]);
    shapes.set(`${at}post_attention_layernorm.weight`, [hidden]);
    shapes.set(`${at}mlp.gate_proj.weight`, [intermediate, hidden]);
    shapes.set(`${at}mlp.up_proj.weight`, [intermediate, hidden]);
    shapes.set(`${at}mlp.down_proj.weight`, [hidden, intermediate]);
  }
}

/** The layers that are run: what stands behind them may be missing. */
function addTower(shapes: Shapes, vision: VisionShape): void {
  const { width, intermediate, patch, image } = vision;
  const at = `${TOWER}vision_model.`;
  shapes.set(`${at}embeddings.class_embedding`, [width]);
  shapes.set(`${at}embeddings.patch_embedding.weight`, [width, 3, patch, patch]);
  shapes.set(`${at}embeddings.position_embedding.weight`, [(image / patch) ** 2 + 1, width]);
  // The published name has lost a letter.
  addNorm(shapes, `${at}pre_layrnorm`, width);
  for (let layer = 0; layer < vision.layersRun; layer++) {
    const inner = `${at}encoder.layers.${layer}.`;
    for (const name of ['q_proj', 'k_proj', 'v_proj', 'out_proj']) {
      addLinear(shapes, `${inner}self_attn.${name}`, width, width);
    }
    addNorm(shapes, `${inner}layer_norm1`, width);
    addLinear(shapes, `${inner}mlp.fc1`, intermediate, width);
    addLinear(shapes, `${inner}mlp.fc2`, width, intermediate);
    addNorm(shapes, `${inner}layer_norm2`, width);
  }
}

function addLinear(shapes: Shapes, name: string, outputs: number, inputs: number): void {
  shapes.set(`${name}.weight`, [outputs, inputs]);
  shapes.set(`${name}.bias`, [outputs]);
}

function addNorm(shapes: Shapes, name: string, width: number): void {
  shapes.set(`${name}.weight`, [width]);
  shapes.set(`${name}.bias`, [width]);
}

/**
 * Holds every tensor that is needed against what is there.
 * @throws CheckpointUnusable naming the first tensor that is missing or of another shape
 */
export function checkShapes(config: LlavaMiniConfig, weights: WeightSource): void {
  for (const [name, expected] of tensorShapes(config)) {
    if (!weights.has(name)) throw unusable(`the tensor ${name} is missing`);
    const found = weights.shape(name);
    if (found.length !== expected.length || found.some((size, axis) => size !== expected[axis])) {
      throw unusable(
        `${name} is [${found.join(', ')}], but its configuration asks for [${expected.join(', ')}]`,
      );
    }
  }
}

/**
 * The sizes of a vision tower as its tensors tell them.
 * @throws CheckpointUnusable where they do not
 */
export function towerSizes(weights: WeightSource): TowerSizes {
  const at = `${TOWER}vision_model.`;
  const [width = 0, , patch = 0] = weights.shape(`${at}embeddings.patch_embedding.weight`);
  const [rows = 0] = weights.shape(`${at}embeddings.position_embedding.weight`);
  const [intermediate = 0] = weights.shape(`${at}encoder.layers.0.mlp.fc1.weight`);
  const side = Math.round(Math.sqrt(rows - 1));
  if (side * side !== rows - 1)
    throw unusable(`the vision tower has ${rows} positions, which is no square and one`);
  let layers = 0;
  while (weights.has(`${at}encoder.layers.${layers}.mlp.fc1.weight`)) layers += 1;
  return { width, intermediate, layers, patch, image: side * patch };
}
