import { access } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { Micros } from '../../src-shared/time';
import type { FrameEncoder } from '../inference/types';
import type { SampledFrame } from '../media/types';
import { replaceFile } from './append-file';
import { frameDifference, type LumaGrid, lumaGrid } from './frame-difference';
import { CheckpointClock, type IndexJob } from './job';
import { posterPath } from './reader';
import { ThumbnailWriter } from './thumbnail-writer';
import { TokenWriter } from './token-store';

/** Stored frames that are decoded again when a job goes on, to see that the decoder is where it should be. */
const OVERLAP = 4;

/** Decoding again gave other frames than before: after a seek that was not exact, or from another file. */
export class DecodedDifferently extends Error {}

/** Encodes frames in batches and stores tokens and thumbnails, going on where an earlier run stopped. */
export class FrameSink {
  readonly #job: IndexJob;
  readonly #encoder: FrameEncoder;
  readonly #tokens: TokenWriter;
  readonly #thumbnails: ThumbnailWriter;
  readonly #clock: CheckpointClock;
  readonly #batch: SampledFrame[] = [];
  readonly #pixels: Uint8Array;
  /** Number of the next frame to come: counts those that are stored already. */
  #next = 0;
  #afterSeek = false;
  #before: LumaGrid | null = null;

  private constructor(
    job: IndexJob,
    encoder: FrameEncoder,
    tokens: TokenWriter,
    thumbnails: ThumbnailWriter,
  ) {
    this.#job = job;
    this.#clock = new CheckpointClock(job.deps);
    this.#encoder = encoder;
    this.#tokens = tokens;
    this.#thumbnails = thumbnails;
    this.#pixels = new Uint8Array(encoder.batchSize * encoder.inputWidth * encoder.inputHeight * 3);
  }

  /** @throws IndexBroken, DiskFull */
  static async open(job: IndexJob, encoder: FrameEncoder): Promise<FrameSink> {
    const { packId, framesPerSecond, frames } = job.journal.state;
    const { dir } = job.request;
    const header = { packId, framesPerSecond, dim: encoder.dim };
    const tokens = await TokenWriter.open(dir, header, frames);
    try {
      const { count, thumbnailBytes: bytes, thumbnailChecksum: checksum } = frames;
      const committed = { count, bytes, checksum };
      return new FrameSink(job, encoder, tokens, await ThumbnailWriter.open(dir, committed));
    } catch (error) {
      await tokens.close();
      throw error;
    }
  }

  get count(): number {
    return this.#tokens.count;
  }

  /**
   * Prepares for a pass that begins a few frames before the end of what is stored.
   * @param afterSeek whether the pass seeks there, and so may come out elsewhere
   * @returns where it must begin
   */
  async rewind(afterSeek: boolean): Promise<Micros> {
    this.#afterSeek = afterSeek;
    this.#batch.length = 0;
    this.#before = null;
    this.#next = Math.max(0, this.count - OVERLAP);
    return this.count === 0 ? 0 : (await this.#thumbnails.stored(this.#next)).time;
  }

  /**
   * Takes the next frame of the pass. One that is stored already is compared with what is stored.
   * @throws DecodedDifferently, DiskFull
   */
  async add(frame: SampledFrame, damaged: boolean): Promise<void> {
    if (this.#next < this.count) {
      const stored = await this.#thumbnails.stored(this.#next);
      // Decoded from the start, the same time is the same frame. Its pixels need not be: ffmpeg, with several threads,
      // patches up a damaged picture differently every time.
      const samePicture = !this.#afterSeek || stored.checksum === crc32(frame.thumbnail);
      if (stored.time !== frame.time || !samePicture) throw new DecodedDifferently();
      this.#next++;
      this.#before = this.#luma(frame);
      return;
    }
    this.#batch.push(frame);
    if (this.#batch.length === this.#encoder.batchSize) await this.#encode();
    if (this.#clock.due && this.#batch.length === 0) await this.checkpoint(damaged);
  }

  /** Encodes what is left. @throws DecodedDifferently where the pass ended before all stored frames came again */
  async finish(damaged: boolean): Promise<void> {
    if (this.#next < this.count) throw new DecodedDifferently();
    if (this.#batch.length > 0) await this.#encode();
    await this.checkpoint(damaged);
  }

  async #encode(): Promise<void> {
    const frames = this.#batch;
    const count = frames.length;
    const size = this.#pixels.length / this.#encoder.batchSize;
    for (const [i, frame] of frames.entries()) this.#pixels.set(frame.pixels, i * size);
    const tokens = await this.#encoder.encode(this.#pixels.subarray(0, count * size), count);
    const differences = Float32Array.from(frames, (frame) => {
      const luma = this.#luma(frame);
      const difference = frameDifference(this.#before, luma);
      this.#before = luma;
      return difference;
    });
    await this.#tokens.append({
      times: Float64Array.from(frames, (frame) => frame.time),
      differences,
      tokens,
    });
    await this.#thumbnails.append(frames);
    this.#next = this.count;
    frames.length = 0;
  }

  #luma(frame: SampledFrame): LumaGrid {
    return lumaGrid(frame.pixels, this.#encoder.inputWidth, this.#encoder.inputHeight);
  }

  /** Puts everything on the disk and says so. */
  async checkpoint(damaged: boolean): Promise<void> {
    const { journal, callbacks, request } = this.#job;
    const commit = await this.#tokens.commit();
    await this.#thumbnails.sync();
    if (commit.count > 0) await this.#firstPoster(request.dir);
    const { bytes: thumbnailBytes, checksum: thumbnailChecksum } = this.#thumbnails;
    await journal.commit({
      dim: this.#encoder.dim,
      frames: { ...journal.state.frames, ...commit, thumbnailBytes, thumbnailChecksum, damaged },
    });
    callbacks.onCheckpoint({ what: 'frames', frameCount: commit.count });
    this.#clock.reset();
  }

  /** Something to show until the scenes are known: the first frame. */
  async #firstPoster(dir: string): Promise<void> {
    const exists = await access(posterPath(dir)).then(
      () => true,
      () => false,
    );
    if (!exists) await replaceFile(posterPath(dir), await this.#thumbnails.picture(0));
  }

  async close(): Promise<void> {
    await this.#tokens.close();
    await this.#thumbnails.close();
  }
}
