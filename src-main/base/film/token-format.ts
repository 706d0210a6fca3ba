// tokens.ltk: the layout of the frame tokens' file, a header and a record a frame.
import { crc32 } from 'node:zlib';
import { floatsToHalves, halvesToFloats } from '../float16';
import { IndexBroken, LaterIndex } from './errors';

export const TOKEN_FILE = 'tokens.ltk';
export const TOKEN_HEADER_BYTES = 256;
const MAGIC = 'LTTOKENS';
const VERSION = 1;
/** Before a token: time (int64, microseconds), frame difference (float32), CRC-32 of the rest of the record. */
const PREFIX_BYTES = 16;
const PACK_ID_AT = 36;
const CRC_AT = TOKEN_HEADER_BYTES - 4;

export interface TokenHeader {
  /** The pack whose encoder made the tokens. */
  readonly packId: string;
  /** Values in a token. */
  readonly dim: number;
  /** How densely the film was sampled. */
  readonly framesPerSecond: number;
}

export function recordBytes(dim: number): number {
  return PREFIX_BYTES + 2 * dim;
}

/** 256 bytes, little-endian: magic, version, header size, dim, rate, length of pack id, pack id, CRC-32 of all that. */
export function encodeTokenHeader(header: TokenHeader): Buffer {
  const bytes = Buffer.alloc(TOKEN_HEADER_BYTES);
  const packId = Buffer.from(header.packId, 'utf8');
  if (packId.length > CRC_AT - PACK_ID_AT) throw new RangeError(`pack id too long: ${header.packId}`);
  bytes.write(MAGIC, 0, 'latin1');
  bytes.writeUInt32LE(VERSION, 8);
  bytes.writeUInt32LE(TOKEN_HEADER_BYTES, 12);
  bytes.writeUInt32LE(header.dim, 16);
  bytes.writeDoubleLE(header.framesPerSecond, 24);
  bytes.writeUInt32LE(packId.length, 32);
  packId.copy(bytes, PACK_ID_AT);
  bytes.writeUInt32LE(crc32(bytes.subarray(0, CRC_AT)), CRC_AT);
  return bytes;
}

/** @throws IndexBroken, LaterIndex */
export function decodeTokenHeader(bytes: Buffer): TokenHeader {
  if (bytes.length < TOKEN_HEADER_BYTES || bytes.toString('latin1', 0, 8) !== MAGIC) {
    throw new IndexBroken('its token file is no token file');
  }
  if (crc32(bytes.subarray(0, CRC_AT)) !== bytes.readUInt32LE(CRC_AT)) {
    throw new IndexBroken('the beginning of its token file has changed');
  }
  // There was no earlier version.
  if (bytes.readUInt32LE(8) !== VERSION) throw new LaterIndex();
  const packIdLength = bytes.readUInt32LE(32);
  return {
    packId: bytes.toString('utf8', PACK_ID_AT, PACK_ID_AT + packIdLength),
    dim: bytes.readUInt32LE(16),
    framesPerSecond: bytes.readDoubleLE(24),
  };
}

/** Many frames, a column each. */
export interface TokenRows {
  /** Presentation times in microseconds. */
  readonly times: Float64Array;
  /** 0..1: how much each frame differs from the one before it; 0 for the first. */
  readonly differences: Float32Array;
  /** float32 [times.length, dim] */
  readonly tokens: Float32Array;
}

export function encodeRecords(rows: TokenRows, dim: number): Buffer {
  const count = rows.times.length;
  const size = recordBytes(dim);
  const bytes = Buffer.alloc(count * size);
  for (let i = 0; i < count; i++) {
    const record = bytes.subarray(i * size, (i + 1) * size);
    record.writeBigInt64LE(BigInt(rows.times[i] ?? 0), 0);
    record.writeFloatLE(rows.differences[i] ?? 0, 8);
    const halves = floatsToHalves(rows.tokens.subarray(i * dim, (i + 1) * dim));
    // The file is little-endian, as is every machine that Electron runs on.
    record.set(new Uint8Array(halves.buffer, halves.byteOffset, halves.byteLength), PREFIX_BYTES);
    record.writeUInt32LE(recordChecksum(record), 12);
  }
  return bytes;
}

/** @throws IndexBroken where a record has changed since it was written */
export function decodeRecords(bytes: Buffer, dim: number): TokenRows {
  const size = recordBytes(dim);
  const count = bytes.length / size;
  const times = new Float64Array(count);
  const differences = new Float32Array(count);
  const tokens = new Float32Array(count * dim);
  const halves = new Uint16Array(dim);
  const halfBytes = Buffer.from(halves.buffer);
  for (let i = 0; i < count; i++) {
    const record = bytes.subarray(i * size, (i + 1) * size);
    if (record.readUInt32LE(12) !== recordChecksum(record))
      throw new IndexBroken('a frame token has changed');
    times[i] = Number(record.readBigInt64LE(0));
    differences[i] = record.readFloatLE(8);
    record.copy(halfBytes, 0, PREFIX_BYTES);
    halvesToFloats(halves, tokens.subarray(i * dim, (i + 1) * dim));
  }
  return { times, differences, tokens };
}

function recordChecksum(record: Buffer): number {
  return crc32(record.subarray(PREFIX_BYTES), crc32(record.subarray(0, 12)));
}
