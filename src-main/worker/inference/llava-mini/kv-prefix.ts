import type { Tensor } from '../session';
import type { CacheArray, CacheShape, KvRows } from './cache';
import { Prefix } from './prefix';

/** Keys and values of the rows before a question, wherever they lie. */
export interface KvPrefix {
  readonly shape: CacheShape;
  /** Rows when it is whole. */
  readonly capacity: number;
  /** Rows that count. */
  readonly rows: number;
  readonly whole: boolean;
  /** Bytes of all rows when it is whole. */
  readonly bytes: number;
  /**
   * The inputs `prefix_k.L` and `prefix_v.L`: valid until rows are appended or it is disposed of.
   * @param masked with `prefix_mask`, as devices take it
   */
  tensors(masked: boolean): Record<string, Tensor>;
  /** Appends rows to every layer. @throws RangeError beyond its capacity */
  append(rows: KvRows): Promise<void>;
  /**
   * For each layer its keys [kvHeads, headDim, rows], then its values [kvHeads, rows, headDim], densely. Not to be changed, and
   * valid until the next is asked for.
   */
  arrays(): AsyncGenerator<CacheArray>;
  /** Frees what it holds on a device. */
  dispose(): void;
}

/** Where the prefixes of a language model lie. */
export interface PrefixPlace {
  /** Rows of a prefix that go through the model at once: more take more memory for attention. */
  readonly chunk: number;
  make(capacity: number): Promise<KvPrefix>;
  /** Takes over a prefix that was read from disk. */
  take(prefix: Prefix): Promise<KvPrefix>;
  dispose(): Promise<void>;
}

/** In this process's memory, from where every run takes them to where it runs. */
export function inMemory(shape: CacheShape): PrefixPlace {
  return {
    chunk: 128,
    make: async (capacity) => new Prefix(shape, capacity),
    take: async (prefix) => prefix,
    dispose: async () => {},
  };
}
