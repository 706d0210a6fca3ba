import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { NOT_UNDERSTOOD, type Segment, type SegmentSource } from '../../../src-shared/analysis';
import { replaceFilmFile } from '../../base/film/append-file';
import { asReadError, IndexBroken, isBroken } from '../../base/film/errors';
import { MEANING_FILES } from '../../base/film/files';
import { systemCode } from '../../base/media/errors';
import type { TextSpace } from '../inference/types';
import { fileStamp } from './file-stamp';
import { quantise, rowBytes, spaceHash } from './frame-embedding-format';

/**
 * speech.bin and text.bin: the meaning of each line that is said, or written in the picture, for searching. Little-endian: magic "LTSPCH01", u32 dim,
 * u32 lines, u32 bytes of text, u32 zero, 32 bytes SHA-256 of the text space's id, 32 bytes SHA-256 of all the rest.
 * Then scales (f32), embeddings (i8, rows padded to 16 bytes) and the lines as JSON [[id, text], …]. The texts are
 * in it so that another text space can make it anew without the library.
 */
/** Of both: it tells the form. */
const MAGIC = 'LTSPCH01';
const CHECKSUM_AT = 56;
const HEADER = 88;
const BATCH = 32;

export type MeaningSpace = Pick<TextSpace, 'id' | 'dim' | 'embedTexts'>;

export interface Line {
  readonly id: number;
  readonly text: string;
}

/** The lines of one source of a video with their embeddings: value = integer · scale. */
export interface SegmentEmbeddings {
  readonly space: string;
  readonly dim: number;
  readonly lines: readonly Line[];
  readonly scales: Float32Array;
  /** [lines, rowBytes(dim)] */
  readonly embeddings: Int8Array;
}

const storedLines = z.array(z.tuple([z.number().int().nonnegative(), z.string()]));

/**
 * Makes what is said or written in a video searchable by meaning. Lines whose text did not change keep their embeddings.
 * @param signal stops between batches of 32 lines
 */
export async function ensureSegmentEmbeddings(
  dir: string,
  source: SegmentSource,
  segments: readonly Pick<Segment, 'id' | 'text'>[],
  space: MeaningSpace,
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  const lines = segments
    .filter(({ text }) => text !== NOT_UNDERSTOOD.text)
    .map(({ id, text }) => ({ id, text }));
  // A damaged file is no loss here: the lines are at hand.
  const stored = await readSegmentEmbeddings(dir, source).catch((error: unknown) => {
    if (isBroken(error)) return null;
    throw error;
  });
  const usable = stored?.space === spaceHash(space.id) && stored.dim === space.dim ? stored : null;
  if (usable && JSON.stringify(usable.lines) === JSON.stringify(lines)) return;
  await write(join(dir, MEANING_FILES[source]), await embed(lines, space, usable, signal));
}

async function embed(
  lines: readonly Line[],
  space: MeaningSpace,
  known: SegmentEmbeddings | null,
  signal: AbortSignal,
): Promise<SegmentEmbeddings> {
  const width = rowBytes(space.dim);
  const scales = new Float32Array(lines.length);
  const embeddings = new Int8Array(lines.length * width);
  const rowOf = new Map(known?.lines.map((line, row) => [line.text, row]));
  const missing: number[] = [];
  lines.forEach((line, i) => {
    const row = rowOf.get(line.text);
    if (!known || row === undefined) {
      missing.push(i);
      return;
    }
    scales[i] = known.scales[row] as number;
    embeddings.set(known.embeddings.subarray(row * width, (row + 1) * width), i * width);
  });
  for (let at = 0; at < missing.length; at += BATCH) {
    signal.throwIfAborted();
    const batch = missing.slice(at, at + BATCH);
    const vectors = await space.embedTexts(batch.map((i) => (lines[i] as Line).text));
    batch.forEach((line, b) => {
      const vector = vectors.subarray(b * space.dim, (b + 1) * space.dim);
      scales[line] = quantise(vector, embeddings, line * width);
    });
  }
  return { space: spaceHash(space.id), dim: space.dim, lines, scales, embeddings };
}

/** How many bytes the file has that a version is of. @param version as `segmentVersion` gives it */
export function segmentBytes(version: string | null): number {
  return Number(version?.split(':')[1] ?? 0);
}

/** Changes with the file; null when there is none. */
export function segmentVersion(dir: string, source: SegmentSource): string | null {
  return fileStamp(join(dir, MEANING_FILES[source]));
}

/**
 * @returns null when the video has no such lines to search
 * @throws IndexBroken when the file is damaged
 */
export async function readSegmentEmbeddings(
  dir: string,
  source: SegmentSource,
): Promise<SegmentEmbeddings | null> {
  const bytes = await readFile(join(dir, MEANING_FILES[source])).catch(missingIsNull);
  if (!bytes) return null;
  const damaged =
    bytes.length < HEADER ||
    bytes.toString('latin1', 0, MAGIC.length) !== MAGIC ||
    !bytes.subarray(CHECKSUM_AT, HEADER).equals(checksum(bytes));
  if (damaged) throw new IndexBroken('the search index of what is said or written in it has changed');
  const dim = bytes.readUInt32LE(8);
  const count = bytes.readUInt32LE(12);
  const embeddingsAt = HEADER + 4 * count;
  const textAt = embeddingsAt + count * rowBytes(dim);
  const lines = storedLines.parse(JSON.parse(bytes.toString('utf8', textAt)));
  // Copies, because a Buffer's place in memory need not be a multiple of four.
  const scales = new Float32Array(new Uint8Array(bytes.subarray(HEADER, embeddingsAt)).buffer);
  const embeddings = new Int8Array(new Uint8Array(bytes.subarray(embeddingsAt, textAt)).buffer);
  const space = bytes.toString('hex', 24, CHECKSUM_AT);
  return { space, dim, lines: lines.map(([id, text]) => ({ id, text })), scales, embeddings };
}

/** Rows of such a file, one by one: what is read so is not held against the checksum. */
export class SegmentRows {
  private constructor(
    private readonly file: number,
    private readonly lines: number,
    readonly dim: number,
    readonly space: string,
    /** The SHA-256 that the file says it has. */
    readonly checksum: Uint8Array,
  ) {}

  /** @returns null where there is none @throws IndexBroken */
  static open(dir: string, source: SegmentSource): SegmentRows | null {
    let file: number | null = null;
    try {
      file = openSync(join(dir, MEANING_FILES[source]), 'r');
      const head = Buffer.alloc(HEADER);
      if (readSync(file, head, 0, HEADER, 0) < HEADER || head.toString('latin1', 0, MAGIC.length) !== MAGIC) {
        closeSync(file);
        throw new IndexBroken('the search index of what is said or written in it has changed');
      }
      const space = head.toString('hex', 24, CHECKSUM_AT);
      const [dim, lines] = [head.readUInt32LE(8), head.readUInt32LE(12)];
      return new SegmentRows(file, lines, dim, space, head.subarray(CHECKSUM_AT, HEADER));
    } catch (error) {
      return missingIsNull(error);
    }
  }

  scale(row: number): number {
    return this.#read(HEADER + 4 * row, 4).readFloatLE(0);
  }

  embedding(row: number): Int8Array {
    const width = rowBytes(this.dim);
    return new Int8Array(this.#read(HEADER + 4 * this.lines + row * width, width).buffer);
  }

  close(): void {
    closeSync(this.file);
  }

  #read(at: number, count: number): Buffer<ArrayBuffer> {
    const bytes = Buffer.from(new ArrayBuffer(count));
    readSync(this.file, bytes, 0, count, at);
    return bytes;
  }
}

async function write(path: string, embedded: SegmentEmbeddings): Promise<void> {
  const text = Buffer.from(JSON.stringify(embedded.lines.map(({ id, text }) => [id, text])));
  const head = Buffer.alloc(HEADER);
  head.write(MAGIC, 0, 'latin1');
  head.writeUInt32LE(embedded.dim, 8);
  head.writeUInt32LE(embedded.lines.length, 12);
  head.writeUInt32LE(text.length, 16);
  Buffer.from(embedded.space, 'hex').copy(head, 24);
  const bytes = Buffer.concat([head, bytesOf(embedded.scales), bytesOf(embedded.embeddings), text]);
  checksum(bytes).copy(bytes, CHECKSUM_AT);
  await replaceFilmFile(path, bytes);
}

function bytesOf(values: Float32Array | Int8Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function checksum(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes.subarray(0, CHECKSUM_AT)).update(bytes.subarray(HEADER)).digest();
}

function missingIsNull(error: unknown): null {
  if (systemCode(error) === 'ENOENT') return null;
  throw asReadError(error, 'the search index of what is said or written in it');
}

/** Whether the file of a source is what was written, or there is none. */
export async function areSegmentsWhole(dir: string, source: SegmentSource): Promise<boolean> {
  try {
    await readSegmentEmbeddings(dir, source);
    return true;
  } catch (error) {
    if (isBroken(error)) return false;
    throw error;
  }
}
