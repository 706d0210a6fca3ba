import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { AppendFile, readFully } from './append-file';
import { asReadError, IndexBroken, NotIndexed } from './errors';
import { readState } from './state';
import {
  decodeRecords,
  decodeTokenHeader,
  encodeRecords,
  encodeTokenHeader,
  recordBytes,
  TOKEN_FILE,
  TOKEN_HEADER_BYTES,
  type TokenHeader,
  type TokenRows,
} from './token-format';

export { TOKEN_FILE, type TokenHeader, type TokenRows } from './token-format';

/** Bytes that are read at once when a file is gone through. */
const CHUNK_BYTES = 4 * 1024 * 1024;

const TOKENS = 'its token file';

/** What of a token store counts: everything behind it was not finished. */
export interface TokenCommit {
  readonly count: number;
  /** CRC-32 of the committed records, one after the other. */
  readonly checksum: number;
}

/** Appends frame tokens. What was appended counts once `commit` has returned and its result is stored. */
export class TokenWriter {
  readonly header: TokenHeader;
  readonly #file: AppendFile;
  #count: number;
  #checksum: number;

  private constructor(file: AppendFile, header: TokenHeader, commit: TokenCommit) {
    this.#file = file;
    this.header = header;
    this.#count = commit.count;
    this.#checksum = commit.checksum;
  }

  /**
   * Opens the store of a video, cut to what was committed and checked to be that.
   * @throws IndexBroken, DiskFull
   */
  static async open(dir: string, header: TokenHeader, commit: TokenCommit): Promise<TokenWriter> {
    const size = recordBytes(header.dim);
    const committed = commit.count > 0 ? TOKEN_HEADER_BYTES + commit.count * size : 0;
    const file = await AppendFile.open(join(dir, TOKEN_FILE), committed);
    try {
      if (committed === 0) await file.append(encodeTokenHeader(header));
      else await checkCommitted(file, header, commit);
    } catch (error) {
      await file.close();
      throw error;
    }
    return new TokenWriter(file, header, committed === 0 ? { count: 0, checksum: 0 } : commit);
  }

  get count(): number {
    return this.#count;
  }

  /** @throws DiskFull */
  async append(rows: TokenRows): Promise<void> {
    const bytes = encodeRecords(rows, this.header.dim);
    await this.#file.append(bytes);
    this.#count += rows.times.length;
    this.#checksum = crc32(bytes, this.#checksum);
  }

  /** Puts everything on the disk. */
  async commit(): Promise<TokenCommit> {
    await this.#file.sync();
    return { count: this.#count, checksum: this.#checksum };
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

async function checkCommitted(file: AppendFile, header: TokenHeader, commit: TokenCommit): Promise<void> {
  const found = decodeTokenHeader(await file.read(0, TOKEN_HEADER_BYTES));
  if (found.packId !== header.packId || found.dim !== header.dim) {
    throw new IndexBroken('its tokens were made by another model');
  }
  let checksum = 0;
  for (let at = TOKEN_HEADER_BYTES; at < file.size; at += CHUNK_BYTES) {
    checksum = crc32(await file.read(at, Math.min(CHUNK_BYTES, file.size - at)), checksum);
  }
  if (checksum !== commit.checksum) throw new IndexBroken('its frame tokens have changed');
}

/** Reads frame tokens, a stretch at a time. The number of frames is that at the time of opening. */
export class TokenReader {
  readonly header: TokenHeader;
  /** Frames that can be read. */
  readonly count: number;
  readonly #file: FileHandle;

  constructor(file: FileHandle, header: TokenHeader, count: number) {
    this.#file = file;
    this.header = header;
    this.count = count;
  }

  get dim(): number {
    return this.header.dim;
  }

  get packId(): string {
    return this.header.packId;
  }

  /**
   * Frames `from` to `from + count`, each checked against its checksum.
   * @throws RangeError outside of the stored frames, IndexBroken
   */
  async readRows(from: number, count: number): Promise<TokenRows> {
    if (from < 0 || count < 0 || from + count > this.count) {
      throw new RangeError(`frames ${from} to ${from + count} of ${this.count}`);
    }
    const size = recordBytes(this.dim);
    const bytes = await readFully(this.#file, TOKEN_HEADER_BYTES + from * size, count * size).catch(
      (error: unknown) => {
        throw asReadError(error, TOKENS);
      },
    );
    if (bytes.length < count * size) throw new IndexBroken('its token file is shorter than it was');
    return decodeRecords(bytes, this.dim);
  }

  /** @returns float32 [count, dim] @throws RangeError, IndexBroken */
  async readTokens(from: number, count: number): Promise<Float32Array> {
    return (await this.readRows(from, count)).tokens;
  }

  /** All rows, in stretches that fit in a few megabytes. */
  async *chunks(): AsyncGenerator<{ readonly from: number; readonly rows: TokenRows }> {
    const step = Math.max(1, Math.floor(CHUNK_BYTES / recordBytes(this.dim)));
    for (let from = 0; from < this.count; from += step) {
      yield { from, rows: await this.readRows(from, Math.min(step, this.count - from)) };
    }
  }

  /** Presentation times of all frames in microseconds, ascending. */
  async times(): Promise<Float64Array> {
    const times = new Float64Array(this.count);
    for await (const { from, rows } of this.chunks()) times.set(rows.times, from);
    return times;
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

/**
 * Opens the token store of a video for reading: also while it is still growing.
 * @throws NotIndexed where there are no committed frames, IndexBroken
 */
export async function openTokenReader(dir: string): Promise<TokenReader> {
  const state = await readState(dir);
  if (!state || state.frames.count === 0) throw new NotIndexed();
  return openCommitted(dir, state.frames.count);
}

/**
 * Opens a token store of which so many frames are committed.
 * @throws IndexBroken
 */
export async function openCommitted(dir: string, count: number): Promise<TokenReader> {
  const file = await open(join(dir, TOKEN_FILE), 'r').catch((error: unknown) => {
    throw asReadError(error, TOKENS);
  });
  try {
    const header = decodeTokenHeader(await readFully(file, 0, TOKEN_HEADER_BYTES));
    return new TokenReader(file, header, count);
  } catch (error) {
    await file.close();
    throw asReadError(error, TOKENS);
  }
}
