import { type FileHandle, open, rm } from 'node:fs/promises';
import { asWriteError } from '../media/errors';
import { replaceFile as replace } from '../replace-file';
import { asReadError, IndexBroken } from './errors';

/**
 * A file that only grows. How much of it counts is written elsewhere, in the index's state: what lies beyond that was
 * being written when the program stopped, and is cut off when the file is opened again.
 */
export class AppendFile {
  readonly #path: string;
  readonly #file: FileHandle;
  #size: number;

  private constructor(path: string, file: FileHandle, size: number) {
    this.#path = path;
    this.#file = file;
    this.#size = size;
  }

  /**
   * Opens a file, or makes it, and cuts it to `committed` bytes. Where nothing is committed, whatever lies there makes room.
   * @throws IndexBroken where the file holds fewer or is none, DiskFull
   */
  static async open(path: string, committed: number): Promise<AppendFile> {
    try {
      if (committed === 0) await rm(path, { force: true, recursive: true });
      // 'r+' fails on a missing file and 'w+' empties one: which is wanted depends on what is committed.
      const file = await open(path, committed > 0 ? 'r+' : 'w+');
      try {
        const { size } = await file.stat();
        if (size < committed) throw new IndexBroken('a file is shorter than it was');
        await file.truncate(committed);
        return new AppendFile(path, file, committed);
      } catch (error) {
        await file.close();
        throw error;
      }
    } catch (error) {
      throw asWriteError(committed > 0 ? asReadError(error, 'one of its files') : error, path);
    }
  }

  /** Bytes in the file. */
  get size(): number {
    return this.#size;
  }

  async append(bytes: Uint8Array): Promise<void> {
    try {
      await writeFully(this.#file, bytes, this.#size);
    } catch (error) {
      throw asWriteError(error, this.#path);
    }
    this.#size += bytes.length;
  }

  /** Reads back; short only at the end of the file. @throws IndexBroken */
  async read(from: number, count: number): Promise<Buffer> {
    try {
      return await readFully(this.#file, from, count);
    } catch (error) {
      throw asReadError(error, 'one of its files');
    }
  }

  /** Returns once everything lies on the disk. */
  async sync(): Promise<void> {
    try {
      await this.#file.datasync();
    } catch (error) {
      throw asWriteError(error, this.#path);
    }
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

/** Reads `count` bytes from `from`; fewer only at the end of the file. */
export async function readFully(file: FileHandle, from: number, count: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(count);
  let done = 0;
  while (done < count) {
    const { bytesRead } = await file.read(buffer, done, count - done, from + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return buffer.subarray(0, done);
}

/** Writes all bytes to `at`: a disk that is nearly full may take a part of a write and say so only by a number. */
export async function writeFully(file: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await file.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
  }
}

/** As base/replace-file. @throws DiskFull */
export async function replaceFilmFile(path: string, bytes: Uint8Array | string): Promise<void> {
  try {
    await replace(path, bytes);
  } catch (error) {
    throw asWriteError(error, path);
  }
}
