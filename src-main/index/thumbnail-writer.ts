import { join } from 'node:path';
import { crc32 } from 'node:zlib';
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
  #checksum: number;

  private constructor(pictures: AppendFile, index: AppendFile, checksum: number) {
    this.#pictures = pictures;
    this.#index = index;
    this.#checksum = checksum;
  }

  /**
   * @param committed bytes of all pictures; CRC-32 over the entries, null where it was not kept
   * @throws IndexBroken, DiskFull
   */
  static async open(
    dir: string,
    committed: { readonly count: number; readonly bytes: number; readonly checksum: number | null },
  ): Promise<ThumbnailWriter> {
    const pictures = await AppendFile.open(join(dir, THUMBNAIL_FILE), committed.bytes);
    try {
      const index = await AppendFile.open(join(dir, THUMBNAIL_INDEX), committed.count * ENTRY_BYTES);
      const checksum = crc32(await index.read(0, index.size));
      if (committed.count > 0 && committed.checksum !== null && checksum !== committed.checksum) {
        await index.close();
        throw new IndexBroken('the list of its frames has changed');
      }
      return new ThumbnailWriter(pictures, index, checksum);
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

  /** CRC-32 over the entries of all pictures. */
  get checksum(): number {
    return this.#checksum;
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
    const bytes = Buffer.concat(entries);
    await this.#index.append(bytes);
    this.#checksum = crc32(bytes, this.#checksum);
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
