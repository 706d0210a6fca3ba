import { ModelPackBroken } from '../../base/packs/errors';
import type { DualFrames, DualText } from '../../base/packs/manifest';
import { type Pack, tokenModel } from '../../base/packs/pack';
import { tokenizerOf } from './pack-tokenizer';
import { toPixelValues } from './pixels';
import { contentWordsOf } from './query-reader';
import { floats, openSession, type Session, Tensor } from './session';
import type { FrameEncoder, TextSpace } from './types';
import { normalise } from './vectors';

/**
 * The picture side of a CLIP- or SigLIP-like model: a frame's token is its embedding, scaled to length 1, so that the
 * product of two is their cosine. Pixels are normalised here, batch by batch, into one array that is used again.
 */
export class DualFrameEncoder implements FrameEncoder {
  readonly dim: number;
  readonly inputWidth: number;
  readonly inputHeight: number;
  readonly batchSize: number;
  readonly #values: Float32Array;

  constructor(
    private readonly session: Session,
    private readonly part: DualFrames,
  ) {
    this.dim = part.dim;
    this.inputWidth = part.width;
    this.inputHeight = part.height;
    this.batchSize = part.batch;
    this.#values = new Float32Array(part.batch * part.width * part.height * 3);
  }

  async encode(pixels: Uint8Array, count: number): Promise<Float32Array> {
    const { width, height, dim, batch } = this.part;
    const frameBytes = width * height * 3;
    if (pixels.length !== count * frameBytes) {
      throw new RangeError(
        `${count} frames take ${count * frameBytes} bytes, but ${pixels.length} were given`,
      );
    }
    const tokens = new Float32Array(count * dim);
    // Never more at once than the pack allows: graphs with 8-bit numbers would mix the frames of a batch.
    for (let from = 0; from < count; from += batch) {
      const rows = Math.min(batch, count - from);
      tokens.set(
        await this.#encodeBatch(pixels.subarray(from * frameBytes, (from + rows) * frameBytes), rows),
        from * dim,
      );
    }
    return tokens;
  }

  async #encodeBatch(pixels: Uint8Array, rows: number): Promise<Float32Array> {
    const { width, height, dim, input, output, mean, deviation } = this.part;
    const frame = width * height * 3;
    for (let row = 0; row < rows; row++) {
      const one = pixels.subarray(row * frame, (row + 1) * frame);
      toPixelValues(one, width, height, mean, deviation, this.#values, row * frame);
    }
    const values = this.#values.subarray(0, rows * frame);
    const image = new Tensor('float32', values, [rows, 3, height, width]);
    const tokens = floats(await this.session.run({ [input]: image }, [output]), output);
    if (tokens.length !== rows * dim) {
      throw new ModelPackBroken(
        'in use',
        `gives ${tokens.length / rows} values for a frame instead of ${dim}`,
      );
    }
    for (let row = 0; row < rows; row++) normalise(tokens.subarray(row * dim, (row + 1) * dim));
    return tokens;
  }

  dispose(): Promise<void> {
    return this.session.dispose();
  }
}

/** Texts as token ids, in the form that a dual encoder was trained with. */
export interface TextTokens {
  /** At most `maxTokens`, the closing token kept, filled up where the model wants that. */
  ids(text: string): number[];
}

/** @throws ModelPackBroken when the tokenizer cannot be read */
export async function openTextTokens(pack: Pack, part: DualText): Promise<TextTokens> {
  const tokenizer = await tokenizerOf(pack, part);
  return {
    ids(text) {
      const all = tokenizer.encode(text).ids;
      const ids =
        all.length <= part.maxTokens ? all : [...all.slice(0, part.maxTokens - 1), all.at(-1) as number];
      const { padTo } = part;
      return padTo
        ? [...ids, ...new Array<number>(Math.max(0, padTo.length - ids.length)).fill(padTo.id)]
        : ids;
    },
  };
}

/**
 * The text side: a query goes into the pack's sentence and becomes a unit vector among the frames' tokens. A frame's view
 * is its token itself. The space has no labels: it orders frames by how they resemble a text, and names nothing.
 */
export async function openDualTextSpace(pack: Pack, part: DualText, threads: number): Promise<TextSpace> {
  const tokens = await openTextTokens(pack, part);
  const session = await openSession(pack.file(part.model), { device: 'cpu', threads });
  const { dim } = part;
  async function embedTexts(texts: readonly string[]) {
    const vectors = new Float32Array(texts.length * dim);
    for (const [row, text] of texts.entries()) {
      // A function, because in a plain replacement "$&" would mean something.
      const said = part.prompt.replace('{}', () => text);
      vectors.set(await embed(session, tokens.ids(said), part), row * dim);
    }
    return vectors;
  }
  return {
    id: part.id,
    views: { id: part.id, dim, earlier: [] },
    tokenModel: tokenModel(pack.manifest),
    dim,
    labelsPerFrame: 0,
    labels: [],
    embedTexts,
    frameQuery: (text) => embedTexts([text]),
    async viewFrames(given, count) {
      if (given.length !== count * dim) {
        throw new RangeError(`${count} tokens take ${count * dim} values, but ${given.length} were given`);
      }
      // Stored in half precision, they are no longer quite of length 1.
      const embeddings = given.slice();
      for (let row = 0; row < count; row++) normalise(embeddings.subarray(row * dim, (row + 1) * dim));
      return { embeddings, labelIds: new Uint16Array(0), probabilities: new Float32Array(0) };
    },
    likenessOfPictures: () => null,
    readQuery: (query) => ({ concepts: [], unnamed: contentWordsOf(query) }),
    dispose: () => session.dispose(),
  };
}

/** One text at a time: 8-bit graphs scale a whole batch at once, so texts would change each other's vectors. */
async function embed(session: Session, ids: readonly number[], part: DualText): Promise<Float32Array> {
  const shape = [1, ids.length];
  const input_ids = new Tensor('int64', BigInt64Array.from(ids, BigInt), shape);
  // Filling is not masked out either: SigLIP was trained to read it.
  const attention_mask = new Tensor('int64', new BigInt64Array(ids.length).fill(1n), shape);
  const inputs: Record<string, Tensor> = { input_ids };
  if (session.inputNames.includes('attention_mask')) inputs.attention_mask = attention_mask;
  const vector = floats(await session.run(inputs, [part.output]), part.output);
  if (vector.length !== part.dim) {
    throw new ModelPackBroken('in use', `gives ${vector.length} values for a text instead of ${part.dim}`);
  }
  return normalise(vector);
}
