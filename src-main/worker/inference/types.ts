import type { BearingWords } from '../../base/film/types';

/** Turns frames into tokens. One implementation a pack; the worker owns it. */
export interface FrameEncoder {
  /** Values in a token. */
  readonly dim: number;
  readonly inputWidth: number;
  readonly inputHeight: number;
  /** Frames that one call takes best. */
  readonly batchSize: number;
  /**
   * @param pixels RGB uint8 [count, inputHeight, inputWidth, 3]
   * @returns float32 [count, dim]; a frame's token never depends on what else is in the batch
   */
  encode(pixels: Uint8Array, count: number): Promise<Float32Array>;
  dispose(): Promise<void>;
}

/** What text and frames have in common, where a pack offers it. Recomputable from tokens: never stored in them. */
export interface TextSpace {
  /** Changes whenever texts must be embedded anew. */
  readonly id: string;
  /** Of the frames' views. */
  readonly views: ViewKind & {
    /**
     * Kinds that earlier versions made and that are still read where no new ones may be written. Their values are the first of
     * `frameQuery`'s.
     */
    readonly earlier: readonly ViewKind[];
  };
  /** The model whose tokens it can read: see `tokenModel` in models/pack. */
  readonly tokenModel: string;
  readonly dim: number;
  /** How many of a frame's most likely labels a view keeps. */
  readonly labelsPerFrame: number;
  /** Names of all labels, in label order, as shown to people. */
  readonly labels: readonly string[];
  /** @returns unit vectors, float32 [texts.length, dim] */
  embedTexts(texts: readonly string[]): Promise<Float32Array>;
  /**
   * What frames' views are multiplied with, the larger the more a frame resembles the text: [views.dim].
   * @param by `labels` where labels name what is asked for; `look` for a text that no label stands for
   */
  frameQuery(text: string, by: 'labels' | 'look'): Promise<Float32Array>;
  /**
   * How alike a text the pack's own pictures are, by which a frame's likeness is told from what any picture has; null where the pack has none.
   * @param query its `frameQuery`
   * @param bearing what pictures like a frame have to show
   */
  likenessOfPictures(text: string, query: Float32Array, bearing: BearingWords): PictureLikeness | null;
  /** @param tokens float32 [count, tokenDim] */
  viewFrames(tokens: Float32Array, count: number): Promise<FrameViews>;
  /**
   * Reads which things a query names that the pack has labels for ("dog" covers every breed).
   * A word without labels is returned in `unnamed`, so that nothing is ever claimed of it.
   */
  readQuery(query: string): QueryConcepts;
  dispose(): Promise<void>;
}

export interface PictureLikeness {
  /** What one in a hundred of those reaches that do not show it, as far as their captions say. */
  readonly best: number;
  /** Standard deviation over all of them; above 0. */
  readonly deviation: number;
  /**
   * How many times as often as pictures of all kinds those nearest to a frame bear the text out, as far as their captions say: 0 where none does.
   * @param view the frame's, of any length
   */
  readonly shownNear: (view: ArrayLike<number>) => number;
}

/** How frames lie among texts. */
export interface ViewKind {
  /** Changes whenever views must be computed anew. */
  readonly id: string;
  /** Values of a frame's embedding. */
  readonly dim: number;
}

export interface FrameViews {
  /** float32 [count, views.dim] */
  readonly embeddings: Float32Array;
  /** Label numbers, most likely first: [count, labelsPerFrame]. */
  readonly labelIds: Uint16Array;
  /** 0..1, the softmax over all labels: [count, labelsPerFrame]. */
  readonly probabilities: Float32Array;
}

export interface QueryConcepts {
  readonly concepts: readonly { readonly term: string; readonly labelIds: readonly number[] }[];
  /** Content words of the query that no label stands for. */
  readonly unnamed: readonly string[];
}
