import { crc32 } from 'node:zlib';

export const THUMBNAIL_FILE = 'thumbs.bin';
export const THUMBNAIL_INDEX = 'thumbs.idx';
/** time (int64, microseconds), offset (uint64), length (uint32), CRC-32 of the JPEG; all little-endian */
export const ENTRY_BYTES = 24;

export interface ThumbnailEntry {
  readonly time: number;
  readonly offset: number;
  readonly length: number;
  readonly checksum: number;
}

export function encodeEntry(time: number, offset: number, jpeg: Uint8Array): Buffer {
  const bytes = Buffer.alloc(ENTRY_BYTES);
  bytes.writeBigInt64LE(BigInt(time), 0);
  bytes.writeBigUInt64LE(BigInt(offset), 8);
  bytes.writeUInt32LE(jpeg.length, 16);
  bytes.writeUInt32LE(crc32(jpeg), 20);
  return bytes;
}

export function decodeEntry(bytes: Buffer, at = 0): ThumbnailEntry {
  return {
    time: Number(bytes.readBigInt64LE(at)),
    offset: Number(bytes.readBigUInt64LE(at + 8)),
    length: bytes.readUInt32LE(at + 16),
    checksum: bytes.readUInt32LE(at + 20),
  };
}
