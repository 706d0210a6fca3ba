import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { VideoId } from '../../../src-shared/primitives';
import { asSourceError, checkSourceFile } from './source-file';

const BLOCK = 64 * 1024;
/** Blocks that are hashed, evenly spread from the very start to the very end of the file. */
const BLOCKS = 17;

/**
 * Names a file by what is in it: SHA-256 over its size and 17 blocks of 64 KiB spread over it, cut to 128 bits.
 * Files of up to 17 blocks are hashed whole. Takes milliseconds whatever the size; survives a rename or a move.
 * @throws FileMissing, NoPermission, UnsupportedMedia, CannotReadVideo
 */
export async function fingerprint(path: string): Promise<VideoId> {
  const size = await checkSourceFile(path);
  const hash = createHash('sha256').update(`longtake 1 ${size}\n`);
  try {
    await using file = await open(path, 'r');
    const buffer = Buffer.allocUnsafe(BLOCK);
    for (const position of blockPositions(size)) {
      const { bytesRead } = await file.read(buffer, 0, BLOCK, position);
      hash.update(buffer.subarray(0, bytesRead));
    }
  } catch (error) {
    throw asSourceError(error, path);
  }
  return hash.digest('hex').slice(0, 32);
}

/** Byte offsets of the blocks of a file of `size` bytes, ascending. */
export function blockPositions(size: number): number[] {
  if (size <= BLOCKS * BLOCK) {
    return Array.from({ length: Math.ceil(size / BLOCK) }, (_, i) => i * BLOCK);
  }
  return Array.from({ length: BLOCKS }, (_, i) => Math.floor((i * (size - BLOCK)) / (BLOCKS - 1)));
}
