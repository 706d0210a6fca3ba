import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Micros } from '../../../src-shared/time';
import { readFully, replaceFilmFile } from './append-file';
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

export const FIRST_PICTURE = 'first-picture.jpg';

/** The picture of a film whose index has none yet: no part of the index, and none of its frames. */
export function firstPicturePath(dir: string): string {
  return join(dir, FIRST_PICTURE);
}

/** Whether the card's picture is one of the frames that are stored, as it is written. */
export async function isPosterWhole(dir: string): Promise<boolean> {
  const frames = (await readState(dir).catch(() => null))?.frames;
  const bytes = await readFile(posterPath(dir)).catch(() => null);
  if (!frames || bytes === null) return false;
  const checksum = crc32(bytes);
  const entries = await readEntries(dir, frames).catch(() => null);
  // Where the list is damaged nobody can say: a picture is better than none.
  if (entries === null) return bytes[0] === 0xff && bytes[1] === 0xd8;
  for (let at = 0; at < entries.length; at += ENTRY_BYTES) {
    if (decodeEntry(entries, at).checksum === checksum) return true;
  }
  return false;
}

/** Makes the card's picture anew from a stored frame. @throws NotIndexed, IndexBroken, DiskFull */
export async function remakePoster(dir: string, frameIndex: number): Promise<void> {
  await replaceFilmFile(posterPath(dir), await readThumbnail(dir, frameIndex));
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
