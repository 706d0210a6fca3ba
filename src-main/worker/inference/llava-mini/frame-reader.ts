import type { Device } from '../../../../src-shared/devices';
import type { FrameReader, ReadFrames } from '../../../base/film/language-tokens/types';
import { ModelPackBroken } from '../../../base/packs/errors';
import type { AnswersPart } from '../../../base/packs/manifest';
import type { Pack } from '../../../base/packs/pack';
import { GRAPH } from '../../checkpoints/llava-mini/graph-io';
import type { Picture } from '../pixels';
import { floats, openGraph, type Session, type SessionOptions, Tensor } from '../session';
import { withFallback } from './device-fallback';
import { Embeddings } from './embeddings';
import { frameViews, pictureViews } from './picture-crops';
import { framePlan, Prefusion } from './prefusion';
import { buildPrompt, isPadding } from './prompt';
import { openTextTokens } from './tokenizer';

/** Pictures of one call of the vision graph. More gain little on a CPU and delay a cancel. */
const VIEWS_A_CALL = 4;

/** A frame reader that also reads still pictures. */
export interface PictureReader extends FrameReader {
  /** Where it runs: the device asked for, or the CPU where that would not take the graphs. */
  readonly device: Device;
  /** One still picture of any size, padded or cropped as the model wants it, its crops from its own resolution. */
  readPicture(picture: Picture, keep: boolean): Promise<ReadFrames>;
}

/** The part of a pack's manifest for answers. @throws ModelPackBroken where it has none */
export function answersOf(pack: Pack): AnswersPart {
  const { answers, name } = pack.manifest;
  if (!answers) throw new ModelPackBroken(name, 'does not answer questions');
  return answers;
}

/**
 * Opens the part of a LLaVA-Mini pack that reads frames.
 * @param threads threads for one operator on the CPU
 * @param more of each session, for tests
 * @throws ModelPackBroken
 */
export async function openFrameReader(
  pack: Pack,
  device: Device,
  threads: number,
  more: Pick<SessionOptions, 'takesEmpty'> = {},
): Promise<PictureReader> {
  const part = answersOf(pack);
  const tokens = await openTextTokens(pack, part);
  const { system } = buildPrompt(tokens, part.systemPrompt, [], '');
  const embeddings = await Embeddings.open(pack, part);
  const systemRows = await embeddings.rows(system).finally(() => embeddings.close());
  return withFallback(device, async (chosen) => {
    const options = { device: chosen, threads, ...more };
    const vision = await openGraph(pack, part.graphs.vision, options);
    try {
      const prefusion = await openGraph(pack, part.graphs.prefusion, options);
      return new GraphFrameReader(chosen, vision, prefusion, part, system, systemRows);
    } catch (error) {
      await vision.dispose();
      throw error;
    }
  });
}

class GraphFrameReader implements PictureReader {
  readonly dim: number;
  readonly inputWidth: number;
  readonly inputHeight: number;
  readonly batchSize: number;
  readonly systemRows: number;
  readonly hidden: number;
  readonly #prefusion: Prefusion;
  readonly #views: number;
  /** Places in the system prompt whose rows go through pre-fusion; the others keep their embedding. */
  readonly #fused: readonly number[];

  constructor(
    readonly device: Device,
    private readonly vision: Session,
    private readonly prefusionSession: Session,
    private readonly part: AnswersPart,
    system: readonly number[],
    private readonly systemEmbeddings: Float32Array,
  ) {
    this.dim = part.hidden * part.compressedTokens;
    this.inputWidth = part.image.side;
    this.inputHeight = part.image.side;
    this.hidden = part.hidden;
    this.systemRows = system.length;
    this.#views = framePlan(part).views;
    this.batchSize = Math.max(1, Math.floor(VIEWS_A_CALL / this.#views));
    this.#fused = [...system.keys()].filter((place) => !isPadding(system[place] as number));
    this.#prefusion = new Prefusion(prefusionSession, part, this.#fused.length);
  }

  get fusionLength(): number {
    return this.#prefusion.fusionLength;
  }

  async read(pixels: Uint8Array, count: number, keep: readonly number[]): Promise<ReadFrames> {
    const { side } = this.part.image;
    const frameBytes = side * side * 3;
    if (pixels.length !== count * frameBytes) {
      throw new RangeError(
        `${count} frames take ${count * frameBytes} bytes, but ${pixels.length} were given`,
      );
    }
    const values = new Float32Array(count * this.#views * frameBytes);
    for (let frame = 0; frame < count; frame++) {
      const data = pixels.subarray(frame * frameBytes, (frame + 1) * frameBytes);
      frameViews({ data, width: side, height: side }, this.part, values, frame * this.#views * frameBytes);
    }
    return this.#read(values, count, new Set(keep));
  }

  readPicture(picture: Picture, keep: boolean): Promise<ReadFrames> {
    return this.#read(pictureViews(picture, this.part), 1, new Set(keep ? [0] : []));
  }

  async #read(values: Float32Array, count: number, keep: ReadonlySet<number>): Promise<ReadFrames> {
    const { image, hidden } = this.part;
    const dims = [count * this.#views, 3, image.side, image.side];
    const { pixels, frames } = GRAPH.vision;
    const outputs = await this.vision.run({ [pixels]: new Tensor('float32', values, dims) }, [frames]);
    const rows = floats(outputs, frames);
    const { total, before, compressed } = framePlan(this.part);
    if (rows.length !== count * total * hidden) {
      throw new ModelPackBroken('in use', 'holds a vision model with outputs of another shape');
    }
    const tokens = new Float32Array(count * this.dim);
    const systemSum = new Float64Array(this.systemRows * hidden);
    const fusion = new Map<number, Uint16Array>();
    const input = new Float32Array((total + this.#fused.length) * hidden);
    this.#fused.forEach((place, i) => {
      const row = this.systemEmbeddings.subarray(place * hidden, (place + 1) * hidden);
      input.set(row, (total + i) * hidden);
    });
    const wanted = Array.from({ length: compressed + this.#fused.length }, (_, i) => before + i);
    for (let frame = 0; frame < count; frame++) {
      input.set(rows.subarray(frame * total * hidden, (frame + 1) * total * hidden));
      const read = await this.#prefusion.readFrame(input, wanted, keep.has(frame));
      tokens.set(read.rows.subarray(0, this.dim), frame * this.dim);
      this.#addSystem(systemSum, read.rows.subarray(this.dim));
      if (read.fusion) fusion.set(frame, read.fusion);
    }
    return { tokens, systemSum, fusion };
  }

  /** Adds one frame's rows of the system prompt; those that are padding add their embedding each time. */
  #addSystem(sum: Float64Array, fused: Float32Array): void {
    const { hidden } = this;
    const source = this.systemEmbeddings.slice();
    this.#fused.forEach((place, i) => {
      source.set(fused.subarray(i * hidden, (i + 1) * hidden), place * hidden);
    });
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (source[i] as number);
  }

  async dispose(): Promise<void> {
    await this.vision.dispose();
    await this.prefusionSession.dispose();
  }
}
