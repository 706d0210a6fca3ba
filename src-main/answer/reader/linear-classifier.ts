import { z } from 'zod';
import { BUCKETS, type Feature } from './features';

/** What a classifier decides upon. */
export interface Features {
  /** The sentence embedding, a unit vector. */
  readonly embedding: ArrayLike<number>;
  readonly wording: readonly Feature[];
}

/** Embeddings are unit vectors of some hundred values, small beside the blocks of wording features: lifted by this. */
export const EMBEDDING_SCALE = 6;

/** A trained classifier as it is kept: one row a class, int8 values (base64) times a scale; the last value is the bias. */
export const classifierFile = z.object({
  classes: z.array(z.string()).min(2),
  dim: z.number().int().positive(),
  rows: z.array(z.object({ scale: z.number().positive(), int8: z.string() })),
});
export type ClassifierFile = z.infer<typeof classifierFile>;

/** Multinomial logistic regression over a sentence embedding and hashed wording features. */
export class LinearClassifier<Class extends string> {
  private readonly weights: readonly Int8Array[];

  /** @throws Error where the file's rows do not fit its classes: it is part of the program, so that is a build error */
  constructor(
    private readonly file: ClassifierFile,
    readonly classes: readonly Class[],
  ) {
    this.weights = file.rows.map(({ int8 }) => new Int8Array(Buffer.from(int8, 'base64')));
    const width = file.dim + BUCKETS + 1;
    if (file.classes.join() !== classes.join() || this.weights.some((row) => row.length !== width))
      throw new Error('The classifier was trained for other classes or features: train it anew.');
  }

  /** Each class's probability, most probable first. @throws Error for an embedding of another model */
  classify({ embedding, wording }: Features): { readonly is: Class; readonly probability: number }[] {
    if (embedding.length !== this.file.dim) throw new Error('The embedding is of another model.');
    const logits = this.weights.map((row, k) =>
      this.logit(row, this.file.rows[k]?.scale ?? 0, embedding, wording),
    );
    const highest = Math.max(...logits);
    const odds = logits.map((logit) => Math.exp(logit - highest));
    const total = odds.reduce((sum, odd) => sum + odd, 0);
    return this.classes
      .map((is, k) => ({ is, probability: (odds[k] ?? 0) / total }))
      .sort((a, b) => b.probability - a.probability);
  }

  private logit(
    row: Int8Array,
    scale: number,
    embedding: ArrayLike<number>,
    wording: readonly Feature[],
  ): number {
    let sum = row[row.length - 1] ?? 0;
    for (let i = 0; i < embedding.length; i++) sum += (row[i] ?? 0) * (embedding[i] ?? 0) * EMBEDDING_SCALE;
    for (const [index, value] of wording) sum += (row[embedding.length + index] ?? 0) * value;
    return sum * scale;
  }
}
