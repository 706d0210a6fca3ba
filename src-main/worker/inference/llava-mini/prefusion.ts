import { floatsToHalves, halvesToFloats } from '../../../base/float16';
import type { AnswersPart } from '../../../base/packs/manifest';
import { GRAPH } from '../../checkpoints/llava-mini/graph-io';
import { floats, type Session, Tensor, type Tensors } from '../session';
import {
  bytesPerRow,
  type CacheArray,
  type CacheShape,
  cacheOutput,
  cacheTensor,
  fusionCache,
  newCacheArray,
} from './cache';

/** What of a pack pre-fusion needs to know. */
export type PrefusionPart = Pick<
  AnswersPart,
  | 'hidden'
  | 'layers'
  | 'prefusionLayers'
  | 'kvHeads'
  | 'headDim'
  | 'cacheType'
  | 'precision'
  | 'resolutionRatio'
  | 'compressedTokens'
> & { readonly image: Pick<AnswersPart['image'], 'patches'> };

/** Rows of one frame before its text, and of what they consist. */
export function framePlan(part: PrefusionPart) {
  const views = part.resolutionRatio > 1 ? part.resolutionRatio ** 2 + 1 : 1;
  const before = views * part.image.patches;
  return { views, before, compressed: part.compressedTokens, total: before + part.compressedTokens };
}

/** Keys and values of the rows before: of each layer its keys, then its values, [1, kvHeads, room, headDim]. */
interface Past {
  readonly arrays: readonly CacheArray[];
  /** How many of the rows count: the first ones. */
  readonly rows: number;
  readonly room: number;
}

/** The pre-fusion layers of a pack: a frame's rows and the text after them through one causal stack. */
export class Prefusion {
  readonly #shape: CacheShape;
  /** Fusion is kept in full precision where all else is, so that nothing is lost there. */
  readonly #full: boolean;

  /** @param systemRows how many of the system prompt's rows go through pre-fusion */
  constructor(
    private readonly session: Session,
    private readonly part: PrefusionPart,
    private readonly systemRows: number,
  ) {
    this.#shape = fusionCache(part);
    this.#full = part.precision === 'fp32';
  }

  /** Rows of a frame that question fusion needs: all but the question's. */
  get #keptRows(): number {
    return framePlan(this.part).total + this.systemRows;
  }

  /** Half-precision numbers in a frame's `fusion`; twice as many where the pack is in full precision. */
  get fusionLength(): number {
    const values = bytesPerRow({ ...this.#shape, type: 'float16' }) / 2;
    return this.#keptRows * values * (this.#full ? 2 : 1);
  }

  /**
   * @param rows float32 [kept rows, hidden]: one frame's and the system prompt's; a tensor [1, kept rows, hidden] where they lie on a device
   * @param wanted rows to give back
   * @returns float32 [wanted, hidden] after the last layer; `fusion` where it is to be kept
   */
  async readFrame(
    rows: Float32Array | Tensor,
    wanted: readonly number[],
    keep: boolean,
  ): Promise<{ readonly rows: Float32Array; readonly fusion: Uint16Array | null }> {
    const { type, layers, kvHeads, headDim } = this.#shape;
    // A row beyond those that count, which the operator writes over.
    const room = this.session.takesEmpty ? 0 : 1;
    const none = newCacheArray(type, room * kvHeads * headDim);
    const past = { arrays: Array.from({ length: 2 * layers }, () => none), rows: 0, room };
    const outputs = await this.#run(rows, past, wanted, keep);
    return { rows: floats(outputs, GRAPH.hidden), fusion: keep ? this.#pack(outputs) : null };
  }

  /**
   * A question's rows after one frame.
   * @param rows float32 [count, hidden]: embeddings
   * @returns float32 [count, hidden]
   */
  async readQuestion(rows: Float32Array, fusion: Uint16Array): Promise<Float32Array> {
    if (fusion.length !== this.fusionLength) {
      throw new RangeError(`a frame's fusion has ${this.fusionLength} numbers, not ${fusion.length}`);
    }
    const all = Array.from({ length: rows.length / this.part.hidden }, (_, row) => row);
    const past = { arrays: this.#unpack(fusion), rows: this.#keptRows, room: this.#keptRows };
    return floats(await this.#run(rows, past, all, false), GRAPH.hidden);
  }

  #run(rows: Float32Array | Tensor, past: Past, wanted: readonly number[], keep: boolean): Promise<Tensors> {
    const { layers, kvHeads, headDim, type } = this.#shape;
    const { hidden } = this.part;
    const embeds =
      rows instanceof Float32Array ? new Tensor('float32', rows, [1, rows.length / hidden, hidden]) : rows;
    const count = embeds.dims[1] as number;
    const before = past.rows;
    const inputs: Record<string, Tensor> = {
      [GRAPH.inputs]: embeds,
      [GRAPH.rowIndex]: new Tensor('int64', BigInt64Array.from(wanted, BigInt), [wanted.length]),
      [GRAPH.lengths]: new Tensor('int32', Int32Array.of(before + count - 1), [1]),
      [GRAPH.totalLength]: new Tensor('int32', Int32Array.of(before + count), []),
    };
    const outputs: string[] = [GRAPH.hidden];
    const dims = [1, kvHeads, past.room, headDim];
    for (let layer = 0; layer < layers; layer++) {
      inputs[GRAPH.pastKey(layer)] = cacheTensor(type, past.arrays[2 * layer] as CacheArray, dims);
      inputs[GRAPH.pastValue(layer)] = cacheTensor(type, past.arrays[2 * layer + 1] as CacheArray, dims);
      if (keep) outputs.push(GRAPH.presentKey(layer), GRAPH.presentValue(layer));
    }
    return this.session.run(inputs, outputs);
  }

  /** Keys and values of the first layer, of the second, … one after the other. */
  #pack(outputs: Tensors): Uint16Array {
    const { layers, type } = this.#shape;
    const fusion = new Uint16Array(this.fusionLength);
    let at = 0;
    for (let layer = 0; layer < layers; layer++) {
      for (const name of [GRAPH.presentKey(layer), GRAPH.presentValue(layer)]) {
        const array = cacheOutput(outputs, name, type);
        const numbers = this.#toFusion(array);
        fusion.set(numbers, at);
        at += numbers.length;
      }
    }
    return fusion;
  }

  #toFusion(array: CacheArray): Uint16Array {
    if (array instanceof Uint16Array) return array;
    return this.#full
      ? new Uint16Array(array.buffer, array.byteOffset, array.length * 2)
      : floatsToHalves(array);
  }

  #unpack(fusion: Uint16Array): CacheArray[] {
    const arrays = 2 * this.#shape.layers;
    const length = fusion.length / arrays;
    return Array.from({ length: arrays }, (_, i) => {
      const numbers = fusion.subarray(i * length, (i + 1) * length);
      if (this.#shape.type === 'float16') return numbers;
      if (!this.#full) return halvesToFloats(numbers);
      // A copy, since numbers read from a file may lie where floats must not begin.
      return new Float32Array(numbers.slice().buffer);
    });
  }
}
