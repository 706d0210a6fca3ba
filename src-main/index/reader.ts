import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Micros } from '../../src-shared/time';
import { systemCode } from '../media/errors';
import { readFully } from './append-file';
import { IndexBroken, NotIndexed } from './errors';
import { readState } from './state';
import { decodeEntry, ENTRY_BYTES, THUMBNAIL_FILE, THUMBNAIL_INDEX } from './thumbnail-format';

export { readWaveform, type Waveform } from './waveform';

/*
 * What the main process reads of an index: small pieces, asynchronously, also while the index is still growing.
 */

/**
 * Presentation times of all committed frames in microseconds, ascending. Empty where there are none.
 * @throws IndexBroken
 */
export async function readFrameTimes(dir: string): Promise<Micros[]> {
  const count = (await readState(dir))?.frames.count ?? 0;
  if (count === 0) return [];
  const bytes = await readPart(join(dir, THUMBNAIL_INDEX), 0, count * ENTRY_BYTES);
  return Array.from({ length: count }, (_, n) => Number(bytes.readBigInt64LE(n * ENTRY_BYTES)));
}

/**
 * The JPEG of frame n.
 * @throws NotIndexed where there is no such frame (yet), IndexBroken
 */
export async function readThumbnail(dir: string, n: number): Promise<Uint8Array> {
  const count = (await readState(dir))?.frames.count ?? 0;
  if (!Number.isInteger(n) || n < 0 || n >= count) throw new NotIndexed();
  const entry = decodeEntry(await readPart(join(dir, THUMBNAIL_INDEX), n * ENTRY_BYTES, ENTRY_BYTES));
  const jpeg = await readPart(join(dir, THUMBNAIL_FILE), entry.offset, entry.length);
  if (crc32(jpeg) !== entry.checksum) throw new IndexBroken('a thumbnail has changed');
  return jpeg;
}

/** The picture on the video's card. It exists once the first frames are committed. */
export function posterPath(dir: string): string {
  return join(dir, 'poster.jpg');
}

async function readPart(path: string, from: number, count: number): Promise<Buffer> {
  try {
    await using file = await open(path, 'r');
    const bytes = await readFully(file, from, count);
    if (bytes.length < count) throw new IndexBroken('a file is shorter than it was');
    return bytes;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') throw new IndexBroken('a file is missing', { cause: error });
    throw error;
  }
}
