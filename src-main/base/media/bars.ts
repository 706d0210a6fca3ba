import type { Box } from '../../../src-shared/primitives';
import type { Micros } from '../../../src-shared/time';
import type { MediaInfo } from '../../../src-shared/video';
import { inputFrom } from './decode-arguments';
import { Cancelled } from './errors';
import { startFfmpeg } from './ffmpeg-command';

/** Pictures that are looked at, spread over the film, and their size: whatever the film's own aspect. */
const LOOKS = 11;
const WIDTH = 256;
const HEIGHT = 144;
/** Fewer that show anything are not enough to tell bars from dark pictures. */
const LEAST_LOOKS = 3;
/** A pixel up to here is black, of 255: bars are noisy where a film was compressed hard. */
const BLACK = 26;
/** Share of a line's pixels that are black in a bar, and of a picture's that are not in one that shows something. */
const LINE_BLACK = 0.98;
const SHOWS = 0.1;
/** Bars on either side are alike within so many lines, and reach at least so far, as a share of the picture. */
const ALIKE = 2;
const LEAST = 0.025;
/** Nobody leaves less of a picture than this to the film. */
const MOST = 0.35;
/** One picture in so many may be written over its bars, or be of another shape. */
const EXCEPT = 8;

export interface BarsSource {
  readonly ffmpegPath: string;
  readonly path: string;
  readonly media: Pick<MediaInfo, 'duration' | 'video'>;
  readonly signal: AbortSignal;
}

/**
 * Looks for black bars above and below a film's picture, or beside it, in pictures from all over it.
 * @returns the picture without them, in fractions of the whole as it is shown; null where there are none, or it cannot be told
 * @throws Cancelled
 */
export async function findBars({ media, ...source }: BarsSource): Promise<Box | null> {
  const { duration, video } = media;
  if (video === null || duration === null) return null;
  const pictures: Uint8Array[] = [];
  for (let i = 0; i < LOOKS; i++) {
    const picture = await look(source, Math.floor((duration * (i + 0.5)) / LOOKS));
    if (picture !== null) pictures.push(picture);
  }
  return withoutBars(pictures);
}

/** One grey picture; null where none can be read there. */
async function look(
  { ffmpegPath, path, signal }: Omit<BarsSource, 'media'>,
  at: Micros,
): Promise<Uint8Array | null> {
  const { stdout, exit } = startFfmpeg({
    ffmpegPath,
    inputs: [inputFrom(path, at)],
    outputOptions: [
      ...['-loglevel', 'error', '-map', '0:V:0', '-frames:v', '1'],
      ...['-vf', `scale=${WIDTH}:${HEIGHT}:flags=area,format=gray`, '-f', 'rawvideo'],
    ],
    dest: null,
    onLine: () => undefined,
    signal,
  });
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of stdout) chunks.push(chunk as Buffer);
    await exit;
    const picture = Buffer.concat(chunks);
    return picture.length >= WIDTH * HEIGHT ? new Uint8Array(picture.subarray(0, WIDTH * HEIGHT)) : null;
  } catch (error) {
    await exit.catch(() => undefined);
    if (error instanceof Cancelled || signal.aborted) throw new Cancelled();
    // The pass over the film says what is wrong with it.
    return null;
  }
}

/** @param pictures grey, of 256 x 144 pixels. See findBars. */
export function withoutBars(pictures: readonly Uint8Array[]): Box | null {
  const shown = pictures.filter(
    (pixels) => pixels.filter((value) => value > BLACK).length >= SHOWS * pixels.length,
  );
  if (shown.length < LEAST_LOOKS) return null;
  const rows = bars(shown, HEIGHT, WIDTH, (line, i) => line * WIDTH + i);
  const columns = bars(shown, WIDTH, HEIGHT, (line, i) => i * WIDTH + line);
  if (rows === 0 && columns === 0) return null;
  return {
    left: columns / WIDTH,
    top: rows / HEIGHT,
    width: 1 - (2 * columns) / WIDTH,
    height: 1 - (2 * rows) / HEIGHT,
  };
}

/**
 * How many lines to leave out on either side; 0 where there are no bars.
 * @param at the place of a line's i-th pixel
 */
function bars(
  pictures: readonly Uint8Array[],
  lines: number,
  length: number,
  at: (line: number, i: number) => number,
): number {
  const isBlack = (pixels: Uint8Array, line: number): boolean => {
    let black = 0;
    for (let i = 0; i < length; i++) if ((pixels[at(line, i)] as number) <= BLACK) black++;
    return black >= LINE_BLACK * length;
  };
  const depths = pictures.map((pixels) => {
    let first = 0;
    while (first < lines && isBlack(pixels, first)) first++;
    let last = 0;
    while (last < lines - first && isBlack(pixels, lines - 1 - last)) last++;
    return { first, last };
  });
  const first = leastOf(depths.map((depth) => depth.first));
  const last = leastOf(depths.map((depth) => depth.last));
  const depth = Math.min(first, last);
  if (Math.abs(first - last) > ALIKE || depth < LEAST * lines || depth > MOST * lines) return 0;
  // Bars end at the same line in every picture; the edge of something dark does not.
  const same = depths.filter((one) => one.first - first <= 1 && one.last - last <= 1).length;
  // The line in which bar and picture meet belongs to neither.
  return 2 * same >= depths.length ? Math.max(first, last) + 1 : 0;
}

/** The smallest depth but for a few exceptions. */
function leastOf(depths: readonly number[]): number {
  return [...depths].sort((a, b) => a - b)[Math.floor(depths.length / EXCEPT)] ?? 0;
}
