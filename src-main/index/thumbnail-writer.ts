import { join } from 'node:path';
import { AppendFile } from './append-file';
import { IndexBroken } from './errors';
import {
  decodeEntry,
  ENTRY_BYTES,
  encodeEntry,
  THUMBNAIL_FILE,
  THUMBNAIL_INDEX,
  type ThumbnailEntry,
} from './thumbnail-format';

/** Appends the frames' JPEGs one after the other, and beside them an index with each frame's time and place. */
export class ThumbnailWriter {
  readonly #pictures: AppendFile;
  readonly #index: AppendFile;

  private constructor(pictures: AppendFile, index: AppendFile) {
    this.#pictures = pictures;
    this.#index = index;
  }

  /** @throws IndexBroken, DiskFull */
  static async open(dir: string, committed: { count: number; bytes: number }): Promise<ThumbnailWriter> {
    const pictures = await AppendFile.open(join(dir, THUMBNAIL_FILE), committed.bytes);
    try {
      const index = await AppendFile.open(join(dir, THUMBNAIL_INDEX), committed.count * ENTRY_BYTES);
      return new ThumbnailWriter(pictures, index);
    } catch (error) {
      await pictures.close();
      throw error;
    }
  }

  get count(): number {
    return this.#index.size / ENTRY_BYTES;
  }

  /** Bytes of all pictures. */
  get bytes(): number {
    return this.#pictures.size;
  }

  /** @throws DiskFull */
  async append(frames: readonly { readonly time: number; readonly thumbnail: Uint8Array }[]): Promise<void> {
    let offset = this.#pictures.size;
    const entries = frames.map(({ time, thumbnail }) => {
      const entry = encodeEntry(time, offset, thumbnail);
      offset += thumbnail.length;
      return entry;
    });
    await this.#pictures.append(Buffer.concat(frames.map((frame) => frame.thumbnail)));
    await this.#index.append(Buffer.concat(entries));
  }

  /** Frame n as it was stored, to compare a new decoding with. @throws IndexBroken */
  async stored(n: number): Promise<ThumbnailEntry> {
    const bytes = await this.#index.read(n * ENTRY_BYTES, ENTRY_BYTES);
    if (bytes.length < ENTRY_BYTES) throw new IndexBroken('the list of its frames is shorter than it was');
    return decodeEntry(bytes);
  }

  /** The JPEG of frame n. @throws IndexBroken */
  async picture(n: number): Promise<Buffer> {
    const { offset, length } = await this.stored(n);
    return this.#pictures.read(offset, length);
  }

  async sync(): Promise<void> {
    await this.#pictures.sync();
    await this.#index.sync();
  }

  async close(): Promise<void> {
    await this.#pictures.close();
    await this.#index.close();
  }
}
