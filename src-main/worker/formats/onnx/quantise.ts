/**
 * Weights keep to 7 bits: x86 without VNNI multiplies u8 by s8 and adds two products in 16 bits with saturation
 * (vpmaddubsw); 2 · 255 · 63 = 32,130 stays below 32,767, so sums are exact and equal on every machine.
 */
export const WEIGHT_LIMIT = 63;

export interface QuantisedWeights {
  readonly values: Int8Array;
  /** One scale for each output channel: weight ≈ value · scale. */
  readonly scales: Float32Array;
}

/** Symmetric, one scale for each output channel. @param weights [channels, …], row-major */
export function quantiseWeights(weights: Float32Array, channels: number): QuantisedWeights {
  const size = weights.length / channels;
  const values = new Int8Array(weights.length);
  const scales = new Float32Array(channels);
  for (let channel = 0; channel < channels; channel++) {
    const from = channel * size;
    let largest = 0;
    for (let i = from; i < from + size; i++) largest = Math.max(largest, Math.abs(weights[i] as number));
    const scale = Math.fround((largest || 1) / WEIGHT_LIMIT);
    scales[channel] = scale;
    for (let i = from; i < from + size; i++) {
      const value = Math.round((weights[i] as number) / scale);
      values[i] = Math.max(-WEIGHT_LIMIT, Math.min(WEIGHT_LIMIT, value));
    }
  }
  return { values, scales };
}

/** How a range of real values maps to bytes: real ≈ (byte − zeroPoint) · scale. */
export interface ByteRange {
  readonly scale: number;
  readonly zeroPoint: number;
}

/** The mapping that covers [low, high] and keeps 0 exact, as padding and ReLU need it. */
export function byteRange(low: number, high: number): ByteRange {
  const bottom = Math.min(low, 0);
  const top = Math.max(high, 0);
  const scale = Math.fround((top - bottom) / 255 || 1);
  return { scale, zeroPoint: Math.round((0 - bottom) / scale) };
}
