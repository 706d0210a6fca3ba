import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readWeights, type Weight, weightsManifest } from '../tfjs-weights';

/** Weights by their Keras name, for example `res2a_branch2a/kernel`. */
export type Weights = ReadonlyMap<string, Weight>;

const model = z.object({ weightsManifest });

/** Reads the weights of a model in TensorFlow.js' layers format: `model.json` and the shards beside it. */
export async function readKerasWeights(folder: string): Promise<Weights> {
  const parsed = model.parse(JSON.parse(await readFile(join(folder, 'model.json'), 'utf8')));
  return readWeights(parsed.weightsManifest, folder);
}

export function weight(weights: Weights, name: string): Weight<Float32Array> {
  const found = weights.get(name);
  if (!(found?.data instanceof Float32Array)) throw new Error(`the model has no weight ${name} in float32`);
  return { shape: found.shape, data: found.data };
}
