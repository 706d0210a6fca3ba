import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/*
 * view.bin: what a text space makes of a video's tokens, laid out for searching. It is derived: whenever anything
 * about it is unexpected it is made anew.
 *
 * Header, 64 bytes, little-endian: magic "LTVIEW02", u32 dim, u32 labels a row, u32 rows committed, u32 zero,
 * 32 bytes SHA-256 of the text space's id, 4 bytes checksum of all that, 4 zero.
 * Then blocks of 256 rows; in each, one column after the other: times (f64, microseconds), scales (f32),
 * label numbers (u16), probabilities (u16, 65535 = 1), embeddings (i8, each row padded with zeros to 16); CRC-32 of all of the
 * block, u32 zero. A row's embedding is its integers times its scale. Rows beyond the committed count mean nothing; a block that
 * they were added to, and which was torn, is seen by its CRC, and the file made anew. "LTVIEW01" had no CRC: it is read, and
 * made anew where rows are added.
 */
const VIEW_MAGIC = 'LTVIEW02';
const FIRST_MAGIC = 'LTVIEW01';
const CRC_BYTES = 8;
export const HEADER_BYTES = 64;
export const BLOCK_ROWS = 256;
const HASHED_BYTES = 56;
const LANE = 16;

export interface ViewShape {
  /** Values in an embedding. */
  readonly dim: number;
  /** Labels a row. */
  readonly labels: number;
}

export interface ViewHeader extends ViewShape {
  readonly rows: number;
  /** SHA-256 of the text space's id, as hex. */
  readonly space: string;
  /** Whether blocks have checksums: those of the first version had none. */
  readonly checked: boolean;
}

/** One block's columns: views into one buffer. */
export interface ViewBlock {
  readonly times: Float64Array;
  readonly scales: Float32Array;
  readonly labelIds: Uint16Array;
  readonly probabilities: Uint16Array;
  /** [BLOCK_ROWS, rowBytes(dim)] */
  readonly embeddings: Int8Array;
}

export function spaceHash(id: string): string {
  return createHash('sha256').update(id).digest('hex');
}

/** Bytes of one row's embedding, padded so that sixteen values at a time can be read. */
export function rowBytes(dim: number): number {
  return Math.ceil(dim / LANE) * LANE;
}

export function blockBytes(shape: ViewShape & { readonly checked: boolean }): number {
  return columnBytes(shape) + (shape.checked ? CRC_BYTES : 0);
}

function columnBytes(shape: ViewShape): number {
  return BLOCK_ROWS * (8 + 4 + 2 * 2 * shape.labels + rowBytes(shape.dim));
}

/** Puts a block's checksum behind its columns. */
export function sealBlock(block: Uint8Array, shape: ViewShape): void {
  const at = columnBytes(shape);
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  view.setUint32(at, crc32(block.subarray(0, at)), true);
}

/** Whether a block is what was written; of the first version nobody can say. */
export function isBlockWhole(block: Uint8Array, header: ViewHeader): boolean {
  if (!header.checked) return true;
  const at = columnBytes(header);
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  return view.getUint32(at, true) === crc32(block.subarray(0, at));
}

/** Of the present version. */
export function encodeHeader(header: Omit<ViewHeader, 'checked'>): Buffer {
  const out = Buffer.alloc(HEADER_BYTES);
  out.write(VIEW_MAGIC, 0, 'latin1');
  out.writeUInt32LE(header.dim, 8);
  out.writeUInt32LE(header.labels, 12);
  out.writeUInt32LE(header.rows, 16);
  Buffer.from(header.space, 'hex').copy(out, 24);
  out.writeUInt32LE(checksum(out), HASHED_BYTES);
  return out;
}

/** @returns null when these bytes are no header of this version, or were damaged */
export function decodeHeader(bytes: Buffer): ViewHeader | null {
  const magic = bytes.toString('latin1', 0, 8);
  if (bytes.length < HEADER_BYTES || (magic !== VIEW_MAGIC && magic !== FIRST_MAGIC)) return null;
  if (bytes.readUInt32LE(HASHED_BYTES) !== checksum(bytes)) return null;
  return {
    dim: bytes.readUInt32LE(8),
    labels: bytes.readUInt32LE(12),
    rows: bytes.readUInt32LE(16),
    space: bytes.toString('hex', 24, HASHED_BYTES),
    checked: magic === VIEW_MAGIC,
  };
}

/** @param buffer holds the block from `offset` on; `offset` is a multiple of 8 in its ArrayBuffer */
export function blockAt(buffer: ArrayBufferLike, offset: number, shape: ViewShape): ViewBlock {
  const { labels, dim } = shape;
  let at = offset;
  const take = (bytes: number) => {
    at += bytes;
    return at - bytes;
  };
  return {
    times: new Float64Array(buffer, take(BLOCK_ROWS * 8), BLOCK_ROWS),
    scales: new Float32Array(buffer, take(BLOCK_ROWS * 4), BLOCK_ROWS),
    labelIds: new Uint16Array(buffer, take(BLOCK_ROWS * labels * 2), BLOCK_ROWS * labels),
    probabilities: new Uint16Array(buffer, take(BLOCK_ROWS * labels * 2), BLOCK_ROWS * labels),
    embeddings: new Int8Array(buffer, take(BLOCK_ROWS * rowBytes(dim)), BLOCK_ROWS * rowBytes(dim)),
  };
}

/**
 * Writes a vector as integers -127..127.
 * @param out receives `vector.length` integers at `offset`
 * @returns the scale: value = integer · scale. 0 for the zero vector.
 */
export function quantise(vector: Float32Array, out: Int8Array, offset: number): number {
  let largest = 0;
  for (const value of vector) largest = Math.max(largest, Math.abs(value));
  if (largest === 0) {
    out.fill(0, offset, offset + vector.length);
    return 0;
  }
  for (let i = 0; i < vector.length; i++)
    out[offset + i] = Math.round(((vector[i] as number) / largest) * 127);
  return largest / 127;
}

/** The first four bytes of SHA-256: enough to see that a header was torn. */
function checksum(header: Buffer): number {
  return createHash('sha256').update(header.subarray(0, HASHED_BYTES)).digest().readUInt32LE(0);
}
