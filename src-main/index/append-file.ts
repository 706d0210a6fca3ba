import { type FileHandle, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { asWriteError } from '../media/errors';
import { IndexBroken } from './errors';

/**
 * A file that only grows. How much of it counts is written elsewhere, in the index's state: what lies beyond that was
 * being written when the program stopped, and is cut off when the file is opened again.
 */
export class AppendFile {
  readonly #file: FileHandle;
  #size: number;

  private constructor(file: FileHandle, size: number) {
    this.#file = file;
    this.#size = size;
  }

  /**
   * Opens a file, or makes it, and cuts it to `committed` bytes.
   * @throws IndexBroken where the file holds fewer, DiskFull
   */
  static async open(path: string, committed: number): Promise<AppendFile> {
    try {
      // 'r+' fails on a missing file and 'w+' empties one: which is wanted depends on what is committed.
      const file = await open(path, committed > 0 ? 'r+' : 'w+');
      try {
        const { size } = await file.stat();
        if (size < committed) throw new IndexBroken('a file is shorter than it was');
        await file.truncate(committed);
        return new AppendFile(file, committed);
      } catch (error) {
        await file.close();
        throw error;
      }
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT' && committed > 0) {
        throw new IndexBroken('a file is missing', { cause: error });
      }
      throw asWriteError(error);
    }
  }

  /** Bytes in the file. */
  get size(): number {
    return this.#size;
  }

  async append(bytes: Uint8Array): Promise<void> {
    let done = 0;
    try {
      while (done < bytes.length) {
        const { bytesWritten } = await this.#file.write(bytes, done, bytes.length - done, this.#size + done);
        done += bytesWritten;
      }
    } catch (error) {
      throw asWriteError(error);
    }
    this.#size += done;
  }

  /** Reads back; short only at the end of the file. */
  async read(from: number, count: number): Promise<Buffer> {
    return readFully(this.#file, from, count);
  }

  /** Returns once everything lies on the disk. */
  async sync(): Promise<void> {
    try {
      await this.#file.datasync();
    } catch (error) {
      throw asWriteError(error);
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

/**
 * Puts a whole file in place at once: written beside it, synced, renamed. A crash leaves the old one or the new one.
 * @throws DiskFull
 */
export async function replaceFile(path: string, bytes: Uint8Array | string): Promise<void> {
  try {
    const temporary = `${path}.new`;
    await using file = await open(temporary, 'w');
    await file.writeFile(bytes);
    await file.datasync();
    await rename(temporary, path);
  } catch (error) {
    throw asWriteError(error);
  }
  await syncDirectory(dirname(path));
}

/** Makes renames and new files in a folder last. Windows neither needs nor allows it. */
async function syncDirectory(dir: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using handle = await open(dir, 'r');
  await handle.sync();
}
