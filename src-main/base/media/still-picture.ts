import { closeSync, openSync, readSync } from 'node:fs';
import { extname } from 'node:path';

/** What pictures are called: only of these the first bytes are looked at before ffmpeg is started. */
const NAMES = ['.jpg', '.jpeg', '.jpe', '.jfif', '.png', '.webp'];
const HEAD_BYTES = 4096;

/**
 * ffmpeg's name of the format of a still picture: by its first bytes, where its name is that of one. ffmpeg takes many pictures by
 * their names alone, with a reader that takes `%d` in a name for the numbers of others; named, it reads the one file that it is given.
 * @returns null for anything else, and where the file cannot be read
 */
export function stillDemuxer(path: string): string | null {
  return NAMES.includes(extname(path).toLowerCase()) ? demuxerOf(headOf(path)) : null;
}

/** Whether a file is a WebP that moves: most builds of ffmpeg have no decoder for it. */
export function isAnimatedWebp(path: string): boolean {
  const head = headOf(path);
  return isWebp(head) && moves(head);
}

/** Brands of photographs as telephones keep them (HEIF): HEVC or AV1, as a rule in tiles. */
const HEIF = /^ftyp(?:hei[cmsx]|hev[cmsx]|mif1|msf1|avif|avis)/;

/** Whether a file is a photograph as telephones keep it: HEIC, AVIF. */
export function isHeif(path: string): boolean {
  return HEIF.test(headOf(path).toString('latin1', 4));
}

/** Whether a file is plain text by its beginning, whatever its name says: no film begins without a byte that no text has. */
export function isText(path: string): boolean {
  const head = headOf(path);
  return head.length > 0 && head.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d));
}

/** A file's first bytes; none where it cannot be read: whoever reads it meets what is wrong, and says so. */
function headOf(path: string): Buffer {
  try {
    const file = openSync(path, 'r');
    try {
      const head = Buffer.alloc(HEAD_BYTES);
      return head.subarray(0, readSync(file, head, 0, HEAD_BYTES, 0));
    } finally {
      closeSync(file);
    }
  } catch {
    return Buffer.alloc(0);
  }
}

function isWebp(head: Buffer): boolean {
  const text = head.toString('latin1');
  return text.startsWith('RIFF') && text.startsWith('WEBP', 8);
}

function moves(head: Buffer): boolean {
  return head.toString('latin1').startsWith('VP8X', 12) && ((head[20] ?? 0) & 0x02) !== 0;
}

function demuxerOf(head: Buffer): string | null {
  const text = head.toString('latin1');
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg_pipe';
  // One that moves is a film, which these readers do not know: of a PNG, its list of frames (`acTL`) stands before its first picture.
  const [before = ''] = text.split('IDAT', 1);
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return before.includes('acTL') ? null : 'png_pipe';
  return isWebp(head) && !moves(head) ? 'webp_pipe' : null;
}
