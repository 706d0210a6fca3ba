import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Micros } from '../../../../src-shared/time';
import { replaceFilmFile } from '../../../base/film/append-file';
import { FusionStore, fusionFrames, fusionStride } from '../../../base/film/language-tokens/fusion-store';
import {
  type LanguageTokenJournal,
  type LanguageTokenState,
  systemPath,
} from '../../../base/film/language-tokens/state';
import { readSystemSum } from '../../../base/film/language-tokens/system-sum';
import type { FrameReader } from '../../../base/film/language-tokens/types';
import { TokenWriter } from '../../../base/film/token-store';
import type { SampledFrame } from '../../../base/media/types';
import { Cursor } from '../pass/cursor';
import { FrameBatch } from '../pass/frame-batch';
import type { Sink } from '../pass/read-through';

/**
 * Reads frames in batches and stores what the language model will need: a token a frame, the sum of the system prompt's rows,
 * and the fusion of evenly spread frames. What counts ends between two batches, so that a run which goes on cuts the film
 * into the same batches and adds the same numbers in the same order: all files end with the same bytes.
 */
export class LanguageTokenSink implements Sink<LanguageTokenState> {
  readonly takes = 'frame';
  readonly #journal: LanguageTokenJournal;
  readonly #reader: FrameReader;
  readonly #tokens: TokenWriter;
  readonly #fusion: FusionStore;
  readonly #system: Float64Array;
  readonly #cursor: Cursor;
  readonly #batch: FrameBatch;

  private constructor(
    journal: LanguageTokenJournal,
    reader: FrameReader,
    tokens: TokenWriter,
    system: Float64Array,
  ) {
    this.#journal = journal;
    this.#reader = reader;
    this.#tokens = tokens;
    this.#system = system;
    this.#fusion = new FusionStore(journal.dir);
    this.#cursor = new Cursor(tokens.count, journal.state.recent);
    this.#batch = new FrameBatch(reader);
  }

  /** @throws IndexBroken, DiskFull */
  static async open(journal: LanguageTokenJournal, reader: FrameReader): Promise<LanguageTokenSink> {
    const { dir, state } = journal;
    const { model, dim, framesPerSecond, frames } = state;
    const system = await readSystemSum(dir, state);
    const tokens = await TokenWriter.open(dir, { packId: model, dim, framesPerSecond }, frames);
    return new LanguageTokenSink(journal, reader, tokens, system);
  }

  get count(): number {
    return this.#cursor.count;
  }

  async rewind(afterSeek: boolean): Promise<Micros> {
    this.#batch.clear();
    return this.#cursor.rewind(afterSeek);
  }

  async add(frame: SampledFrame): Promise<void> {
    const number = this.#cursor.take(frame.time, frame.pixels);
    if (number === null) return;
    if (number < this.count) return this.#batch.pass(frame);
    this.#batch.push(frame);
    if (this.#batch.isFull) await this.#read();
  }

  async finish(): Promise<void> {
    this.#cursor.end();
    if (this.#batch.size > 0) await this.#read();
  }

  async #read(): Promise<void> {
    const from = this.count;
    const { frames, pixels, times, differences } = this.#batch.take();
    // By the stride after this batch: what a shorter film would have kept, a longer one drops.
    const stride = fusionStride(from + frames.length, this.#journal.state.fusionLimit);
    const keep = frames.flatMap((_, i) => ((from + i) % stride === 0 ? [i] : []));
    const { tokens, systemSum, fusion } = await this.#reader.read(pixels, frames.length, keep);
    for (const place of keep) {
      const values = fusion.get(place);
      if (values) await this.#fusion.write(from + place, values);
    }
    for (let i = 0; i < this.#system.length; i++) {
      this.#system[i] = (this.#system[i] as number) + (systemSum[i] as number);
    }
    await this.#tokens.append({ times, differences, tokens });
    this.#cursor.stored(
      frames.length,
      frames.map((frame) => ({ time: frame.time, checksum: crc32(frame.pixels) })),
    );
  }

  async commit(damaged: boolean, done: boolean): Promise<Partial<LanguageTokenState>> {
    const tokens = await this.#tokens.commit();
    const system = new Uint8Array(this.#system.buffer);
    if (tokens.count > 0) await replaceFilmFile(systemPath(this.#journal.dir, tokens.count), system);
    return {
      frames: { ...tokens, damaged, done },
      systemChecksum: tokens.count > 0 ? crc32(system) : 0,
      recent: this.#cursor.recent,
    };
  }

  /** Removes what does not count: of an earlier state, or of a run that was stopped before it counted. */
  async committed(): Promise<void> {
    const { dir, state } = this.#journal;
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
