import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Micros } from '../../../../src-shared/time';
import { replaceFile } from '../../../base/film/append-file';
import { TokenWriter } from '../../../base/film/token-store';
import { FusionStore, fusionFrames, fusionStride } from '../../../base/film/watch/fusion-store';
import type { FrameReader } from '../../../base/film/watch/language-types';
import { readSystemSum } from '../../../base/film/watch/system-sum';
import { systemPath, type WatchJournal, type WatchState } from '../../../base/film/watch/watch-state';
import type { SampledFrame } from '../../../base/media/types';
import { frameDifference, type LumaGrid, lumaGrid } from '../frame-difference';
import { DecodedDifferently } from '../frame-sink';
import { CheckpointClock } from '../job';

/** Stored frames that are decoded again when the work goes on, to see that the decoder is where it should be. */
const OVERLAP = 4;

type Recent = WatchState['recent'];

export interface WatchSinkOptions {
  readonly journal: WatchJournal;
  readonly reader: FrameReader;
  readonly checkpointEvery?: number;
  readonly onCheckpoint: (checkpoint: { readonly frameCount: number }) => void;
}

/**
 * Reads frames in batches and stores what the language model will need: a token a frame, the sum of the system prompt's rows,
 * and the fusion of evenly spread frames. Checkpoints come only between batches, so that a run which goes on cuts the film
 * into the same batches and adds the same numbers in the same order: all files end with the same bytes.
 */
export class WatchSink {
  readonly #options: WatchSinkOptions;
  readonly #tokens: TokenWriter;
  readonly #fusion: FusionStore;
  readonly #clock: CheckpointClock;
  readonly #system: Float64Array;
  readonly #batch: SampledFrame[] = [];
  readonly #pixels: Uint8Array;
  #recent: Recent;
  /** Number of the next frame to come: counts those that are stored already. */
  #next = 0;
  #afterSeek = false;
  #before: LumaGrid | null = null;

  private constructor(options: WatchSinkOptions, tokens: TokenWriter, system: Float64Array) {
    const { journal, reader } = options;
    this.#options = options;
    this.#tokens = tokens;
    this.#system = system;
    this.#fusion = new FusionStore(journal.dir);
    this.#clock = new CheckpointClock(options);
    this.#recent = journal.state.recent;
    this.#pixels = new Uint8Array(reader.batchSize * reader.inputWidth * reader.inputHeight * 3);
  }

  /** @throws IndexBroken, DiskFull */
  static async open(options: WatchSinkOptions): Promise<WatchSink> {
    const { dir, state } = options.journal;
    const { model, dim, framesPerSecond, frames } = state;
    const system = await readSystemSum(dir, state);
    const tokens = await TokenWriter.open(dir, { packId: model, dim, framesPerSecond }, frames);
    return new WatchSink(options, tokens, system);
  }

  get count(): number {
    return this.#tokens.count;
  }

  /**
   * Prepares for a pass that begins a few frames before the end of what is stored.
   * @param afterSeek whether the pass seeks there, and so may come out elsewhere
   * @returns where it must begin
   */
  rewind(afterSeek: boolean): Micros {
    this.#afterSeek = afterSeek;
    this.#batch.length = 0;
    this.#before = null;
    this.#next = this.count - this.#recent.length;
    return this.#recent[0]?.time ?? 0;
  }

  /**
   * Takes the next frame of the pass. One that is stored already is compared with what is stored.
   * @throws DecodedDifferently, DiskFull
   */
  async add(frame: SampledFrame, damaged: boolean): Promise<void> {
    if (this.#next < this.count) {
      const stored = this.#recent[this.#next - (this.count - this.#recent.length)];
      // Decoded from the start, the same time is the same frame, even where a damaged one is patched up differently.
      const samePicture = !this.#afterSeek || stored?.checksum === crc32(frame.pixels);
      if (stored?.time !== frame.time || !samePicture) throw new DecodedDifferently();
      this.#next++;
      this.#before = this.#luma(frame);
      return;
    }
    this.#batch.push(frame);
    if (this.#batch.length === this.#options.reader.batchSize) await this.#read();
    if (this.#clock.due && this.#batch.length === 0) await this.#checkpoint(damaged, false);
  }

  /** Reads what is left. @throws DecodedDifferently where the pass ended before all stored frames came again */
  async finish(damaged: boolean): Promise<void> {
    if (this.#next < this.count) throw new DecodedDifferently();
    if (this.#batch.length > 0) await this.#read();
    await this.#checkpoint(damaged, true);
  }

  async #read(): Promise<void> {
    const { reader, journal } = this.#options;
    const frames = this.#batch;
    const from = this.count;
    const size = this.#pixels.length / reader.batchSize;
    for (const [i, frame] of frames.entries()) this.#pixels.set(frame.pixels, i * size);
    // By the stride after this batch: what a shorter film would have kept, a longer one drops.
    const stride = fusionStride(from + frames.length, journal.state.fusionLimit);
    const keep = frames.flatMap((_, i) => ((from + i) % stride === 0 ? [i] : []));
    const { tokens, systemSum, fusion } = await reader.read(
      this.#pixels.subarray(0, frames.length * size),
      frames.length,
      keep,
    );
    for (const place of keep) {
      const values = fusion.get(place);
      if (values) await this.#fusion.write(from + place, values);
    }
    for (let i = 0; i < this.#system.length; i++) {
      this.#system[i] = (this.#system[i] as number) + (systemSum[i] as number);
    }
    const differences = Float32Array.from(frames, (frame) => {
      const luma = this.#luma(frame);
      const difference = frameDifference(this.#before, luma);
      this.#before = luma;
      return difference;
    });
    const times = Float64Array.from(frames, (frame) => frame.time);
    await this.#tokens.append({ times, differences, tokens });
    const latest = frames.map(({ time, pixels }) => ({ time, checksum: crc32(pixels) }));
    this.#recent = [...this.#recent, ...latest].slice(-OVERLAP);
    this.#next = this.count;
    frames.length = 0;
  }

  #luma(frame: SampledFrame): LumaGrid {
    return lumaGrid(frame.pixels, this.#options.reader.inputWidth, this.#options.reader.inputHeight);
  }

  /** Puts everything on the disk, says so, and then removes what counts no more. */
  async #checkpoint(damaged: boolean, done: boolean): Promise<void> {
    const { journal, onCheckpoint } = this.#options;
    const { dir } = journal;
    const commit = await this.#tokens.commit();
    const system = new Uint8Array(this.#system.buffer);
    if (commit.count > 0) await replaceFile(systemPath(dir, commit.count), system);
    await journal.commit({
      frames: { ...commit, damaged, done },
      systemChecksum: commit.count > 0 ? crc32(system) : 0,
      recent: this.#recent,
    });
    await this.sweep();
    onCheckpoint({ frameCount: commit.count });
    this.#clock.reset();
  }

  /** Removes what does not count: of an earlier state, or of a run that was stopped before it counted. */
  async sweep(): Promise<void> {
    const { dir, state } = this.#options.journal;
    const current = basename(systemPath(dir, state.frames.count));
    for (const name of await readdir(dir)) {
      if (name.startsWith('system-') && name !== current) await rm(join(dir, name), { force: true });
    }
    await this.#fusion.sweep(fusionFrames(state.frames.count, state.fusionLimit));
  }

  async close(): Promise<void> {
    await this.#tokens.close();
  }
}
