import type { Precision } from '../../../../src-shared/packs';
import { BLOCK } from '../../formats/onnx/block-quantise';
import { ELEMENT_BYTES } from '../../formats/onnx/elements';
import { DEFAULT_POSITIONS } from './graphs';
import { type Forms, formsOf, type WeightForm } from './graphs/precision';
import { TOWER, tensorShapes } from './tensors';
import type { LlavaMiniConfig } from './types';

/** What a pack takes, in bytes. */
export interface PackSizes {
  /** All files of the pack. */
  readonly diskBytes: number;
  /** Weights of the graphs, in memory once each: what the rows of the embedding table take is read from the disk. */
  readonly weightBytes: number;
  /** Of these, what reads frames: vision tower, compressor, projector and pre-fusion. */
  readonly readerBytes: number;
  /** Keys and values of one row of the language model's input. */
  readonly cacheBytesPerToken: number;
  /** A frame's token, or its tokens, as they are stored: in half precision. */
  readonly tokenBytesPerFrame: number;
}

/** The sizes of ICTNLP/llava-mini-llama-3.1-8b: Llama 3.1 8B, CLIP ViT-L/14-336, four pre-fusion layers. */
export const RELEASED_8B: LlavaMiniConfig = {
  llama: {
    hidden: 4096,
    headDim: 128,
    heads: 32,
    kvHeads: 8,
    intermediate: 14_336,
    layers: 32,
    vocab: 128_256,
    epsilon: 1e-5,
    ropeTheta: 500_000,
    ropeScaling: {
      kind: 'llama3',
      factor: 8,
      lowFrequencyFactor: 1,
      highFrequencyFactor: 4,
      originalPositions: 8192,
    },
    maxPositions: 131_072,
  },
  prefusionLayers: 4,
  vision: {
    width: 1024,
    heads: 16,
    intermediate: 4096,
    layers: 24,
    layersRun: 23,
    patch: 14,
    image: 336,
    epsilon: 1e-5,
    activation: 'quick_gelu',
  },
  compressor: { grid: 1, heads: 8 },
  resolutionRatio: 1,
  contextTokens: 131_072,
  imageAspect: 'pad',
  tiedEmbeddings: false,
};

/** Nodes of all graphs, for each layer; and tokenizer.json, for each id, as Llama 3's has it. */
const BYTES_PER_LAYER = 6500;
const BYTES_PER_ID = 71;

/** What a pack of this model takes in a precision: within two hundredths of what the converter writes. */
export function packSizes(config: LlavaMiniConfig, precision: Precision): PackSizes {
  const forms = formsOf(precision);
  const floats = ELEMENT_BYTES[forms.type];
  const { llama, compressor } = config;
  let reader = 0;
  let language = 0;
  for (const [name, shape] of tensorShapes(config)) {
    if (name === 'model.embed_tokens.weight') continue;
    const bytes = tensorBytes(name, shape, forms, config);
    if (/^(model\.layers|model\.norm|lm_head)/.test(name)) language += bytes;
    else reader += bytes;
  }
  // The output layer is the embedding table, held once more in the graph's form.
  if (config.tiedEmbeddings) language += matrixBytes(forms.head, floats, llama.vocab, llama.hidden);
  const rotary = Math.min(DEFAULT_POSITIONS, llama.maxPositions) * llama.headDim * floats;
  const embeddings = llama.vocab * llama.hidden * (precision === 'fp32' ? 4 : 2);
  const weightBytes = reader + language + 2 * rotary;
  const layers = llama.layers * 2 + config.prefusionLayers + config.vision.layersRun;
  return {
    diskBytes: weightBytes + embeddings + layers * BYTES_PER_LAYER + llama.vocab * BYTES_PER_ID,
    weightBytes,
    readerBytes: reader + rotary,
    cacheBytesPerToken: llama.layers * 2 * llama.kvHeads * llama.headDim * floats,
    tokenBytesPerFrame: compressor.grid ** 2 * llama.hidden * 2,
  };
}

function tensorBytes(
  name: string,
  shape: readonly number[],
  forms: Forms,
  { vision, compressor, resolutionRatio }: LlavaMiniConfig,
): number {
  const floats = ELEMENT_BYTES[forms.type];
  const [rows = 1, columns = 1] = shape;
  if (name === 'model.compressor.attn.in_proj_weight') {
    // The side of the constant queries is folded: a column a head and query, a number a patch, and the values' matrix.
    const columns = compressor.heads * compressor.grid ** 2;
    const patches = ((vision.image / vision.patch) * resolutionRatio) ** 2;
    return (columns * (vision.width + patches) + vision.width ** 2) * floats;
  }
  if (shape.length !== 2 || /embedding|compressor\.(query|pos_embed)/.test(name)) {
    return shape.reduce((product, size) => product * size, floats);
  }
  return matrixBytes(formOf(name, forms), floats, rows, columns);
}

function formOf(name: string, forms: Forms): WeightForm {
  if (name.startsWith(TOWER) || /^model\.(compressor|mm_projector)/.test(name)) return forms.vision;
  if (name.startsWith('model.prefusion_layers.')) return forms.prefusion;
  return name === 'lm_head.weight' ? forms.head : forms.llm;
}

function matrixBytes(form: WeightForm, floats: number, rows: number, columns: number): number {
  const blocks = rows * Math.ceil(columns / BLOCK);
  switch (form) {
    case 'float':
      return rows * columns * floats;
    case 'blocks4':
      return blocks * (BLOCK / 2 + floats);
    case 'blocks8':
      return blocks * (BLOCK + floats);
  }
}

/** Rows that must fit beside the weights: an hour at a frame a second, its question and its answer. */
export const WORKING_ROWS = 4096;
/** What the graphs need for a step, and the program itself. */
const WORKING_BYTES = 1.5e9;

/** What a pack needs of a device's memory to answer about an hour of film. @param rows of the language model's input */
export function workingBytes(sizes: PackSizes, rows = WORKING_ROWS): number {
  return sizes.weightBytes + rows * sizes.cacheBytesPerToken + WORKING_BYTES;
}
