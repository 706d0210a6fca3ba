import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { makeFolders } from '../../make-folder';
import { systemCode } from '../../media/errors';
import { replaceFilmFile } from '../append-file';
import { asReadError, IndexBroken } from '../errors';

const FOLDER = 'fusion';
const ENDING = '.kv';
const MAGIC = 'LTFUSE01';
/** Magic, u32 frame, u32 values, u32 zero, u32 CRC-32 of the values. Little-endian, as are the values. */
const HEADER_BYTES = 24;

/**
 * Frames of which fusion is kept are every 2^k-th, with the smallest k that leaves no more than `limit` of them: evenly spread
 * whatever the film's length turns out to be, and at each moment a subset of those kept before.
 */
export function fusionStride(count: number, limit: number): number {
  let stride = 1;
  while (Math.ceil(count / stride) > limit) stride *= 2;
  return stride;
}

/** Numbers of the frames of which fusion is kept of so many frames, ascending. */
export function fusionFrames(count: number, limit: number): number[] {
  const stride = fusionStride(count, limit);
  return Array.from({ length: Math.ceil(count / stride) }, (_, n) => n * stride);
}

/**
 * What exact question fusion needs of a frame, a file a frame: some nine megabytes of an 8 B model, so that dropping every
 * other one must not mean to write the rest anew.
 */
export class FusionStore {
  readonly #folder: string;

  constructor(dir: string) {
    this.#folder = join(dir, FOLDER);
  }

  /** @throws DiskFull */
  async write(frame: number, values: Uint16Array): Promise<void> {
    await makeFolders(this.#folder);
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const header = Buffer.alloc(HEADER_BYTES);
    header.write(MAGIC, 0, 'latin1');
    header.writeUInt32LE(frame, 8);
    header.writeUInt32LE(values.length, 12);
    header.writeUInt32LE(crc32(bytes), 20);
    await replaceFilmFile(this.#path(frame), Buffer.concat([header, bytes]));
  }

  /** @returns [length] half-precision patterns @throws IndexBroken where it is missing or has changed */
  async read(frame: number, length: number): Promise<Uint16Array> {
    const file = await readFile(this.#path(frame)).catch((cause: unknown) => {
      throw asReadError(cause, 'what was kept of a frame for questions');
    });
    const bytes = file.subarray(HEADER_BYTES);
    const whole =
      file.length === HEADER_BYTES + 2 * length &&
      file.toString('latin1', 0, MAGIC.length) === MAGIC &&
      file.readUInt32LE(8) === frame &&
      file.readUInt32LE(12) === length &&
      file.readUInt32LE(20) === crc32(bytes);
    if (!whole) throw new IndexBroken('what was kept of a frame for questions has changed');
    const values = new Uint16Array(length);
    new Uint8Array(values.buffer).set(bytes);
    return values;
  }

  /** Removes all but these frames': those that are kept no more, and those that were written but never counted. */
  async sweep(kept: readonly number[]): Promise<void> {
    const names = new Set(kept.map(nameOf));
    const found = await readdir(this.#folder).catch((error: unknown) => {
      if (systemCode(error) === 'ENOENT') return [];
      throw error;
    });
    for (const name of found) if (!names.has(name)) await rm(join(this.#folder, name), { force: true });
  }

  #path(frame: number): string {
    return join(this.#folder, nameOf(frame));
  }
}

function nameOf(frame: number): string {
  return `${frame}${ENDING}`;
}
