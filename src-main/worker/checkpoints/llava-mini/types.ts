/** Rotary positions: how frequencies are stretched for texts longer than those that the model was first trained on. */
export type RopeScaling =
  | {
      readonly kind: 'llama3';
      readonly factor: number;
      readonly lowFrequencyFactor: number;
      readonly highFrequencyFactor: number;
      readonly originalPositions: number;
    }
  | { readonly kind: 'linear'; readonly factor: number };

/** Sizes of a Llama decoder. Pre-fusion layers are of the same kind as the language model's. */
export interface LlamaShape {
  /** Width of a row, and so of a frame token. */
  readonly hidden: number;
  readonly headDim: number;
  readonly heads: number;
  /** Heads of keys and values; equal to `heads` where none are shared. */
  readonly kvHeads: number;
  readonly intermediate: number;
  readonly layers: number;
  readonly vocab: number;
  /** Added to the variance in RMSNorm. */
  readonly epsilon: number;
  readonly ropeTheta: number;
  readonly ropeScaling: RopeScaling | null;
  readonly maxPositions: number;
}

/** Sizes of a CLIP vision tower. */
export interface VisionShape {
  readonly width: number;
  readonly heads: number;
  readonly intermediate: number;
  /** Layers in the checkpoint. */
  readonly layers: number;
  /** Layers that are run: `layers` − 1 where the features are those of the layer before the last. */
  readonly layersRun: number;
  readonly patch: number;
  /** Side of the square picture, in pixels. */
  readonly image: number;
  readonly epsilon: number;
  readonly activation: 'quick_gelu' | 'gelu';
}

/** All that the published config.json says, and the converter needs. */
export interface LlavaMiniConfig {
  readonly llama: LlamaShape;
  readonly prefusionLayers: number;
  readonly vision: VisionShape;
  /** Learned queries form a `grid` × `grid` square: a frame becomes grid² tokens. */
  readonly compressor: { readonly grid: number; readonly heads: number };
  /** Pictures are also seen as ratio × ratio crops where this is more than 1. */
  readonly resolutionRatio: number;
  /** Rows of the longest input that the model was tuned for. */
  readonly contextTokens: number;
  /** How a still picture that is not square is made so. */
  readonly imageAspect: 'pad' | 'crop';
  /** Whether the output layer is the transposed embedding table. */
  readonly tiedEmbeddings: boolean;
}

/** Rows of one frame before its text in pre-fusion: crops (if any), the whole picture, the compressed tokens. */
export function frameRows(config: LlavaMiniConfig): {
  readonly patches: number;
  readonly views: number;
  readonly compressed: number;
  readonly total: number;
} {
  const { vision, compressor, resolutionRatio: ratio } = config;
  const patches = (vision.image / vision.patch) ** 2;
  const views = ratio > 1 ? ratio * ratio + 1 : 1;
  const compressed = compressor.grid ** 2;
  return { patches, views, compressed, total: views * patches + compressed };
}
