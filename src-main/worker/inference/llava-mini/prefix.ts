import { setImmediate as breathe } from 'node:timers/promises';
import { GRAPH } from '../../checkpoints/llava-mini/graph-io';
import { Tensor } from '../session';
import {
  bytesPerRow,
  type CacheArray,
  type CacheShape,
  cacheTensor,
  type KvRows,
  MASKED,
  newCacheArray,
  withoutFirstRow,
} from './cache';
import type { KvPrefix } from './kv-prefix';

/** Largest ArrayBuffer that Electron's processes make. */
const MOST_BYTES = 2 ** 31 - 1;

/**
 * A prefix in memory. Each layer has an array of its own, made once for all rows: keys
 * [kvHeads, headDim, rows] and values [kvHeads, rows, headDim], dense for the rows so far, so that the answer graph reads
 * them in place while the prefix grows.
 */
export class Prefix implements KvPrefix {
  readonly keys: readonly CacheArray[];
  readonly values: readonly CacheArray[];
  #rows = 0;

  /**
   * @param capacity rows when it is whole
   * @throws RangeError where one layer's keys would not fit one array
   */
  constructor(
    readonly shape: CacheShape,
    readonly capacity: number,
  ) {
    const { layers, kvHeads, headDim, type } = shape;
    const length = kvHeads * headDim * capacity;
    if (length * (type === 'float16' ? 2 : 4) > MOST_BYTES) {
      throw new RangeError(`${capacity} rows of ${kvHeads} x ${headDim} do not fit one array`);
    }
    const arrays = () => Array.from({ length: layers }, () => newCacheArray(type, length));
    this.keys = arrays();
    this.values = arrays();
  }

  /** Rows that count. */
  get rows(): number {
    return this.#rows;
  }

  get whole(): boolean {
    return this.#rows === this.capacity;
  }

  get bytes(): number {
    return this.capacity * bytesPerRow(this.shape);
  }

  /** Says that the arrays hold this many rows, densely: after they were filled from a file. */
  filled(rows: number): void {
    this.#rows = rows;
  }

  /** Read in place. @param masked with `prefix_mask`, and one row that it hides where there are none */
  tensors(masked: boolean): Record<string, Tensor> {
    const { kvHeads, headDim, type } = this.shape;
    const filled = masked && this.#rows === 0;
    const rows = filled ? 1 : this.#rows;
    const length = kvHeads * headDim * rows;
    const tensors: Record<string, Tensor> = {};
    if (masked) {
      const mask = new Float32Array(rows).fill(filled ? MASKED : 0);
      tensors[GRAPH.prefixMask] = new Tensor('float32', mask, [rows]);
    }
    for (const [layer, keys] of this.keys.entries()) {
      const values = this.values[layer] as CacheArray;
      const part = (own: CacheArray) => (filled ? newCacheArray(type, length) : own.subarray(0, length));
      tensors[GRAPH.prefixKey(layer)] = cacheTensor(type, part(keys), [kvHeads, headDim, rows]);
      tensors[GRAPH.prefixValue(layer)] = cacheTensor(type, part(values), [kvHeads, rows, headDim]);
    }
    return tensors;
  }

  async append({ keys, values, count, padding }: KvRows): Promise<void> {
    if (this.#rows + count > this.capacity) throw new RangeError('more rows than the prefix was made for');
    const part = (tensor: Tensor) => {
      const array = tensor.data as CacheArray;
      return padding === 0 ? array : withoutFirstRow(this.shape, array);
    };
    for (const [layer, own] of this.keys.entries()) {
      this.#appendKeys(own, part(keys[layer] as Tensor), count);
      this.#appendValues(this.values[layer] as CacheArray, part(values[layer] as Tensor), count);
      if (layer % 8 === 7) await breathe();
    }
    this.#rows += count;
  }

  async *arrays(): AsyncGenerator<CacheArray> {
    for (const array of this.#dense()) yield array;
  }

  /** Reads whole arrays into their places, in the order of `arrays`, and says that they hold `rows` rows. */
  async fill(rows: number, read: (array: CacheArray) => Promise<void>): Promise<void> {
    this.#rows = rows;
    for (const array of this.#dense()) await read(array);
  }

  #dense(): CacheArray[] {
    const { kvHeads, headDim } = this.shape;
    const length = kvHeads * headDim * this.#rows;
    return this.keys.flatMap((keys, layer) => [
      keys.subarray(0, length),
      (this.values[layer] as CacheArray).subarray(0, length),
    ]);
  }

  /** Nothing of it lies on a device. */
  dispose(): void {}

  /** Widens each line from the last to the first, so that none is written over before it was moved. */
  #appendKeys(own: CacheArray, fresh: CacheArray, count: number): void {
    const { kvHeads, headDim } = this.shape;
    const before = this.#rows;
    const after = before + count;
    for (let line = kvHeads * headDim - 1; line >= 0; line--) {
      own.copyWithin(line * after, line * before, line * before + before);
      const head = Math.floor(line / headDim);
      let from = head * count * headDim + (line % headDim);
      for (let at = line * after + before; at < (line + 1) * after; at++, from += headDim) {
        own[at] = fresh[from] as number;
      }
    }
  }

  #appendValues(own: CacheArray, fresh: CacheArray, count: number): void {
    const { kvHeads, headDim } = this.shape;
    const [before, added] = [this.#rows * headDim, count * headDim];
    for (let head = kvHeads - 1; head >= 0; head--) {
      const to = head * (before + added);
      own.copyWithin(to, head * before, head * before + before);
      own.set(fresh.subarray(head * added, (head + 1) * added), to + before);
    }
  }

  /** A copy without some rows, for weighing what an answer owes them. */
  without(from: number, to: number): Prefix {
    const { layers, kvHeads, headDim } = this.shape;
    const kept = this.#rows - (to - from);
    const copy = new Prefix(this.shape, kept);
    for (let layer = 0; layer < layers; layer++) {
      const [keys, values] = [this.keys[layer] as CacheArray, this.values[layer] as CacheArray];
      skip(keys, copy.keys[layer] as CacheArray, kvHeads * headDim, this.#rows, from, to);
      const width = headDim;
      skip(values, copy.values[layer] as CacheArray, kvHeads, this.#rows * width, from * width, to * width);
    }
    copy.filled(kept);
    return copy;
  }
}

/** Copies lines of `length` without what lies in [from, to) of each. */
function skip(
  source: CacheArray,
  target: CacheArray,
  lines: number,
  length: number,
  from: number,
  to: number,
): void {
  const kept = length - (to - from);
  for (let line = 0; line < lines; line++) {
    target.set(source.subarray(line * length, line * length + from), line * kept);
    target.set(source.subarray(line * length + to, (line + 1) * length), line * kept + from);
  }
}
