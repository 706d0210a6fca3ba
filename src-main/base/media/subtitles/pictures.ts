// Subtitles that are pictures (PGS of Blu-ray discs, VobSub of DVDs, DVB's): taken out of a file, and shown one after the other.
import { join } from 'node:path';
import type { Micros } from '../../../../src-shared/time';
import type { MediaInfo } from '../../../../src-shared/video';
import { streamBlocks } from '../blocks';
import { DiskFull, FfmpegDied } from '../errors';
import { type FfmpegInput, runFfmpeg } from '../ffmpeg-command';
import { FrameLog } from '../frame-log';
import { companions, TIME_LIMITS } from '../recording-clock';
import { passThrough } from '../version';

/** Codecs of subtitles that are pictures, by ffmpeg's names. */
export const PICTURE_CODECS: readonly string[] = ['hdmv_pgs_subtitle', 'dvd_subtitle', 'dvb_subtitle'];

/** What one picture shows: bright words on black, as much of the screen as they take. */
export interface SubtitlePicture {
  readonly from: Micros;
  readonly to: Micros;
  readonly width: number;
  readonly height: number;
  /** [height, width], 0 (black) to 255 */
  readonly grey: Uint8Array;
}

/**
 * Every screen is brought to this size, whatever its own: large enough for writing as films have it. DVDs' pixels are no squares,
 * and come near to it.
 */
const SCREEN = { width: 1280, height: 720 } as const;
/** Below this nothing is there. */
const DARK = 40;
/** As long as a line may stand that nothing takes off: of some nobody says until when. */
const LONGEST: Micros = 8_000_000;
/** Where something takes it off. Beyond that it is no line of words, or its end is rubbish. */
const LONGEST_KNOWN: Micros = 60_000_000;
/** Shorter is what stands between two pictures while they are changed. */
const SHORTEST: Micros = 40_000;

interface TakeOut {
  readonly ffmpegPath: string;
  readonly input: FfmpegInput;
  /** Numbers of the streams in the file. */
  readonly streams: readonly number[];
  /** Where they are written, each in a file of its own. */
  readonly folder: string;
  /** The film that they are in, from whose beginning times are counted; null of a file beside it, which has its own. */
  readonly film: MediaInfo | null;
  readonly signal: AbortSignal;
}

/**
 * Copies tracks out of a file in one pass over it, which may be tens of gigabytes long.
 * @returns a file for each, in the order of `streams`: not there, or empty, where there is nothing
 * @throws FfmpegDied, FfmpegMissing, FfmpegNotStarted, DiskFull, Cancelled
 */
export async function takeOutPictures(options: TakeOut): Promise<string[]> {
  const { ffmpegPath, input, streams, folder, film, signal } = options;
  const files = streams.map((stream) => join(folder, `${stream}.mks`));
  const last = files.at(-1);
  if (last === undefined) return [];
  const output = (n: number): string[] => [
    ...['-map', `0:${streams[n]}`, '-c:s', 'copy'],
    ...['-avoid_negative_ts', 'disabled', '-flush_packets', '1', '-f', 'matroska'],
  ];
  let full = false;
  await runFfmpeg({
    ffmpegPath,
    inputs: [input],
    outputOptions: [
      ...(film ? companions(film, { picture: true, sound: true }) : []),
      ...['-loglevel', 'error', '-y', ...(film ? TIME_LIMITS : ['-copyts'])],
      ...files.slice(0, -1).flatMap((file, n) => [...output(n), `file:${file}`]),
      ...output(files.length - 1),
    ],
    dest: last,
    onLine: (line) => {
      full ||= /No space left on device/.test(line);
    },
    signal,
  });
  if (full) throw new DiskFull({ path: folder });
  return files;
}

/**
 * The pictures of a track that was taken out, in order of time. What is damaged in it ends it.
 * @throws FfmpegDied, FfmpegMissing, FfmpegNotStarted, Cancelled
 */
export async function* readPictures(
  ffmpegPath: string,
  path: string,
  signal: AbortSignal,
): AsyncGenerator<SubtitlePicture> {
  const log = new FrameLog();
  const { width, height } = SCREEN;
  const stream = streamBlocks({
    ffmpegPath,
    inputs: [{ path }],
    outputOptions: [
      ...['-copyts', '-nostats', '-loglevel', 'level+info', '-filter_complex'],
      // What is transparent may have any colour below.
      `[0:s:0]format=gbrap,premultiply=inplace=1,showinfo=checksum=0,scale=${width}:${height},format=gray[words]`,
      ...['-map', '[words]', '-c:v', 'rawvideo', ...(await passThrough(ffmpegPath))],
      ...['-enc_time_base:v', '1/1000', '-allow_raw_vfw', '1', '-f', 'matroska'],
    ],
    onLine: (line) => log.line(line),
    signal,
  });
  const exit = stream.exit.finally(() => log.close());
  exit.catch(() => undefined);
  let shown: Shown | null = null;
  for await (const { data } of stream.blocks) {
    const time = await log.next();
    // Some builds begin with an empty screen at no time.
    if (time === null || data.length !== width * height || shown?.screen.equals(data)) continue;
    const next = { from: time, screen: Buffer.from(data), bounds: boundsOf(data) };
    if (shown) yield* pictureOf(shown, next);
    shown = next;
  }
  if (shown) yield* pictureOf(shown, null);
  const fault = await exit.then(
    () => null,
    (error: unknown) => error,
  );
  // A damaged track is read as far as it came.
  if (fault !== null && !(fault instanceof FfmpegDied && shown)) throw fault;
}

/** In pixels; right and bottom are exclusive. */
interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

interface Shown {
  readonly from: Micros;
  readonly screen: Buffer;
  /** Null where nothing is shown. */
  readonly bounds: Bounds | null;
}

function* pictureOf({ from, screen, bounds }: Shown, next: Shown | null): Generator<SubtitlePicture> {
  if (bounds === null) return;
  const takenOff = next !== null && next.bounds === null && next.from - from <= LONGEST_KNOWN;
  const until = next?.from ?? Number.MAX_SAFE_INTEGER;
  const to = takenOff ? until : Math.min(until, from + LONGEST);
  if (to - from < SHORTEST) return;
  const { left, top, right, bottom } = bounds;
  const [width, height] = [right - left, bottom - top];
  const grey = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = (top + y) * SCREEN.width + left;
    grey.set(screen.subarray(row, row + width), y * width);
  }
  yield { from, to, width, height, grey };
}

function boundsOf(screen: Uint8Array): Bounds | null {
  let left: number = SCREEN.width;
  let top = -1;
  let [right, bottom] = [0, 0];
  for (let y = 0; y < SCREEN.height; y++) {
    const row = screen.subarray(y * SCREEN.width, (y + 1) * SCREEN.width);
    const first = row.findIndex((value) => value >= DARK);
    if (first < 0) continue;
    if (top < 0) top = y;
    bottom = y + 1;
    left = Math.min(left, first);
    right = Math.max(right, row.findLastIndex((value) => value >= DARK) + 1);
  }
  return top < 0 ? null : { left, top, right, bottom };
}
