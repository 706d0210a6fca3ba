import { ModelNotChangeable, type ModelWeight, type OnnxModel } from '../model';

/** Elements in memory. */
type Numbers = Float32Array | Int32Array | Int8Array | Uint8Array;

export function floatWeight(values: Float32Array, shape: readonly number[]): ModelWeight {
  return {
    type: 'float32',
    shape,
    bytes: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  };
}

/** A weight's elements as numbers. @throws ModelNotChangeable where its type is none of those that graphs of bytes have */
export function valuesOf({ type, bytes }: ModelWeight): Numbers {
  // A copy: numbers must not lie anywhere in memory. A Buffer’s own `slice` is none.
  const own = new Uint8Array(bytes).buffer;
  if (type === 'int8') return new Int8Array(own);
  if (type === 'uint8') return new Uint8Array(own);
  if (type === 'int32') return new Int32Array(own);
  if (type === 'float32') return new Float32Array(own);
  throw new ModelNotChangeable(`weights of type ${type} are no bytes`);
}

export function sameWeight(a: ModelWeight, b: ModelWeight): boolean {
  return a.type === b.type && Buffer.compare(a.bytes, b.bytes) === 0;
}

/** Leaves nodes and weights out that nothing asks for. */
export function dropUnused(model: OnnxModel): void {
  const wanted = new Set(model.outputs.map(({ name }) => name));
  model.nodes = model.nodes
    .toReversed()
    .filter(({ inputs, outputs }) => {
      if (!outputs.some((name) => wanted.has(name))) return false;
      for (const name of inputs) wanted.add(name);
      return true;
    })
    .reverse();
  for (const name of [...model.weights.keys()]) if (!wanted.has(name)) model.weights.delete(name);
}
