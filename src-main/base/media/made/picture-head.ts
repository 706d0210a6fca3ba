// What the first bytes of a JPEG or PNG tell, without decoding it: by them it is known whether pictures belong together.
import { type FileHandle, open } from 'node:fs/promises';
import type { PictureKind } from './picture-film';

export interface PictureHead {
  readonly kind: PictureKind;
  /** As stored, in pixels. */
  readonly width: number;
  readonly height: number;
  /** As Exif counts it, 1 to 8; 1 is upright. */
  readonly orientation: number;
  /** When it was taken, in seconds of the camera's own clock; null where it does not say. */
  readonly taken: number | null;
}

/** More than any header has before the picture's size. */
const MOST_SEGMENTS = 100;
const FIRST_BYTES = 32;

/** Null where the file is none of these pictures, or cannot be read. */
export async function readPictureHead(path: string): Promise<PictureHead | null> {
  try {
    await using file = await open(path, 'r');
    const head = await bytesAt(file, 0, FIRST_BYTES);
    const text = head.toString('latin1');
    if (text.startsWith('\x89PNG\r\n\x1a\n') && head.length >= 24) {
      return flat('png', head.readUInt32BE(16), head.readUInt32BE(20));
    }
    return text.startsWith('\xff\xd8\xff') ? await jpegHead(file) : null;
  } catch {
    return null;
  }
}

function flat(kind: PictureKind, width: number, height: number): PictureHead | null {
  return width > 0 && height > 0 ? { kind, width, height, orientation: 1, taken: null } : null;
}

async function bytesAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
  return buffer.subarray(0, bytesRead);
}

/** Goes through a JPEG's segments to the one that tells its size. */
async function jpegHead(file: FileHandle): Promise<PictureHead | null> {
  let exif = { orientation: 1, taken: null as number | null };
  let at = 2;
  for (let n = 0; n < MOST_SEGMENTS; n++) {
    const head = await bytesAt(file, at, 4);
    if (head.length < 4 || head[0] !== 0xff) return null;
    const marker = head[1] ?? 0;
    const length = head.readUInt16BE(2);
    // Frames of any coding (SOF), but for tables that have a number among theirs.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      const size = await bytesAt(file, at + 5, 4);
      const known = size.length === 4 ? flat('jpeg', size.readUInt16BE(2), size.readUInt16BE(0)) : null;
      return known && { ...known, ...exif };
    }
    if (marker === 0xe1) exif = readExif(await bytesAt(file, at + 4, length - 2)) ?? exif;
    at += 2 + length;
  }
  return null;
}

const ORIENTATION = 0x0112;
const EXIF_PART = 0x8769;
const TAKEN = 0x9003;

/** Exif is a TIFF within a segment: a list of entries, of which one leads to another list. Null where it is none. */
export function readExif(segment: Buffer): Pick<PictureHead, 'orientation' | 'taken'> | null {
  if (segment.toString('latin1', 0, 6) !== 'Exif\0\0') return null;
  const tiff = segment.subarray(6);
  const order = tiff.toString('latin1', 0, 2);
  if (order !== 'II' && order !== 'MM') return null;
  const little = order === 'II';
  const short = (at: number): number => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const long = (at: number): number => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  /** Where an entry's value stands, of one list. */
  const find = (list: number, tag: number): number | null => {
    for (let n = 0; n < short(list); n++) {
      if (short(list + 2 + 12 * n) === tag) return list + 2 + 12 * n + 8;
    }
    return null;
  };
  try {
    const first = long(4);
    const turned = find(first, ORIENTATION);
    const part = find(first, EXIF_PART);
    const taken = part === null ? null : find(long(part), TAKEN);
    const words = taken === null ? '' : tiff.toString('latin1', long(taken), long(taken) + 19);
    const orientation = turned === null ? 1 : short(turned);
    return { orientation: orientation >= 1 && orientation <= 8 ? orientation : 1, taken: secondsOf(words) };
  } catch {
    // It leads to a place that is not there.
    return null;
  }
}

/** `2026:11:28 07:30:05`, as if it were UTC: only differences count. */
function secondsOf(words: string): number | null {
  const match = /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)$/.exec(words);
  if (!match) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  const millis = Date.UTC(year, month - 1, day, hour, minute, second);
  return year > 0 ? millis / 1000 : null;
}
