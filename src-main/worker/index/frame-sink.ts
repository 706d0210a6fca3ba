import { access } from 'node:fs/promises';
import type { Micros } from '../../../src-shared/time';
import { replaceFilmFile } from '../../base/film/append-file';
import { posterPath } from '../../base/film/reader';
import type { IndexState } from '../../base/film/state';
import { TokenWriter } from '../../base/film/token-store';
import type { SampledFrame } from '../../base/media/types';
import type { FrameEncoder } from '../inference/types';
import type { IndexJournal } from './job';
import { Cursor, type KnownFrame, OVERLAP } from './pass/cursor';
import { FrameBatch } from './pass/frame-batch';
import type { Sink } from './pass/read-through';
import { ThumbnailWriter } from './thumbnail-writer';

/** Encodes frames in batches and stores tokens and thumbnails. */
export class FrameSink implements Sink<IndexState> {
  readonly takes = 'frame';
  readonly #journal: IndexJournal;
  readonly #encoder: FrameEncoder;
  readonly #tokens: TokenWriter;
  readonly #thumbnails: ThumbnailWriter;
  readonly #cursor: Cursor;
  readonly #batch: FrameBatch;

  private constructor(
    journal: IndexJournal,
    encoder: FrameEncoder,
    tokens: TokenWriter,
    thumbnails: ThumbnailWriter,
  ) {
    this.#journal = journal;
    this.#encoder = encoder;
    this.#tokens = tokens;
    this.#thumbnails = thumbnails;
    this.#cursor = new Cursor(tokens.count);
    this.#batch = new FrameBatch(encoder);
  }

  /** @throws IndexBroken, DiskFull */
  static async open(journal: IndexJournal, encoder: FrameEncoder): Promise<FrameSink> {
    const { dir } = journal;
    const { packId, framesPerSecond, frames } = journal.state;
    const header = { packId, framesPerSecond, dim: encoder.dim };
    const tokens = await TokenWriter.open(dir, header, frames);
    try {
      const { count, thumbnailBytes: bytes, thumbnailChecksum: checksum } = frames;
      const thumbnails = await ThumbnailWriter.open(dir, { count, bytes, checksum });
      return new FrameSink(journal, encoder, tokens, thumbnails);
    } catch (error) {
      await tokens.close();
      throw error;
    }
  }

  get count(): number {
    return this.#cursor.count;
  }

  async rewind(afterSeek: boolean): Promise<Micros> {
    this.#batch.clear();
    const known: KnownFrame[] = [];
    for (let n = Math.max(0, this.count - OVERLAP); n < this.count; n++)
      known.push(await this.#thumbnails.stored(n));
    return this.#cursor.rewind(afterSeek, { known });
  }

  async add(frame: SampledFrame): Promise<void> {
    const number = this.#cursor.take(frame.time, frame.thumbnail);
    if (number === null) return;
    if (number < this.count) return this.#batch.pass(frame);
    this.#batch.push(frame);
    if (this.#batch.isFull) await this.#encode();
  }

  async finish(): Promise<void> {
    this.#cursor.end();
    if (this.#batch.size > 0) await this.#encode();
  }

  async #encode(): Promise<void> {
    const { frames, pixels, times, differences } = this.#batch.take();
    const tokens = await this.#encoder.encode(pixels, frames.length);
    await this.#tokens.append({ times, differences, tokens });
    await this.#thumbnails.append(frames);
    this.#cursor.stored(frames.length);
  }

  async commit(damaged: boolean, done: boolean): Promise<Partial<IndexState>> {
    const tokens = await this.#tokens.commit();
    await this.#thumbnails.sync();
    if (tokens.count > 0) await this.#firstPoster(this.#journal.dir);
    const { bytes: thumbnailBytes, checksum: thumbnailChecksum } = this.#thumbnails;
    const { frames } = this.#journal.state;
    return {
      dim: this.#encoder.dim,
      frames: { ...frames, ...tokens, thumbnailBytes, thumbnailChecksum, damaged, done },
    };
  }

  /** Something to show until the scenes are known: the first frame. */
  async #firstPoster(dir: string): Promise<void> {
    const exists = await access(posterPath(dir)).then(
      () => true,
      () => false,
    );
    if (!exists) await replaceFilmFile(posterPath(dir), await this.#thumbnails.picture(0));
  }

  async close(): Promise<void> {
    await this.#tokens.close();
    await this.#thumbnails.close();
  }
}
