// A model file without its weights: what is measured of it, its speed, does not depend on what they are.
import { readOnnx, weightBytes } from '../../src-main/worker/formats/onnx/reader';

/** A weight that was taken out, and the standard deviation of its bytes, read as signed. */
export interface Hollowed {
  readonly name: string;
  readonly deviation: number;
}

/** Weights of fewer bytes stay, and those that are no bytes: scales, biases, shapes. Made-up scales would be no numbers. */
const LARGE = 4096;

/** Sets the large weights of 8 bits to 0, in place. */
export function hollow(model: Uint8Array): Hollowed[] {
  const taken: Hollowed[] = [];
  const { weights } = readOnnx(model);
  for (const [name, bytes] of weightBytes(model)) {
    if (bytes.length < LARGE || weights.get(name)?.type !== 'int8') continue;
    const signed = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    const square = signed.reduce((sum, value) => sum + value * value, 0) / signed.length;
    taken.push({ name, deviation: Math.sqrt(square) });
    bytes.fill(0);
  }
  return taken;
}

/** Fills what was taken out with numbers of the same spread, the same on every machine, in place. */
export function refill(model: Uint8Array, taken: readonly Hollowed[]): void {
  const weights = weightBytes(model);
  let state = 1;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647 - 0.5;
  };
  for (const { name, deviation } of taken) {
    const bytes = weights.get(name);
    if (!bytes) throw new Error(`the model has no weight ${name}`);
    const signed = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    // The sum of three has nearly the normal distribution, with a deviation of 1/2.
    for (let i = 0; i < signed.length; i++) {
      const value = Math.round((random() + random() + random()) * 2 * deviation);
      signed[i] = Math.min(127, Math.max(-127, value));
    }
  }
}
