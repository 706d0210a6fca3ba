import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

export interface Weight {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}
/** Weights by their Keras name, for example `res2a_branch2a/kernel`. */
export type Weights = ReadonlyMap<string, Weight>;

const model = z.object({
  weightsManifest: z.array(
    z.object({
      paths: z.array(z.string()),
      weights: z.array(
        z.object({ name: z.string(), shape: z.array(z.number().int()), dtype: z.literal('float32') }),
      ),
    }),
  ),
});

/** Reads the weights of a model in TensorFlow.js' layers format: `model.json` and the shards beside it. */
export async function readKerasWeights(folder: string): Promise<Weights> {
  const { weightsManifest } = model.parse(JSON.parse(await readFile(join(folder, 'model.json'), 'utf8')));
  const weights = new Map<string, Weight>();
  for (const group of weightsManifest) {
    const shards = await Promise.all(group.paths.map((path) => readFile(join(folder, path))));
    const bytes = new Uint8Array(Buffer.concat(shards)).buffer;
    let offset = 0;
    for (const { name, shape } of group.weights) {
      const count = shape.reduce((product, size) => product * size, 1);
      weights.set(name, { shape, data: new Float32Array(bytes, offset, count) });
      offset += count * 4;
    }
    if (offset !== bytes.byteLength)
      throw new Error(`the shards hold ${bytes.byteLength} bytes, not ${offset}`);
  }
  return weights;
}

export function weight(weights: Weights, name: string): Weight {
  const found = weights.get(name);
  if (!found) throw new Error(`the model has no weight ${name}`);
  return found;
}
