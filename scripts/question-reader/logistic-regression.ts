import { BUCKETS } from '../../src-main/worker/answer/reader/features';
import {
  type ClassifierFile,
  EMBEDDING_SCALE,
  type Features,
} from '../../src-main/worker/answer/reader/linear-classifier';

const EPOCHS = 30;
const RATE = 0.05;
const L2 = 1e-3;
/** Below this a gradient moves nothing that int8 could keep. */
const LEAST_GRADIENT = 1e-4;

/** One example with its class as a number. */
export interface Labelled extends Features {
  readonly label: number;
}

/** A generator of numbers in [0, 1) that is the same on every machine (a linear congruence, Numerical Recipes' constants). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Trains multinomial logistic regression by Adagrad (Duchi et al. 2011), rare classes weighted by the root of how rare
 * they are. The same examples give the same bytes.
 */
export function trainClassifier(examples: readonly Labelled[], classes: readonly string[]): ClassifierFile {
  const dim = examples[0]?.embedding.length ?? 0;
  const width = dim + BUCKETS + 1;
  const weights = classes.map(() => new Float32Array(width));
  const squares = classes.map(() => new Float32Array(width).fill(1e-6));
  const rarity = weightsByRarity(examples, classes.length);
  const inputs = examples.map((example) => sparse(example, dim));
  const random = seeded(7);
  const order = examples.map((_, i) => i);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, random);
    for (const at of order) {
      const input = inputs[at] ?? NO_INPUT;
      const label = examples[at]?.label ?? 0;
      const probabilities = softmax(weights.map((row) => product(row, input)));
      for (const [k, probability] of probabilities.entries()) {
        const slope = (rarity[label] ?? 1) * (probability - (k === label ? 1 : 0));
        if (Math.abs(slope) > LEAST_GRADIENT) step(weights[k], squares[k], input, slope);
      }
    }
  }
  return { classes: [...classes], dim, rows: weights.map(quantised) };
}

/** A sparse vector. */
interface Input {
  readonly indices: Int32Array;
  readonly values: Float64Array;
}
const NO_INPUT: Input = { indices: new Int32Array(0), values: new Float64Array(0) };

function sparse({ embedding, wording }: Features, dim: number): Input {
  const all = [
    ...Array.from(embedding, (value, i) => [i, value * EMBEDDING_SCALE] as const),
    ...wording.map(([i, value]) => [dim + i, value] as const),
    [dim + BUCKETS, 1] as const,
  ];
  return { indices: Int32Array.from(all, ([i]) => i), values: Float64Array.from(all, ([, value]) => value) };
}

function product(row: Float32Array, { indices, values }: Input): number {
  let sum = 0;
  for (let n = 0; n < indices.length; n++) sum += (row[indices[n] ?? 0] ?? 0) * (values[n] ?? 0);
  return sum;
}

function step(
  weights: Float32Array | undefined,
  squares: Float32Array | undefined,
  input: Input,
  slope: number,
): void {
  if (!weights || !squares) return;
  const { indices, values } = input;
  for (let n = 0; n < indices.length; n++) {
    const i = indices[n] ?? 0;
    const gradient = slope * (values[n] ?? 0) + L2 * (weights[i] ?? 0);
    const square = (squares[i] ?? 0) + gradient * gradient;
    squares[i] = square;
    weights[i] = (weights[i] ?? 0) - (RATE * gradient) / Math.sqrt(square);
  }
}

function softmax(logits: readonly number[]): number[] {
  const highest = Math.max(...logits);
  const odds = logits.map((logit) => Math.exp(logit - highest));
  const total = odds.reduce((sum, odd) => sum + odd, 0);
  return odds.map((odd) => odd / total);
}

function weightsByRarity(examples: readonly Labelled[], classes: number): number[] {
  const counts = Array.from({ length: classes }, (_, k) => examples.filter((e) => e.label === k).length);
  return counts.map((count) => Math.sqrt(examples.length / classes / Math.max(1, count)));
}

function shuffle(items: number[], random: () => number): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [items[i], items[j]] = [items[j] ?? 0, items[i] ?? 0];
  }
}

function quantised(row: Float32Array): ClassifierFile['rows'][number] {
  const scale = row.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127 || 1;
  const values = Int8Array.from(row, (value) => Math.round(value / scale));
  return { scale, int8: Buffer.from(values.buffer).toString('base64') };
}
