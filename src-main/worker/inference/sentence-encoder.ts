import { ModelPackBroken } from '../../base/packs/errors';
import { readTokenizer } from './pack-tokenizer';
import { openSession, type Session, Tensor } from './session';
import { normalise } from './vectors';

/** Turns sentences into unit vectors whose cosine says how alike their meanings are. */
export interface SentenceEncoder {
  /** @returns unit vectors, float32 [texts.length, dim]; a text's vector never depends on the other texts */
  embed(texts: readonly string[]): Promise<Float32Array>;
  dispose(): Promise<void>;
}

export interface SentenceModel {
  /** Paths. */
  readonly model: string;
  readonly tokenizer: string;
  readonly tokenizerConfig: string;
  readonly maxTokens: number;
  readonly dim: number;
}

/**
 * Opens a sentence encoder of the MiniLM family: BERT whose last hidden states are averaged over the tokens
 * (https://arxiv.org/abs/1908.10084).
 */
export async function openSentenceEncoder(files: SentenceModel, threads: number): Promise<SentenceEncoder> {
  const tokenizer = await readTokenizer('in use', files);
  const session = await openSession(files.model, { device: 'cpu', threads });
  return {
    async embed(texts) {
      const vectors = new Float32Array(texts.length * files.dim);
      for (const [row, text] of texts.entries()) {
        const ids = tokenizer.encode(text).ids;
        vectors.set(await embedOne(session, cut(ids, files.maxTokens), files.dim), row * files.dim);
      }
      return vectors;
    },
    dispose: () => session.dispose(),
  };
}

/** Keeps the closing token that every text ends with. */
function cut(ids: readonly number[], most: number): readonly number[] {
  return ids.length <= most ? ids : [...ids.slice(0, most - 1), ids.at(-1) as number];
}

/**
 * One text at a time: the model is quantised dynamically, one scale for a whole input, so in a batch every text would
 * change the others' vectors.
 */
async function embedOne(session: Session, ids: readonly number[], dim: number): Promise<Float32Array> {
  const length = ids.length;
  const tensor = (values: readonly number[]) =>
    new Tensor('int64', BigInt64Array.from(values, BigInt), [1, length]);
  const inputs = {
    input_ids: tensor(ids),
    attention_mask: tensor(ids.map(() => 1)),
    token_type_ids: tensor(ids.map(() => 0)),
  };
  const [output] = Object.values(await session.run(inputs));
  const states = output?.data;
  if (!(states instanceof Float32Array) || states.length !== length * dim) {
    throw new ModelPackBroken('in use', 'holds a sentence model with outputs of another shape');
  }
  const mean = new Float32Array(dim);
  // Over the sum instead of the mean: normalising takes the length away.
  for (let i = 0; i < states.length; i++) mean[i % dim] = (mean[i % dim] as number) + (states[i] as number);
  return normalise(mean);
}
