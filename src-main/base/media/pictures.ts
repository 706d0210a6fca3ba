import { basename } from 'node:path';
import type { Micros } from '../../../src-shared/time';
import type { MediaInfo } from '../../../src-shared/video';
import { streamBlocks } from './blocks';
import { Complaints } from './complaints';
import { firstOfSegment, inputFrom, seekTarget, segmentOf } from './decode-arguments';
import { CannotReadVideo, StoppedEarly } from './errors';
import type { FfmpegInput } from './ffmpeg-command';
import type { Block } from './matroska';
import { deinterlaced, fitted, toneMapped } from './picture-filters';
import { companions, TIME_LIMITS } from './recording-clock';
import { checkSourceFile } from './source-file';
import { isSameEnd } from './stopped-early';
import { passThrough } from './version';

interface Size {
  readonly width: number;
  readonly height: number;
}

export interface PicturesOptions {
  readonly ffmpegPath: string;
  readonly path: string;
  readonly media: MediaInfo;
  /** Size that every frame of the film is given in, whatever its aspect; null where only sampled ones are wanted. */
  readonly every: Size | null;
  /** The index's frames as pictures, aspect as shown and never enlarged; null where they are not wanted. */
  readonly sampled: { readonly longSide: number } | null;
  /** That of the index: by it frames are sampled. */
  readonly framesPerSecond: number;
  /** Only frames at or after this time are given; see DecodeOptions for what seeking may do. */
  readonly framesFrom: Micros;
  readonly seek: boolean;
  /** See DecodeOptions. */
  readonly stoppedAt?: Micros | undefined;
  readonly cores?: number | undefined;
  readonly signal: AbortSignal;
}

/** A frame in RGB, 8 bits a channel, rows top to bottom, rotation applied. */
export interface PictureItem extends Size {
  readonly kind: 'every' | 'sampled';
  /** The frame's own presentation time, counted from the start of the file. */
  readonly time: Micros;
  /** [height, width, 3] */
  readonly pixels: Uint8Array;
}

/** One ffmpeg process over one file. Iterating pulls: a slow consumer slows ffmpeg down. */
export interface PicturePass extends AsyncIterable<PictureItem> {
  /** Whether ffmpeg has complained about the file so far. */
  readonly damaged: boolean;
}

/**
 * Opens a pass over a film that gives every frame in small, and the frames that the index sampled as pictures. Times of either
 * kind ascend; how the kinds are mixed is ffmpeg's choice. A file that breaks off ends the pass where it does.
 * The iteration throws CannotReadVideo where nothing can be read, FfmpegDied, StoppedEarly (see `readTwice`), FfmpegMissing,
 * Cancelled on abort, and what `checkSourceFile` throws.
 */
export function openPictures(options: PicturesOptions): PicturePass {
  return new FfmpegPictures(options);
}

/** Size of a sampled picture: even, as shown, and within the film's own. */
export function pictureSize({ video }: MediaInfo, longSide: number): Size {
  const shown = { width: video?.displayWidth ?? 2, height: video?.displayHeight ?? 2 };
  const scale = Math.min(1, longSide / Math.max(shown.width, shown.height));
  const even = (side: number): number =>
    Math.max(2, Math.min(2 * Math.round((side * scale) / 2), 2 * Math.floor(side / 2)));
  return { width: even(shown.width), height: even(shown.height) };
}

/**
 * The container's times are whole milliseconds, too coarse to find a frame again. Here they count microseconds: a frame's time
 * is rounded to them and then told a thousand times as large. That costs nothing, where a line of the log for each of hundreds
 * of frames a second would have to be written, read and matched.
 */
const EXACT_TIME = `settb=1/1000000,setpts='max(PTS,0)*1000'`;

function pictureArguments(
  options: PicturesOptions,
  from: Micros,
  sampled: Size | null,
  passThrough: readonly string[],
) {
  const { path, media, every, framesPerSecond, cores } = options;
  const { scale, pad } = fitted(media, sampled ?? { width: 2, height: 2 });
  const branches = [
    ...(every ? [`scale=${every.width}:${every.height},format=rgb24,${EXACT_TIME}`] : []),
    ...(sampled
      ? [
          [
            ...[firstOfSegment(framesPerSecond), ...toneMapped(media, sampled.width)],
            ...[scale, 'format=rgb24', pad, EXACT_TIME],
          ].join(','),
        ]
      : []),
  ];
  const split = `[0:V:0]${deinterlaced(media).map((filter) => `${filter},`)}split=${branches.length}${branches.map((_, i) => `[in${i}]`).join('')}`;
  const filters = [split, ...branches.map((branch, i) => `[in${i}]${branch}[out${i}]`)].join(';');
  const inputs: FfmpegInput[] = [inputFrom(path, from, cores)];
  return {
    inputs,
    outputOptions: [
      ...companions(media, { picture: false, sound: true }),
      ...['-nostats', '-loglevel', 'level+warning', ...TIME_LIMITS, '-filter_complex', filters],
      ...branches.flatMap((_, i) => ['-map', `[out${i}]`]),
      ...['-c:v', 'rawvideo', '-allow_raw_vfw', '1'],
      ...passThrough,
      ...['-enc_time_base:v', '1/1000'],
      ...['-max_muxing_queue_size', '1000000', '-avoid_negative_ts', 'disabled', '-f', 'matroska'],
    ],
  };
}

class FfmpegPictures implements PicturePass {
  readonly #options: PicturesOptions;
  readonly #from: Micros;
  readonly #complaints: Complaints;
  /** In the order of the stream's tracks. */
  readonly #kinds: readonly (Size & Pick<PictureItem, 'kind'>)[];
  readonly #sampled: Size | null;
  #lastTime: Micros = -1;
  #lastSegment = -1;
  #read = 0;
  #reached: Micros = 0;
  #brokeOff = false;

  constructor(options: PicturesOptions) {
    const { every, sampled, media, framesFrom } = options;
    this.#options = options;
    this.#from = seekTarget({ ...options, withFrames: true });
    // Just after a seek a decoder complains of what it has not seen: that is not the file's fault.
    this.#complaints = new Complaints(this.#from > 0 ? framesFrom : 0);
    this.#sampled = sampled && pictureSize(media, sampled.longSide);
    this.#kinds = [
      ...(every ? [{ kind: 'every' as const, ...every }] : []),
      ...(this.#sampled ? [{ kind: 'sampled' as const, ...this.#sampled }] : []),
    ];
  }

  get damaged(): boolean {
    return this.#brokeOff || this.#complaints.count > 0;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<PictureItem> {
    const { ffmpegPath, path, signal, stoppedAt, framesPerSecond } = this.#options;
    await checkSourceFile(path);
    const { blocks, exit } = streamBlocks({
      ffmpegPath,
      ...pictureArguments(this.#options, this.#from, this.#sampled, await passThrough(ffmpegPath)),
      onLine: (line) => this.#complaints.line(line),
      signal,
    });
    for await (const block of blocks) {
      const item = this.#take(block);
      if (item) yield item;
    }
    const { error } = await exit;
    if (error && !isSameEnd(this.#reached, stoppedAt, framesPerSecond))
      throw new StoppedEarly(this.#reached, { cause: error });
    if (error && this.#read === 0) throw this.#unreadable('none of it can be decoded', error);
    this.#brokeOff = error !== null;
  }

  /** Null for a frame that was not asked for. */
  #take(block: Block): PictureItem | null {
    const kind = this.#kinds[block.track - 1];
    if (!kind || block.data.length !== kind.width * kind.height * 3) {
      throw this.#unreadable('its frames have other sizes than they should');
    }
    this.#read++;
    const time = block.milliseconds;
    this.#reached = Math.max(this.#reached, time);
    this.#complaints.reached(time);
    return this.#isNext(kind.kind, time) && time >= this.#options.framesFrom
      ? { ...kind, time, pixels: block.data }
      : null;
  }

  /** Whether a frame comes after those before it: a change of size in mid-film makes ffmpeg forget what it had picked last. */
  #isNext(kind: PictureItem['kind'], time: Micros): boolean {
    if (kind === 'every') {
      if (time <= this.#lastTime) return false;
      this.#lastTime = time;
      return true;
    }
    const segment = segmentOf(time, this.#options.framesPerSecond);
    if (segment <= this.#lastSegment) return false;
    this.#lastSegment = segment;
    return true;
  }

  #unreadable(why: string, cause?: Error): CannotReadVideo {
    return new CannotReadVideo(basename(this.#options.path), why, { cause });
  }
}
