import type { TokenRows } from '../../../base/film/token-store';
import type { SampledFrame } from '../../../base/media/types';
import { frameDifference, type LumaGrid, lumaGrid } from '../frame-difference';

/** What a model takes at once. */
interface BatchShape {
  readonly batchSize: number;
  readonly inputWidth: number;
  readonly inputHeight: number;
}

/** A batch as the model takes it, and what a token's record has of each frame beside the token. */
export interface Batch extends Omit<TokenRows, 'tokens'> {
  readonly frames: readonly SampledFrame[];
  /** RGB uint8 [frames, inputHeight, inputWidth, 3]; overwritten by the next batch. */
  readonly pixels: Uint8Array;
}

/** Collects frames for a model that turns several at once into tokens. */
export class FrameBatch {
  readonly #shape: BatchShape;
  readonly #pixels: Uint8Array;
  #frames: SampledFrame[] = [];
  #before: LumaGrid | null = null;

  constructor(shape: BatchShape) {
    this.#shape = shape;
    this.#pixels = new Uint8Array(shape.batchSize * shape.inputWidth * shape.inputHeight * 3);
  }

  get size(): number {
    return this.#frames.length;
  }

  get isFull(): boolean {
    return this.#frames.length === this.#shape.batchSize;
  }

  /** Forgets all: a pass begins. */
  clear(): void {
    this.#frames = [];
    this.#before = null;
  }

  /** A frame that is stored already: the next one is told by how much it differs from it. */
  pass(frame: SampledFrame): void {
    this.#before = this.#luma(frame);
  }

  push(frame: SampledFrame): void {
    this.#frames.push(frame);
  }

  /** Hands the frames on, and begins the next batch. */
  take(): Batch {
    const frames = this.#frames;
    this.#frames = [];
    const size = this.#pixels.length / this.#shape.batchSize;
    for (const [i, frame] of frames.entries()) this.#pixels.set(frame.pixels, i * size);
    return {
      frames,
      pixels: this.#pixels.subarray(0, frames.length * size),
      times: Float64Array.from(frames, (frame) => frame.time),
      differences: Float32Array.from(frames, (frame) => this.#difference(frame)),
    };
  }

  #difference(frame: SampledFrame): number {
    const luma = this.#luma(frame);
    const difference = frameDifference(this.#before, luma);
    this.#before = luma;
    return difference;
  }

  #luma(frame: SampledFrame): LumaGrid {
    return lumaGrid(frame.pixels, this.#shape.inputWidth, this.#shape.inputHeight);
  }
}
