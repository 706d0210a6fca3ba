/// <reference lib="esnext.float16" />
// KV cache: the shape and the bytes of the keys and values that a language model keeps of a prefix.
import { ModelPackBroken } from '../../../base/packs/errors';
import type { AnswersPart } from '../../../base/packs/manifest';
import { Tensor, type Tensors } from '../session';

/** Keys or values in memory; half precision comes as its bits. */
export type CacheArray = Float32Array | Uint16Array;

/** Keys and values of a stack of layers. */
export interface CacheShape {
  readonly layers: number;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly type: 'float32' | 'float16';
}

/**
 * Added to the score of a row that nobody may see, on a device: its share is 0 in every kind of float, and it is a number in
 * all of them. WGSL lets a driver assume that there are no infinities.
 */
export const MASKED = -30_000;

/** Keys and values of rows, by layer: tensors [kvHeads, padding + count, headDim], in memory or on a device. */
export interface KvRows {
  readonly keys: readonly Tensor[];
  readonly values: readonly Tensor[];
  /** Without the padding. */
  readonly count: number;
  /** Rows before those that count, which are masked for all others: devices take nothing empty. */
  readonly padding: 0 | 1;
}

type CachePart = Pick<AnswersPart, 'layers' | 'kvHeads' | 'headDim' | 'cacheType'>;

export function languageCache(part: CachePart): CacheShape {
  const { layers, kvHeads, headDim, cacheType } = part;
  return { layers, kvHeads, headDim, type: cacheType };
}

export function fusionCache(part: CachePart & Pick<AnswersPart, 'prefusionLayers'>): CacheShape {
  return { ...languageCache(part), layers: part.prefusionLayers };
}

/** Bytes of the keys and values of one row, in all layers. */
export function bytesPerRow({ layers, kvHeads, headDim, type }: CacheShape): number {
  return 2 * layers * kvHeads * headDim * (type === 'float16' ? 2 : 4);
}

export function newCacheArray(type: CacheShape['type'], length: number): CacheArray {
  return type === 'float16' ? new Uint16Array(length) : new Float32Array(length);
}

/** Reads an array in place. */
export function cacheTensor(type: CacheShape['type'], data: CacheArray, dims: readonly number[]): Tensor {
  const tensor = new Tensor(type, data, dims);
  // Where the engine has Float16Array the library lays one over the halves, which its own native side then reads as empty.
  if (type === 'float16') Object.defineProperty(tensor, 'data', { value: data });
  return tensor;
}

/** @throws ModelPackBroken where the graph does not give keys or values in the pack's type under this name */
export function cacheOutput(outputs: Tensors, name: string, type: CacheShape['type']): CacheArray {
  const tensor = outputs[name];
  const data: unknown = tensor?.type === type ? tensor.data : null;
  if (data instanceof Float32Array || data instanceof Uint16Array) return data;
  // The library gives halves as Float16Array where the engine has it.
  if (typeof Float16Array !== 'undefined' && data instanceof Float16Array) {
    return new Uint16Array(data.buffer, data.byteOffset, data.length);
  }
  throw new ModelPackBroken('in use', `holds a model without the output ${name} in ${type}`);
}

/**
 * Keys or values as they can be given to a graph again: what stayed on a device as it is, the rest read in place.
 * @throws ModelPackBroken as `cacheOutput`
 */
export function keptOutput(outputs: Tensors, name: string, type: CacheShape['type']): Tensor {
  const tensor = outputs[name];
  if (tensor?.location === 'gpu-buffer') return tensor;
  return cacheTensor(type, cacheOutput(outputs, name, type), tensor?.dims ?? []);
}

/** Frees what of the tensors lies on a device, now: it is collected late, and a device has little room. */
export function freeOnDevice(tensors: readonly Tensor[]): void {
  for (const tensor of tensors) if (tensor.location === 'gpu-buffer') tensor.dispose();
}

/** Keys or values without the first row of each head: [kvHeads, rows + 1, headDim] to [kvHeads, rows, headDim]. */
export function withoutFirstRow({ kvHeads, headDim, type }: CacheShape, array: CacheArray): CacheArray {
  const length = array.length / kvHeads;
  const rest = newCacheArray(type, array.length - kvHeads * headDim);
  for (let head = 0; head < kvHeads; head++) {
    rest.set(array.subarray(head * length + headDim, (head + 1) * length), head * (length - headDim));
  }
  return rest;
}
