import { GRAPH } from '../../checkpoints/llava-mini/graph-io';
import { floats, type Session, Tensor } from '../session';
import {
  type CacheShape,
  cacheTensor,
  freeOnDevice,
  type KvRows,
  keptOutput,
  MASKED,
  newCacheArray,
} from './cache';
import type { KvPrefix } from './kv-prefix';

/** What the last row of a call gives. */
export interface LastRow {
  /** float32 [vocab] */
  readonly logits: Float32Array;
  /** float32 [prefix rows]; null where it was not asked for. */
  readonly attention: Float32Array | null;
}

/**
 * The language model over a prefix that it only reads, and the rows that come after it. Where the session takes nothing empty,
 * the rows begin with one that is masked for all others, and whatever is not asked for is asked of the last row and not read.
 */
export class Decoder {
  readonly #prefixInputs: Readonly<Record<string, Tensor>>;
  /** Rows before those that count: masked, never handed over. */
  readonly #padding: 0 | 1;
  #rows: KvRows;

  /**
   * @param session of the answer graph, on a device of the one for devices
   * @param prefix must not change while it is read
   */
  constructor(
    private readonly session: Session,
    private readonly shape: CacheShape,
    private readonly hidden: number,
    private readonly prefix: KvPrefix,
  ) {
    this.#padding = session.takesEmpty ? 0 : 1;
    this.#prefixInputs = prefix.tensors(!session.takesEmpty);
    this.#rows = noRows(shape, this.#padding);
  }

  /** Rows after the prefix so far. */
  get count(): number {
    return this.#rows.count;
  }

  /**
   * Reads rows and keeps their keys and values.
   * @param rows float32 [count, hidden]
   * @param wanted what to tell of the last row: nothing saves the output layer
   */
  async read(rows: Float32Array, wanted: 'nothing' | 'logits' | 'attention'): Promise<LastRow | null> {
    const count = rows.length / this.hidden;
    const last = [count - 1];
    const index = {
      logits: wanted === 'nothing' ? [] : last,
      attention: wanted === 'attention' ? last : [],
    };
    const outputs = await this.#run(rows, count, index);
    this.#keep(outputs, count);
    if (wanted === 'nothing') return null;
    const attention = wanted === 'attention' ? floats(outputs, GRAPH.prefixAttention) : null;
    return { logits: floats(outputs, GRAPH.logits), attention };
  }

  /**
   * Logits of every row, without keeping anything.
   * @returns float32 [count, vocab]
   */
  async score(rows: Float32Array): Promise<Float32Array> {
    const count = rows.length / this.hidden;
    const all = Array.from({ length: count }, (_, row) => row);
    return floats(await this.#run(rows, count, { logits: all, attention: [] }), GRAPH.logits);
  }

  /** Hands over the rows kept so far, for a prefix to take, and begins anew. Whoever takes them frees them. */
  take(): KvRows {
    const rows = this.#rows;
    this.#rows = noRows(this.shape, this.#padding);
    return rows;
  }

  /** Frees the rows that it holds on a device. */
  dispose(): void {
    freeOnDevice([...this.#rows.keys, ...this.#rows.values]);
    this.#rows = noRows(this.shape, this.#padding);
  }

  #run(
    rows: Float32Array,
    count: number,
    index: { readonly logits: readonly number[]; readonly attention: readonly number[] },
  ) {
    const { layers } = this.shape;
    const first = this.prefix.rows + this.#rows.count;
    const before = this.#padding + this.#rows.count;
    const asked = (wanted: readonly number[]) =>
      wanted.length === 0 && !this.session.takesEmpty ? [count - 1] : wanted;
    const [logitIndex, attentionIndex] = [asked(index.logits), asked(index.attention)];
    const mask = causalMask(count, before, this.#padding);
    const inputs: Record<string, Tensor> = {
      ...this.#prefixInputs,
      [GRAPH.inputs]: new Tensor('float32', rows, [1, count, this.hidden]),
      [GRAPH.positions]: int64(
        Array.from({ length: count }, (_, i) => first + i),
        [1, count],
      ),
      [GRAPH.suffixMask]: new Tensor('float32', mask, [count, before + count]),
      [GRAPH.logitIndex]: int64(logitIndex, [logitIndex.length]),
      [GRAPH.attentionIndex]: int64(attentionIndex, [attentionIndex.length]),
    };
    const outputs: string[] = [
      ...(index.logits.length > 0 ? [GRAPH.logits] : []),
      ...(index.attention.length > 0 ? [GRAPH.prefixAttention] : []),
    ];
    for (let layer = 0; layer < layers; layer++) {
      inputs[GRAPH.pastKey(layer)] = this.#rows.keys[layer] as Tensor;
      inputs[GRAPH.pastValue(layer)] = this.#rows.values[layer] as Tensor;
      outputs.push(GRAPH.presentKey(layer), GRAPH.presentValue(layer));
    }
    return this.session.run(inputs, outputs);
  }

  #keep(outputs: Awaited<ReturnType<Session['run']>>, count: number): void {
    const { layers, type } = this.shape;
    const all = Array.from({ length: layers }, (_, layer) => layer);
    const before = this.#rows;
    this.#rows = {
      keys: all.map((layer) => keptOutput(outputs, GRAPH.presentKey(layer), type)),
      values: all.map((layer) => keptOutput(outputs, GRAPH.presentValue(layer), type)),
      count: before.count + count,
      padding: this.#padding,
    };
    freeOnDevice([...before.keys, ...before.values]);
  }
}

function noRows({ layers, kvHeads, headDim, type }: CacheShape, padding: 0 | 1): KvRows {
  const none = newCacheArray(type, padding * kvHeads * headDim);
  const empty = Array.from({ length: layers }, () => cacheTensor(type, none, [kvHeads, padding, headDim]));
  return { keys: empty, values: empty, count: 0, padding };
}

function int64(values: readonly number[], dims: readonly number[]): Tensor {
  return new Tensor('int64', BigInt64Array.from(values, BigInt), dims);
}

/**
 * Each of `count` rows sees those before it and itself, and of the `before` earlier rows all but the first `padding`: float32
 * [count, before + count].
 */
function causalMask(count: number, before: number, padding: 0 | 1): Float32Array {
  const width = before + count;
  const masked = padding === 0 ? Number.NEGATIVE_INFINITY : MASKED;
  const mask = new Float32Array(count * width);
  for (let row = 0; row < count; row++) {
    mask.fill(masked, row * width, row * width + padding);
    mask.fill(masked, row * width + before + row + 1, (row + 1) * width);
  }
  return mask;
}
