import type { ElementType } from '../../../formats/onnx/elements';

export type Precision = 'fp32' | 'fp16' | 'int8' | 'int4';
/** Element type of keys and values, and of all that the graphs compute between their inputs and outputs. */
export type CacheType = 'float32' | 'float16';
/**
 * How a matrix of weights is held: in the graph's own floats, or in blocks of 4 or 8 bits (MatMulNBits).
 *
 * DynamicQuantizeMatMul would be twice as quick for many rows at once, but it quantises all of them on one scale, and
 * these models have rows and channels far larger than the rest: with one of each (10 and 40 times), the other rows of a
 * product of 577 × 1024 × 4096 were off by 20 %, by blocks of 8 bits by 1.2 %.
 */
export type WeightForm = 'float' | 'blocks4' | 'blocks8';

/** How each part of a model is held. */
export interface Forms {
  readonly type: CacheType & ElementType;
  readonly vision: WeightForm;
  readonly prefusion: WeightForm;
  readonly llm: WeightForm;
  /** The output layer over the vocabulary. */
  readonly head: WeightForm;
}

/**
 * What a precision means for each part. In int4 the tower keeps 8 bits, since four make it no quicker, and so does the
 * output layer, whose errors nothing comes after.
 * @param cacheType float16 for fp16, float32 otherwise, unless it is said
 */
export function formsOf(precision: Precision, cacheType: CacheType = defaultCacheType(precision)): Forms {
  const type = cacheType;
  switch (precision) {
    case 'fp32':
    case 'fp16':
      return { type, vision: 'float', prefusion: 'float', llm: 'float', head: 'float' };
    case 'int8':
      return { type, vision: 'blocks8', prefusion: 'blocks8', llm: 'blocks8', head: 'blocks8' };
    case 'int4':
      return { type, vision: 'blocks8', prefusion: 'blocks4', llm: 'blocks4', head: 'blocks8' };
  }
}

/** Half precision is for graphics processors, which attend in it alone; on a CPU everything else is quicker in float32. */
export function defaultCacheType(precision: Precision): CacheType {
  return precision === 'fp16' ? 'float16' : 'float32';
}
