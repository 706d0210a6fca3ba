import type { Device } from '../../../../src-shared/devices';
import type { FrameReader, ReadFrames } from '../../../base/film/language-tokens/types';
import { ModelPackBroken } from '../../../base/packs/errors';
import type { AnswersPart } from '../../../base/packs/manifest';
import { deviceMemory } from '../../../base/packs/memory';
import { type Pack, tokenModel } from '../../../base/packs/pack';
import { GRAPH } from '../../checkpoints/llava-mini/graph-io';
import type { Picture } from '../pixels';
import { floats, openGraph, type Session, type SessionOptions, Tensor, type Tensors } from '../session';
import { freeOnDevice } from './cache';
import { withFallback } from './device-fallback';
import { Embeddings } from './embeddings';
import { FrameJoiner } from './frame-joiner';
import { frameViews, pictureViews } from './picture-crops';
import { framePlan, Prefusion } from './prefusion';
import { buildPrompt, isPadding } from './prompt';
import { openTextTokens } from './tokenizer';

/** Pictures of one call of the vision graph. More gain little on a CPU and delay a cancel. */
const VIEWS_A_CALL = 4;
/**
 * On a device, whose units are many: by how much of its memory is free, in bytes, beside the graphs. A picture takes some fifty
 * megabytes there on its way through the tower of the released model. Of a device that does not tell, the fewest.
 */
const VIEWS_ON_A_DEVICE: readonly (readonly [free: number, views: number])[] = [
  [40e9, 32],
  [20e9, 16],
];
const FEWEST_ON_A_DEVICE = 8;

async function viewsACall(device: Device): Promise<number> {
  if (device === 'cpu') return VIEWS_A_CALL;
  const { available } = await deviceMemory(device);
  const [, views] = VIEWS_ON_A_DEVICE.find(([free]) => available !== null && available >= free) ?? [];
  return views ?? FEWEST_ON_A_DEVICE;
}

/** A frame reader that also reads still pictures. */
export interface PictureReader extends FrameReader {
  /** Where it runs: the device asked for, or the CPU where that would not take the graphs. */
  readonly device: Device;
  /** Whether pictures stay on the device on their way from graph to graph. */
  readonly resident: boolean;
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
 * @param more for tests: of each session; `resident` false has pictures go through memory as on the CPU
 * @throws ModelPackBroken
 */
export async function openFrameReader(
  pack: Pack,
  device: Device,
  threads: number,
  { resident = true, ...more }: Pick<SessionOptions, 'takesEmpty'> & { readonly resident?: boolean } = {},
): Promise<PictureReader> {
  const part = answersOf(pack);
  const tokens = await openTextTokens(pack, part);
  const { system } = buildPrompt(tokens, part.systemPrompt, [], '');
  const embeddings = await Embeddings.open(pack, part);
  const systemRows = await embeddings.rows(system).finally(() => embeddings.close());
  return withFallback(device, async (chosen) => {
    const options = { device: chosen, threads, ...more };
    const fused = fusedPlaces(system);
    const own = rowsAt(fused, systemRows, part);
    const name = `${tokenModel(pack.manifest)}/${part.graphs.vision}`;
    const joiner = resident ? await FrameJoiner.open(chosen, name, own, part.hidden) : null;
    const opened: { dispose(): Promise<void> }[] = joiner ? [joiner] : [];
    try {
      const stays = joiner ? [GRAPH.vision.frames] : [];
      const vision = await openGraph(pack, part.graphs.vision, { ...options, resident: stays });
      opened.push(vision);
      const prefusion = await openGraph(pack, part.graphs.prefusion, options);
      const sessions = { vision, prefusion, joiner };
      const views = await viewsACall(chosen);
      return new GraphFrameReader(chosen, sessions, part, { fused, rows: systemRows, own }, views);
    } catch (error) {
      for (const one of opened) await one.dispose();
      throw error;
    }
  });
}

/** Places in the system prompt whose rows go through pre-fusion; the others keep their embedding. */
function fusedPlaces(system: readonly number[]): number[] {
  return [...system.keys()].filter((place) => !isPadding(system[place] as number));
}

function rowsAt(places: readonly number[], rows: Float32Array, { hidden }: AnswersPart): Float32Array {
  const own = new Float32Array(places.length * hidden);
  places.forEach((place, i) => {
    own.set(rows.subarray(place * hidden, (place + 1) * hidden), i * hidden);
  });
  return own;
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
  readonly #fused: readonly number[];

  /**
   * @param system float32 [rows, hidden]: the system prompt's embeddings, which of them go through pre-fusion, and these alone
   * @param viewsACall pictures of one call of the vision graph
   */
  constructor(
    readonly device: Device,
    private readonly sessions: {
      readonly vision: Session;
      readonly prefusion: Session;
      readonly joiner: FrameJoiner | null;
    },
    private readonly part: AnswersPart,
    private readonly system: {
      readonly fused: readonly number[];
      readonly rows: Float32Array;
      readonly own: Float32Array;
    },
    viewsACall: number,
  ) {
    this.dim = part.hidden * part.compressedTokens;
    this.inputWidth = part.image.side;
    this.inputHeight = part.image.side;
    this.hidden = part.hidden;
    this.systemRows = system.rows.length / part.hidden;
    this.#views = framePlan(part).views;
    this.batchSize = Math.max(1, Math.floor(viewsACall / this.#views));
    this.#fused = system.fused;
    this.#prefusion = new Prefusion(sessions.prefusion, part, this.#fused.length);
  }

  get resident(): boolean {
    return this.sessions.joiner !== null;
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
    const outputs = await this.sessions.vision.run({ [pixels]: new Tensor('float32', values, dims) }, [
      frames,
    ]);
    const { total, before, compressed } = framePlan(this.part);
    const read = outputs[frames];
    if (read?.dims.join() !== [count, total, hidden].join()) {
      throw new ModelPackBroken('in use', 'holds a vision model with outputs of another shape');
    }
    const tokens = new Float32Array(count * this.dim);
    const systemSum = new Float64Array(this.systemRows * hidden);
    const fusion = new Map<number, Uint16Array>();
    const wanted = Array.from({ length: compressed + this.#fused.length }, (_, i) => before + i);
    try {
      for (let frame = 0; frame < count; frame++) {
        const input = await this.#rowsOf(outputs, frame);
        const fused = await this.#prefusion.readFrame(input, wanted, keep.has(frame));
        if (input instanceof Tensor) freeOnDevice([input]);
        tokens.set(fused.rows.subarray(0, this.dim), frame * this.dim);
        this.#addSystem(systemSum, fused.rows.subarray(this.dim));
        if (fused.fusion) fusion.set(frame, fused.fusion);
      }
    } finally {
      freeOnDevice([read]);
    }
    return { tokens, systemSum, fusion };
  }

  /** A frame's rows, then the system prompt's. */
  async #rowsOf(outputs: Tensors, frame: number): Promise<Float32Array | Tensor> {
    const { frames } = GRAPH.vision;
    const read = outputs[frames] as Tensor;
    if (this.sessions.joiner && read.location === 'gpu-buffer') {
      return this.sessions.joiner.rowsOf(read, frame);
    }
    const length = read.dims.slice(1).reduce((product, size) => product * size, 1);
    const system = this.system.own;
    const rows = new Float32Array(length + system.length);
    rows.set(floats(outputs, frames).subarray(frame * length, (frame + 1) * length));
    rows.set(system, length);
    return rows;
  }

  /** Adds one frame's rows of the system prompt; those that are padding add their embedding each time. */
  #addSystem(sum: Float64Array, fused: Float32Array): void {
    const { hidden } = this;
    const source = this.system.rows.slice();
    this.#fused.forEach((place, i) => {
      source.set(fused.subarray(i * hidden, (i + 1) * hidden), place * hidden);
    });
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (source[i] as number);
  }

  async dispose(): Promise<void> {
    const { vision, prefusion, joiner } = this.sessions;
    await vision.dispose();
    await prefusion.dispose();
    await joiner?.dispose();
  }
}
