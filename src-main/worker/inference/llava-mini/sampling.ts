import type { Sampling } from '../../../base/film/language-tokens/types';

/** Chooses the next token from the scores of all. */
export type Pick = (logits: Float32Array) => number;

/** @param sampling null, or temperature 0, takes the likeliest each time */
export function pickerFor(sampling: Sampling | null): Pick {
  if (!sampling || sampling.temperature <= 0) return likeliest;
  const random = randomNumbers(sampling.seed);
  return (logits) => draw(logits, sampling.temperature, sampling.topP, random());
}

/** The number of the largest score; of equal ones the first. */
export function likeliest(logits: Float32Array): number {
  let best = 0;
  for (let i = 1; i < logits.length; i++) {
    if ((logits[i] as number) > (logits[best] as number)) best = i;
  }
  return best;
}

/**
 * Nucleus sampling (https://arxiv.org/abs/1904.09751): of the likeliest tokens that together reach `topP`, the first always
 * among them, one is drawn by its probability.
 * @param chance 0..1, without 1
 */
export function draw(logits: Float32Array, temperature: number, topP: number, chance: number): number {
  const highest = logits[likeliest(logits)] as number;
  const weights = Float64Array.from(logits, (score) => Math.exp((score - highest) / temperature));
  let total = 0;
  for (const weight of weights) total += weight;
  const order = Array.from(weights.keys()).sort(
    (a, b) => (weights[b] as number) - (weights[a] as number) || a - b,
  );
  let kept = 0;
  let count = 0;
  while (count < order.length && (count === 0 || kept < topP * total)) {
    kept += weights[order[count++] as number] as number;
  }
  let left = chance * kept;
  for (let i = 0; i < count; i++) {
    left -= weights[order[i] as number] as number;
    if (left < 0) return order[i] as number;
  }
  return order[count - 1] as number;
}

/** Numbers in 0..1, without 1, the same for the same seed everywhere (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}
