import { execFileSync } from 'node:child_process';
import type { Picture } from '../../types';

/** Enough for a picture of 8K. */
const MOST_BYTES = 120_000_000;

/**
 * For tests and measurements only: one picture of a file.
 * @param seconds from the file's start; the picture is the first one at or after that
 * @param longSide larger pictures are made so small, as the pass over a film makes them
 */
export function pictureOf(ffmpegPath: string, path: string, seconds = 0, longSide = 100_000): Picture {
  const fitted = `scale=w='min(iw,${longSide})':h='min(ih,${longSide})':force_original_aspect_ratio=decrease`;
  const options = ['-v', 'error', '-nostdin', '-ss', String(seconds), '-i', path, '-vf', fitted];
  const ppm = execFileSync(
    ffmpegPath,
    [...options, '-frames:v', '1', '-c:v', 'ppm', '-f', 'image2pipe', 'pipe:1'],
    {
      maxBuffer: MOST_BYTES,
    },
  );
  return parsePpm(ppm);
}

/** Portable pixmap, binary: "P6 width height 255" and a line's end, then RGB bytes. */
export function parsePpm(ppm: Buffer): Picture {
  const header = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(ppm.subarray(0, 64).toString('latin1'));
  if (!header) throw new Error('not a picture');
  const [width, height] = [Number(header[1]), Number(header[2])];
  const pixels = new Uint8Array(ppm.subarray(header[0].length, header[0].length + width * height * 3));
  return { width, height, pixels };
}
