import { open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { AppendFile, readFully } from './append-file';
import { asReadError, IndexBroken, isBroken } from './errors';

/** How much of a growing file counts, and the CRC-32 over it. */
export interface Committed {
  readonly bytes: number;
  readonly checksum: number;
}
export const NOTHING: Committed = { bytes: 0, checksum: 0 };

/** A file that only grows, with a checksum that grows with it. */
export class CheckedLog {
  readonly #file: AppendFile;
  #checksum: number;

  private constructor(file: AppendFile, checksum: number) {
    this.#file = file;
    this.#checksum = checksum;
  }

  /**
   * Opens a file, or makes it, and cuts off what does not count.
   * @param committed a checksum that is null is taken of what is there
   * @throws IndexBroken, DiskFull
   */
  static async open(
    path: string,
    { bytes, checksum }: Pick<Committed, 'bytes'> & { readonly checksum: number | null },
  ): Promise<CheckedLog> {
    const file = await AppendFile.open(path, bytes);
    try {
      return new CheckedLog(file, checksum ?? crc32(await file.read(0, bytes)));
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** @throws DiskFull */
  async append(bytes: Uint8Array): Promise<void> {
    await this.#file.append(bytes);
    this.#checksum = crc32(bytes, this.#checksum);
  }

  async read(from: number, count: number): Promise<Buffer> {
    return this.#file.read(from, count);
  }

  /** Returns once everything lies on the disk, with what counts by then. @throws DiskFull */
  async commit(): Promise<Committed> {
    await this.#file.sync();
    return { bytes: this.#file.size, checksum: this.#checksum };
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

/** All of a file that counts. @throws IndexBroken where it is not what was written */
export async function readCommitted(path: string, { bytes, checksum }: Committed): Promise<Buffer> {
  if (bytes === 0) return Buffer.alloc(0);
  let found: Buffer;
  try {
    await using file = await open(path, 'r');
    found = await readFully(file, 0, bytes);
  } catch (error) {
    throw asReadError(error, 'what was read of its tracks');
  }
  if (found.length < bytes || crc32(found) !== checksum) {
    throw new IndexBroken('what was read of its tracks has changed');
  }
  return found;
}

/** Whether a file is what was written. @throws IndexUnreadable where the disk does not say */
export async function isWhole(path: string, committed: Committed): Promise<boolean> {
  try {
    await readCommitted(path, committed);
    return true;
  } catch (error) {
    if (isBroken(error)) return false;
    throw error;
  }
}
