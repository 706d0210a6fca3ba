import { closeSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { systemCode } from '../../base/media/errors';
import { signsBytes } from './search/sign-scan';

/*
 * view.signs, speech.signs and text.signs: of each row of view.bin, speech.bin or text.bin the signs of its values, for the first
 * pass of a search over a library that is too large for the memory. Made by the first such search; of no use to smaller ones.
 *
 * Header, 64 bytes, little-endian: magic "LTSIGN01", u32 dim, u32 rows, u32 labels, u32 blocks, u32 ids, u32 CRC-32 of all the
 * rest, 32 bytes that tell the file that it was made from. Then the mean size of the values at each place (f32 [dim]), the number
 * of each line (u32 [ids]; none of frames), per block of 256 frames how likely each label is at most (u8 [blocks, labels], see
 * `boundCode`), and the signs (see `sign-scan.ts`).
 */
const MAGIC = 'LTSIGN01';
const HEADER = 64;
const SOURCE_AT = 32;

/** What is kept of a film's rows. */
export interface Signs {
  readonly dim: number;
  readonly rows: number;
  /** Mean of the values' sizes at each place. */
  readonly sizes: Float32Array;
  /** Numbers of lines, one a row; empty for frames. */
  readonly ids: Uint32Array;
  readonly labels: number;
  /** [blocks, labels] */
  readonly bounds: Uint8Array;
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
  const [dim, rows, labels, blocks, ids, sum] = [8, 12, 16, 20, 24, 28].map((at) => bytes.readUInt32LE(at));
  if (dim === undefined || rows === undefined || labels === undefined || blocks === undefined) return null;
  if (ids === undefined || sum !== crc32(bytes.subarray(HEADER))) return null;
  const idsAt = HEADER + 4 * dim;
  const boundsAt = idsAt + 4 * ids;
  const signsAt = boundsAt + blocks * labels;
  if (bytes.length !== signsAt + signsBytes(rows, dim)) return null;
  // Copies, because a Buffer's place in memory need not be a multiple of four.
  return {
    ...{ dim, rows, labels },
    sizes: new Float32Array(new Uint8Array(bytes.subarray(HEADER, idsAt)).buffer),
    ids: new Uint32Array(new Uint8Array(bytes.subarray(idsAt, boundsAt)).buffer),
    bounds: new Uint8Array(bytes.subarray(boundsAt, signsAt)),
    signs: bytes.subarray(signsAt),
  };
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

function encode(source: Uint8Array, { dim, rows, labels, sizes, ids, bounds, signs }: Signs): Uint8Array[] {
  const body = [bytesOf(sizes), bytesOf(ids), bounds, signs];
  const head = Buffer.alloc(HEADER);
  head.write(MAGIC, 0, 'latin1');
  const blocks = labels === 0 ? 0 : bounds.length / labels;
  const sum = body.reduce((before, part) => crc32(part, before), 0);
  for (const [n, value] of [dim, rows, labels, blocks, ids.length, sum].entries()) {
    head.writeUInt32LE(value, 8 + 4 * n);
  }
  head.set(source, SOURCE_AT);
  return [head, ...body];
}

function bytesOf(values: Float32Array | Uint32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
