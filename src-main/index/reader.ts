import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Micros } from '../../src-shared/time';
import { readFully } from './append-file';
import { asReadError, IndexBroken, NotIndexed } from './errors';
import { type IndexState, readState } from './state';
import {
  decodeEntry,
  ENTRY_BYTES,
  THUMBNAIL_FILE,
  THUMBNAIL_INDEX,
  type ThumbnailEntry,
} from './thumbnail-format';
import { openCommitted } from './token-store';

export { readWaveform, type Waveform } from './waveform';

/*
 * What the main process reads of an index: small pieces, asynchronously, also while the index is still growing.
 */

/**
 * Presentation times of all committed frames in microseconds, ascending. Empty where there are none. Where the list of frames
 * is damaged they come from the tokens, which have them too.
 * @throws IndexBroken
 */
export async function readFrameTimes(dir: string): Promise<Micros[]> {
  const frames = (await readState(dir))?.frames;
  if (!frames || frames.count === 0) return [];
  try {
    const entries = await readEntries(dir, frames);
    return Array.from({ length: frames.count }, (_, n) => decodeEntry(entries, n * ENTRY_BYTES).time);
  } catch (error) {
    if (!(error instanceof IndexBroken)) throw error;
    const tokens = await openCommitted(dir, frames.count);
    return Array.from(await tokens.times().finally(() => tokens.close()));
  }
}

/**
 * The JPEG of frame n.
 * @throws NotIndexed where there is no such frame (yet), IndexBroken
 */
export async function readThumbnail(dir: string, n: number): Promise<Uint8Array> {
  const frames = (await readState(dir))?.frames;
  if (!frames || !Number.isInteger(n) || n < 0 || n >= frames.count) throw new NotIndexed();
  const entry = await readPart(join(dir, THUMBNAIL_INDEX), n * ENTRY_BYTES, ENTRY_BYTES, LIST);
  return (await readPictures(dir, [decodeEntry(entry)]))[0] as Buffer;
}

/** Sees that so many thumbnails are what was written. @throws IndexBroken */
export async function checkPictures(
  dir: string,
  entries: Buffer,
  from: number,
  count: number,
): Promise<void> {
  const list = Array.from({ length: count }, (_, i) => decodeEntry(entries, (from + i) * ENTRY_BYTES));
  await readPictures(dir, list);
}

async function readPictures(dir: string, entries: readonly ThumbnailEntry[]): Promise<Buffer[]> {
  try {
    await using file = await open(join(dir, THUMBNAIL_FILE), 'r');
    const { size } = await file.stat();
    const pictures: Buffer[] = [];
    for (const { offset, length, checksum } of entries) {
      // An entry that points into nowhere must not ask for gigabytes.
      const jpeg = offset + length > size ? null : await readFully(file, offset, length);
      if (jpeg === null || crc32(jpeg) !== checksum) throw new IndexBroken(`one of ${PICTURES} has changed`);
      pictures.push(jpeg);
    }
    return pictures;
  } catch (error) {
    throw asReadError(error, PICTURES);
  }
}

const LIST = 'the list of its frames';
const PICTURES = 'its small pictures';

/** The entries of all thumbnails. @throws IndexBroken */
export async function readEntries(
  dir: string,
  { count, thumbnailChecksum }: IndexState['frames'],
): Promise<Buffer> {
  const entries = await readPart(join(dir, THUMBNAIL_INDEX), 0, count * ENTRY_BYTES, LIST);
  if (thumbnailChecksum !== null && crc32(entries) !== thumbnailChecksum)
    throw new IndexBroken(`${LIST} has changed`);
  return entries;
}

/** The picture on the video's card. It exists once the first frames are committed. */
export function posterPath(dir: string): string {
  return join(dir, 'poster.jpg');
}

async function readPart(path: string, from: number, count: number, what: string): Promise<Buffer> {
  try {
    await using file = await open(path, 'r');
    const bytes = await readFully(file, from, count);
    if (bytes.length < count) throw new IndexBroken(`${what} is shorter than it was`);
    return bytes;
  } catch (error) {
    throw asReadError(error, what);
  }
}
