import { GRAPH } from '../../models/llava-mini/graph-io';
import { floats, type Session, Tensor } from '../session';
import { type CacheArray, type CacheShape, cacheOutput, cacheTensor, newCacheArray } from './cache';
import type { Prefix } from './prefix';

/** Keys and values of rows after a prefix, by layer: [kvHeads, rows, headDim]. */
interface Rows {
  readonly keys: readonly CacheArray[];
  readonly values: readonly CacheArray[];
  readonly count: number;
}

/** What the last row of a call gives. */
export interface LastRow {
  /** float32 [vocab] */
  readonly logits: Float32Array;
  /** float32 [prefix rows]; null where it was not asked for. */
  readonly attention: Float32Array | null;
}

/** The language model over a prefix that it only reads, and the rows that come after it. */
export class Decoder {
  #rows: Rows;

  /**
   * @param session of the answer graph
   * @param prefix must not change while it is read
   */
  constructor(
    private readonly session: Session,
    private readonly shape: CacheShape,
    private readonly hidden: number,
    private readonly prefix: Prefix,
    private readonly prefixInputs = prefix.tensors(),
  ) {
    this.#rows = noRows(shape);
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

  /** Hands over the rows kept so far, for a prefix to take, and begins anew. */
  take(): Rows {
    const rows = this.#rows;
    this.#rows = noRows(this.shape);
    return rows;
  }

  #run(
    rows: Float32Array,
    count: number,
    index: { readonly logits: readonly number[]; readonly attention: readonly number[] },
  ) {
    const { kvHeads, headDim, type, layers } = this.shape;
    const before = this.#rows.count;
    const first = this.prefix.rows + before;
    const inputs: Record<string, Tensor> = {
      ...this.prefixInputs,
      [GRAPH.inputs]: new Tensor('float32', rows, [1, count, this.hidden]),
      [GRAPH.positions]: int64(
        Array.from({ length: count }, (_, i) => first + i),
        [1, count],
      ),
      [GRAPH.suffixMask]: new Tensor('float32', causalMask(count, before), [count, before + count]),
      [GRAPH.logitIndex]: int64(index.logits, [index.logits.length]),
      [GRAPH.attentionIndex]: int64(index.attention, [index.attention.length]),
    };
    const outputs: string[] = [
      ...(index.logits.length > 0 ? [GRAPH.logits] : []),
      ...(index.attention.length > 0 ? [GRAPH.prefixAttention] : []),
    ];
    for (let layer = 0; layer < layers; layer++) {
      const dims = [kvHeads, before, headDim];
      inputs[GRAPH.pastKey(layer)] = cacheTensor(type, this.#rows.keys[layer] as CacheArray, dims);
      inputs[GRAPH.pastValue(layer)] = cacheTensor(type, this.#rows.values[layer] as CacheArray, dims);
      outputs.push(GRAPH.presentKey(layer), GRAPH.presentValue(layer));
    }
    return this.session.run(inputs, outputs);
  }

  #keep(outputs: Awaited<ReturnType<Session['run']>>, count: number): void {
    const { layers, type } = this.shape;
    const all = Array.from({ length: layers }, (_, layer) => layer);
    this.#rows = {
      keys: all.map((layer) => cacheOutput(outputs, GRAPH.presentKey(layer), type)),
      values: all.map((layer) => cacheOutput(outputs, GRAPH.presentValue(layer), type)),
      count: this.#rows.count + count,
    };
  }
}

function noRows({ layers, type }: CacheShape): Rows {
  const empty = Array.from({ length: layers }, () => newCacheArray(type, 0));
  return { keys: empty, values: empty, count: 0 };
}

function int64(values: readonly number[], dims: readonly number[]): Tensor {
  return new Tensor('int64', BigInt64Array.from(values, BigInt), dims);
}

/** Each of `count` rows sees the `before` rows, those before it, and itself: float32 [count, before + count]. */
function causalMask(count: number, before: number): Float32Array {
  const width = before + count;
  const mask = new Float32Array(count * width);
  for (let row = 0; row < count; row++) {
    mask.fill(Number.NEGATIVE_INFINITY, row * width + before + row + 1, (row + 1) * width);
  }
  return mask;
}
