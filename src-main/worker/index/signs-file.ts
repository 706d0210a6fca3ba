import { closeSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { systemCode } from '../../base/media/errors';
import { BLOCK_ROWS } from './frame-embedding-format';
import { signsBytes } from './search/sign-scan';

/*
 * view.signs, speech.signs and text.signs: what the first pass of a search needs of the rows of view.bin, speech.bin or text.bin,
 * where a library is too large for the memory. Made with the index; made anew by a search that finds them missing.
 *
 * Header, 64 bytes, little-endian: magic "LTSIGN02", u32 dim, u32 rows, u32 labels, u32 runs, u32 ids, u32 CRC-32 of all the
 * rest, 32 bytes that tell the file that it was made from. Then the mean size of the values at each place (f32 [dim]); the number
 * of each line (u32 [ids]; none of frames). Of frames, where there are labels: the three likeliest of each frame (u16 [rows, 3]),
 * how likely these and all others together are (u16 [rows, 4], 65535 = 1), and of each block of 256 frames how likely each
 * label is at most (u8 [blocks, labels], see `boundCode`). Of frames: how many that look the same follow one another (u8 [runs]). Then the signs of
 * each run, or of each line (see `sign-scan.ts`). "LTSIGN01" had neither runs nor likeliest labels: it is made anew.
 */
const MAGIC = 'LTSIGN02';
const HEADER = 64;
const SOURCE_AT = 32;
/** Labels that are kept of each frame, and probabilities: one more, of all the others together. */
export const LIKELIEST = 3;
export const PROBABILITIES = LIKELIEST + 1;

/** What is kept of a film's rows. */
export interface Signs {
  readonly dim: number;
  readonly rows: number;
  /** Mean of the values' sizes at each place. */
  readonly sizes: Float32Array;
  /** Numbers of lines, one a row; empty for frames. */
  readonly ids: Uint32Array;
  readonly labels: number;
  /** [rows, LIKELIEST]; empty where there are no labels, as `probabilities` and `bounds` are */
  readonly likeliest: Uint16Array;
  /** [rows, PROBABILITIES], 65535 = 1 */
  readonly probabilities: Uint16Array;
  /** [blocks, labels], see `boundCode` */
  readonly bounds: Uint8Array;
  /** How many rows each of the signs stands for; empty where each stands for one. */
  readonly runs: Uint8Array;
  readonly signs: Uint8Array;
}

/** A probability in 8 bits, never below what it is: fine where it is small. @param probability 0..1 */
export function boundCode(probability: number): number {
  return Math.min(255, Math.ceil(Math.sqrt(probability) * 255 - 1e-6));
}
/** The probabilities that the codes stand for. */
export const BOUNDS = Float32Array.from({ length: 256 }, (_, code) => (code / 255) ** 2);

/** What is in a file that was made from `source`; null where there is none such, or it is damaged. */
export function readSigns(path: string, source: Uint8Array): Signs | null {
  const bytes = readIfThere(path);
  if (!bytes || bytes.length < HEADER || bytes.toString('latin1', 0, 8) !== MAGIC) return null;
  if (!bytes.subarray(SOURCE_AT, HEADER).equals(source)) return null;
  const [dim, rows, labels, runs, ids, sum] = [8, 12, 16, 20, 24, 28].map((at) => bytes.readUInt32LE(at));
  if (dim === undefined || rows === undefined || labels === undefined || runs === undefined) return null;
  if (ids === undefined || sum !== crc32(bytes.subarray(HEADER))) return null;
  let at = HEADER;
  // Copies: a Buffer's place in memory need not be a multiple of four, and what stays must not keep the whole file.
  const take = (count: number) => {
    at += count;
    return new Uint8Array(bytes.subarray(at - count, at)).buffer;
  };
  const labelled = labels > 0 ? rows : 0;
  const signs = {
    ...{ dim, rows, labels },
    sizes: new Float32Array(take(4 * dim)),
    ids: new Uint32Array(take(4 * ids)),
    likeliest: new Uint16Array(take(2 * LIKELIEST * labelled)),
    probabilities: new Uint16Array(take(2 * PROBABILITIES * labelled)),
    bounds: new Uint8Array(take(Math.ceil(labelled / BLOCK_ROWS) * labels)),
    runs: new Uint8Array(take(runs)),
    signs: bytes.subarray(at),
  };
  return signs.signs.length === signsBytes(runs === 0 ? rows : runs, dim) ? signs : null;
}

function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    // Whatever is wrong with it, it can be made from the rows.
    return null;
  }
}

/** Why a library of which nothing may be written, or on a full disk, is searched all the same: the signs are made each time. */
const NOT_WRITTEN = ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM'];

/** Puts signs beside what they were made from. @returns whether they could be written */
export function writeSigns(path: string, source: Uint8Array, signs: Signs): boolean {
  const temporary = `${path}.${process.pid}.new`;
  try {
    const file = openSync(temporary, 'w');
    try {
      for (const part of encode(source, signs)) writeSync(file, part);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
    return true;
  } catch (error) {
    rmSync(temporary, { force: true });
    if (NOT_WRITTEN.includes(systemCode(error) ?? '')) return false;
    throw error;
  }
}

function encode(source: Uint8Array, made: Signs): Uint8Array[] {
  const { dim, rows, labels, sizes, ids, likeliest, probabilities, bounds, runs, signs } = made;
  const body = [
    bytesOf(sizes),
    bytesOf(ids),
    bytesOf(likeliest),
    bytesOf(probabilities),
    bounds,
    runs,
    signs,
  ];
  const head = Buffer.alloc(HEADER);
  head.write(MAGIC, 0, 'latin1');
  const sum = body.reduce((before, part) => crc32(part, before), 0);
  for (const [n, value] of [dim, rows, labels, runs.length, ids.length, sum].entries()) {
    head.writeUInt32LE(value, 8 + 4 * n);
  }
  head.set(source, SOURCE_AT);
  return [head, ...body];
}

function bytesOf(values: Float32Array | Uint32Array | Uint16Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
