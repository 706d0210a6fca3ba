import { closeSync, openSync, readSync } from 'node:fs';
import { extname } from 'node:path';

/** What pictures are called: only of these the first bytes are looked at before ffmpeg is started. */
const NAMES = ['.jpg', '.jpeg', '.jpe', '.jfif', '.png', '.webp'];
const HEAD_BYTES = 24;

/**
 * ffmpeg's name of the format of a still picture: by its first bytes, where its name is that of one. ffmpeg takes many pictures by
 * their names alone, with a reader that takes `%d` in a name for the numbers of others; named, it reads the one file that it is given.
 * @returns null for anything else, and where the file cannot be read
 */
export function stillDemuxer(path: string): string | null {
  if (!NAMES.includes(extname(path).toLowerCase())) return null;
  try {
    const file = openSync(path, 'r');
    try {
      const head = Buffer.alloc(HEAD_BYTES);
      const length = readSync(file, head, 0, HEAD_BYTES, 0);
      return demuxerOf(head.subarray(0, length));
    } finally {
      closeSync(file);
    }
  } catch {
    // Whoever reads the file meets what is wrong with it, and says so.
    return null;
  }
}

function demuxerOf(head: Buffer): string | null {
  const text = head.toString('latin1');
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg_pipe';
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png_pipe';
  if (!(text.startsWith('RIFF') && text.startsWith('WEBP', 8))) return null;
  // One that moves is a film, which this reader does not know.
  const moves = text.startsWith('VP8X', 12) && ((head[20] ?? 0) & 0x02) !== 0;
  return moves ? null : 'webp_pipe';
}
