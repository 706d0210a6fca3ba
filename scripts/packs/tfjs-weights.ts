/// <reference lib="esnext.float16" />
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** How TensorFlow.js lists the weights of a model: groups, each in shards that are read one after the other. */
export const weightsManifest = z.array(
  z.object({
    paths: z.array(z.string()),
    weights: z.array(
      z.object({
        name: z.string(),
        shape: z.array(z.number().int()),
        dtype: z.enum(['float32', 'int32']),
        /** Kept in half precision. */
        quantization: z.object({ dtype: z.literal('float16') }).optional(),
      }),
    ),
  }),
);

export interface Weight<Data = Float32Array | Int32Array> {
  readonly shape: readonly number[];
  readonly data: Data;
}

/**
 * Reads the weights of a model of TensorFlow.js, by their names.
 * @param folder where the shards lie
 * @throws Error where the shards are not as long as the manifest says
 */
export async function readWeights(
  manifest: z.infer<typeof weightsManifest>,
  folder: string,
): Promise<Map<string, Weight>> {
  const weights = new Map<string, Weight>();
  for (const group of manifest) {
    const shards = await Promise.all(group.paths.map((path) => readFile(join(folder, path))));
    const bytes = new Uint8Array(Buffer.concat(shards)).buffer;
    let offset = 0;
    for (const { name, shape, dtype, quantization } of group.weights) {
      const count = shape.reduce((product, size) => product * size, 1);
      const end = offset + count * (quantization ? 2 : 4);
      // A copy: behind halves a number need not lie at a multiple of its size.
      const piece = bytes.slice(offset, end);
      offset = end;
      const data = quantization
        ? Float32Array.from(new Float16Array(piece))
        : new (dtype === 'int32' ? Int32Array : Float32Array)(piece);
      weights.set(name, { shape, data });
    }
    if (offset !== bytes.byteLength)
      throw new Error(`the shards hold ${bytes.byteLength} bytes, not ${offset}`);
  }
  return weights;
}
