import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { asReadError } from '../../../base/film/errors';
import {
  BLOCK_ROWS,
  blockAt,
  blockBytes,
  decodeHeader,
  HEADER_BYTES,
  isBlockWhole,
  rowBytes,
  type ViewBlock,
  type ViewHeader,
} from '../frame-embedding-format';
import { VIEW_FILE } from '../frame-embedding-store';
import type { LabelColumns } from './frame-labels';

/**
 * Reads single rows and columns of a view file, without waiting for a turn of a thread pool: a search of an archive asks for
 * thousands of them, of which the system has most in memory. What is read so is not held against a checksum; `block` is.
 */
export class ViewReader {
  readonly #scales = new Map<number, Float32Array>();

  private constructor(
    private readonly file: number,
    readonly header: ViewHeader,
  ) {}

  /** @returns null where there is no view file @throws IndexBroken */
  static open(dir: string): ViewReader | null {
    try {
      const file = openSync(join(dir, VIEW_FILE), 'r');
      const head = Buffer.alloc(HEADER_BYTES);
      const header = readSync(file, head, 0, HEADER_BYTES, 0) === HEADER_BYTES ? decodeHeader(head) : null;
      if (header) return new ViewReader(file, header);
      closeSync(file);
      return null;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw asReadError(error, 'the file that its pictures are searched by');
    }
  }

  get blocks(): number {
    return Math.ceil(this.header.rows / BLOCK_ROWS);
  }

  /** 32 bytes that tell this file from others, by its header and the checksums of its first and its last block. */
  identity(): Uint8Array {
    const hash = createHash('sha256').update(JSON.stringify(this.header));
    const size = blockBytes(this.header);
    for (const block of [0, this.blocks - 1]) {
      hash.update(this.#read(HEADER_BYTES + Math.max(0, block + 1) * size - 8, 8));
    }
    return hash.digest();
  }

  /** @returns null where it is not what was written */
  block(index: number): ViewBlock | null {
    const size = blockBytes(this.header);
    const bytes = this.#read(HEADER_BYTES + index * size, size);
    return isBlockWhole(bytes, this.header) ? blockAt(bytes.buffer, 0, this.header) : null;
  }

  /** Label numbers and probabilities of one row: see `ViewBlock`. */
  labelsOf(row: number): LabelColumns {
    const { labels } = this.header;
    const at = this.#at(Math.floor(row / BLOCK_ROWS)) + 12 * BLOCK_ROWS + 2 * labels * (row % BLOCK_ROWS);
    const column = (from: number) => new Uint16Array(this.#read(from, 2 * labels).buffer);
    return { labelIds: column(at), probabilities: column(at + 2 * labels * BLOCK_ROWS) };
  }

  scale(row: number): number {
    const block = Math.floor(row / BLOCK_ROWS);
    let scales = this.#scales.get(block);
    if (!scales) {
      scales = new Float32Array(this.#read(this.#at(block) + 8 * BLOCK_ROWS, 4 * BLOCK_ROWS).buffer);
      this.#scales.set(block, scales);
    }
    return scales[row % BLOCK_ROWS] as number;
  }

  embedding(row: number): Int8Array {
    const { dim, labels } = this.header;
    const width = rowBytes(dim);
    const at = this.#at(Math.floor(row / BLOCK_ROWS)) + (12 + 4 * labels) * BLOCK_ROWS;
    return new Int8Array(this.#read(at + (row % BLOCK_ROWS) * width, width).buffer);
  }

  close(): void {
    closeSync(this.file);
  }

  #at(block: number): number {
    return HEADER_BYTES + block * blockBytes(this.header);
  }

  /** In a buffer of its own; zeros beyond the end of the file. */
  #read(at: number, count: number): Buffer<ArrayBuffer> {
    const bytes = Buffer.from(new ArrayBuffer(count));
    try {
      for (let done = 0; done < count; ) {
        const read = readSync(this.file, bytes, done, count - done, at + done);
        if (read === 0) break;
        done += read;
      }
    } catch (error) {
      throw asReadError(error, 'the file that its pictures are searched by');
    }
    return bytes;
  }
}
