// Clips: a stretch of a film cut out by stream copy (fast) or to the frame (exact), and probed before it is called done.
import { basename, extname } from 'node:path';
import type { ClipMode } from '../../../src-shared/exports';
import { MICROS_PER_SECOND, type Micros, ptsToMicros } from '../../../src-shared/time';
import type { MediaInfo } from '../../../src-shared/video';
import { checkClip } from './clip-check';
import { type EncodeTask, encodeFile } from './encode-file';
import { CannotCopyStretch, CannotReadVideo } from './errors';
import { keyFrameBefore } from './packets';
import { deinterlaced, fitted, toneMapped } from './picture-filters';
import { clockJumps, FROM_THE_START, TIME_LIMITS, withClock } from './recording-clock';
import { positionOf } from './silence';
import { type FirstFrame, filmTime, readFirstFrame, ticksOfStart } from './stream-clock';
import type { Rational } from './types';
import { passThrough } from './version';

export interface ClipOptions {
  readonly ffmpegPath: string;
  readonly path: string;
  readonly media: MediaInfo;
  /** The frames with from <= time < to, and the sound between the two. */
  readonly from: Micros;
  readonly to: Micros;
  readonly mode: ClipMode;
  /** Ends in one of `CLIP_ENDINGS`. */
  readonly dest: string;
  /** What it is called until it is whole; on the same disk. */
  readonly temporary: string;
  /** To be encoded once more: hardly compressed, and the sound not at all. `exact` alone, and `dest` ends in `.mov`. */
  readonly intermediate?: boolean;
  /** The sound track, as it stands in `media.audio`; the first unless said otherwise. */
  readonly track?: number;
  readonly onProgress: (fraction: number) => void;
  readonly signal: AbortSignal;
}

export interface Clip {
  /** Where the clip begins in the film: `from`, or for a copied stream the key frame at or before it. */
  readonly begins: Micros;
}

/** Containers by a file's ending. */
const MUXERS: Readonly<Record<string, string>> = {
  mp4: 'mp4',
  m4v: 'mp4',
  m4a: 'mp4',
  mov: 'mov',
  mkv: 'matroska',
  mka: 'matroska',
};
export const CLIP_ENDINGS: readonly string[] = Object.keys(MUXERS);

/** What MP4 and its kin hold as players expect it. */
const MP4_VIDEO = ['h264', 'hevc', 'av1', 'vp9', 'mpeg4'];
const MP4_AUDIO = ['aac', 'mp3', 'ac3', 'eac3', 'alac', 'opus', 'flac'];

/** The ending that suits a clip of a film: a copied stream keeps its codecs, and Matroska takes those that MP4 does not. */
export function clipEnding({ video, audio }: MediaInfo, mode: ClipMode): string {
  const fits =
    mode === 'exact' ||
    ((video === null || MP4_VIDEO.includes(video.codec)) &&
      audio.every(({ codec }) => MP4_AUDIO.includes(codec)));
  if (video === null) return fits ? 'm4a' : 'mka';
  return fits ? 'mp4' : 'mkv';
}

/**
 * Writes a stretch of a film as a file of its own, counted from 0; of several sound tracks the one that is named. `exact` encodes H.264 and
 * AAC anew and keeps each frame's own distance to the next; `fast` copies, from the key frame at or before `from`, and may
 * hold a few frames behind `to` that later ones need.
 * @throws CannotReadVideo, CannotCopyStretch, DiskFull, FileMissing, NoPermission, FfmpegMissing, Cancelled
 */
export async function makeClip(options: ClipOptions): Promise<Clip> {
  const film = { ...options, media: await withClock(options, options.media) };
  return options.mode === 'fast' ? copyStream(film) : encodeExactly(film);
}

/** What was written is looked at before it counts as done. */
function check({ ffmpegPath, path, media, to, signal }: ClipOptions, begins: Micros): EncodeTask['check'] {
  const clip = { ffmpegPath, path, needsPicture: media.video !== null, length: to - begins, signal };
  return (file) => checkClip(file, clip);
}

function muxer(dest: string): string[] {
  const format = MUXERS[extname(dest).slice(1).toLowerCase()] ?? 'mp4';
  return [
    ...['-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1', '-max_muxing_queue_size', '100000'],
    ...(format === 'matroska' ? [] : ['-movflags', '+faststart']),
    ...['-f', format],
  ];
}

function seconds(time: Micros): string {
  return (time / MICROS_PER_SECOND).toFixed(6);
}

/**
 * How far before a key frame's own time to seek, so that no rounding to the stream's unit of time leaves it behind what is
 * sought: two milliseconds, and where the unit is coarse too little of it to reach the frame before.
 */
function leewayOf({ num, den }: Rational): Micros {
  const unit = (MICROS_PER_SECOND * num) / den;
  return unit > 1500 ? Math.floor(unit / 4) : 2000;
}

async function copyStream(options: ClipOptions): Promise<Clip> {
  const { path, media, from, to, dest } = options;
  const jumping = clockJumps(media) ? media : undefined;
  let begins = from;
  let sought = from;
  if (media.video) {
    const clock = await readFirstFrame(options, 0);
    // Before the first frame there is sound alone.
    const wanted = Math.max(from, clock.firstFrame);
    const key = await keyFrameBefore(
      { ...options, jumping },
      wanted,
      filmTime(jumping ? played(clock) : clock),
    );
    begins = key.shown;
    // Of a packet that is not sought, but waited for, ffmpeg may know no more than when it is decoded.
    sought = Math.max(0, (jumping ? key.decoded : begins) - leewayOf(clock.timeBase));
  }
  const seek = sought > 0 ? ['-ss', seconds(sought)] : [];
  const written = encodeFile({
    ...options,
    inputs: [{ path, options: jumping ? FROM_THE_START : seek }],
    outputOptions: [
      // Where the clock jumps, everything is read, and what comes before is left out.
      ...(jumping ? [...TIME_LIMITS, ...seek] : []),
      ...(media.video ? ['-map', '0:V:0'] : []),
      ...(media.audio.length > 0 ? ['-map', `0:a:${positionOf(media, options.track ?? 0)}`] : []),
      // What comes before the time sought is left out, and what is kept is counted from the key frame.
      ...['-c', 'copy', '-copypriorss', '0', '-t', seconds(to - sought)],
      ...['-output_ts_offset', seconds(sought - begins)],
      ...muxer(dest),
    ],
    duration: to - begins,
    needsFrames: false,
    check: check(options, begins),
    failure: 'no clip can be copied out of it',
  });
  await written.catch((error: unknown) => {
    throw error instanceof CannotReadVideo ? new CannotCopyStretch(basename(path), { cause: error }) : error;
  });
  return { begins };
}

/** How a film counts whose clock jumps: from its beginning, whatever its container says. */
function played(clock: FirstFrame): FirstFrame {
  return { ...clock, start: 0 };
}

/** How far before the first frame decoding begins, so that the decoder has found its feet; the rest is thrown away. */
const RUN_UP: Micros = 6 * MICROS_PER_SECOND;

async function encodeExactly(options: ClipOptions): Promise<Clip> {
  const { path, media, from, to, dest, track = 0 } = options;
  const jumping = clockJumps(media);
  const { clock, sought } = await seekBefore(options);
  const sound = media.audio[track];
  const soundCodec = options.intermediate ? ['-c:a', 'pcm_s16le'] : ['-c:a', 'aac', '-b:a', '192k'];
  const filters = [
    ...(clock ? [`[0:V:0]${pictureFilter(clock, options)}[picture]`] : []),
    ...(sound ? [`[0:a:${positionOf(media, track)}]${soundFilter(clock?.start ?? 0, from, to)}[sound]`] : []),
  ];
  await encodeFile({
    ...options,
    // The container's own timestamps: a shift by the time sought would be rounded to the unit of time.
    inputs: [
      {
        path,
        options: jumping
          ? []
          : [...(sought > 0 ? ['-noaccurate_seek', '-ss', seconds(sought)] : []), '-copyts'],
      },
    ],
    outputOptions: [
      ...TIME_LIMITS,
      // A graph each: where the sound changes, its own begins anew, and would lose what frames are on their way in it.
      ...filters.flatMap((filter) => ['-filter_complex', filter]),
      ...(clock ? pictureOptions(clock.timeBase, options, await passThrough(options.ffmpegPath)) : []),
      ...(media.audio.length > 0 ? ['-map', '[sound]', ...soundCodec] : []),
      ...muxer(dest),
    ],
    duration: to - from,
    needsFrames: media.video !== null,
    check: check(options, from),
    failure: 'no clip can be made of it',
  });
  return { begins: from };
}

/** Where decoding begins: some seconds before the clip, or at the film's start where a seek lands behind `from`. */
async function seekBefore(options: ClipOptions): Promise<{ clock: FirstFrame | null; sought: Micros }> {
  const jumping = clockJumps(options.media);
  const sought = jumping ? 0 : Math.max(0, options.from - RUN_UP);
  if (options.media.video === null) return { clock: null, sought };
  const first = await readFirstFrame(options, 0);
  const clock = jumping ? played(first) : first;
  if (sought === 0) return { clock, sought };
  const landed = await readFirstFrame(options, sought).catch((error: unknown) => {
    if (error instanceof CannotReadVideo) return null;
    throw error;
  });
  return { clock, sought: landed && landed.firstFrame <= options.from ? sought : 0 };
}

/** Picks the frames by their timestamps, whole numbers in the stream's own unit, and counts them from the clip's beginning. */
function pictureFilter({ timeBase, start }: FirstFrame, { media, from, to }: ClipOptions): string {
  const origin = ticksOfStart(start, timeBase);
  const first = origin + firstTick(from, timeBase);
  const end = origin + firstTick(to, timeBase);
  const whole = deinterlaced(media);
  const { scale, pad } = fitted(media, storedSize(media));
  return [
    // Fields made frames are counted in half units.
    ...(whole.length > 0 ? [...whole, `settb=${timeBase.num}/${timeBase.den}`] : []),
    `trim=start_pts=${first}:end_pts=${end},setpts=PTS-${first}`,
    ...toneMapped(media, null),
    // H.264 with colours at half size wants even sides; a pixel less is truer than a picture scaled.
    'crop=trunc(iw/2)*2:trunc(ih/2)*2:0:0',
    ...[scale, 'format=yuv420p', pad],
  ].join(',');
}

/** The frames' size, upright and even. */
function storedSize({ video }: MediaInfo): { width: number; height: number } {
  const turned = video?.rotation === 90 || video?.rotation === 270;
  const [width = 2, height = 2] = turned ? [video?.height, video?.width] : [video?.width, video?.height];
  return { width: 2 * Math.floor(width / 2), height: 2 * Math.floor(height / 2) };
}

/** The first timestamp whose time, rounded to microseconds as all times here are, is not before `time`. */
export function firstTick(time: Micros, unit: Rational): number {
  const per = BigInt(MICROS_PER_SECOND) * BigInt(unit.num);
  let tick = (BigInt(time) * BigInt(unit.den)) / per;
  while (ptsToMicros(tick, unit) < time) tick++;
  while (tick > 0n && ptsToMicros(tick - 1n, unit) >= time) tick--;
  return Number(tick);
}

/**
 * Cuts the sound at the same times; gaps are filled with silence, so that it stays with the picture. Its filters begin anew where
 * its channels or its rate change: so they go by time, not by samples, and nothing in them counts from their own beginning.
 */
function soundFilter(start: Micros, from: Micros, to: Micros): string {
  const [first, end] = [seconds(from + start), seconds(to + start)];
  return `aresample=async=1,atrim=start=${first}:end=${end},asetpts=PTS-${first}/TB`;
}

function pictureOptions(
  unit: Rational,
  { from, to, intermediate = false }: ClipOptions,
  passThrough: readonly string[],
): string[] {
  const quality = intermediate ? ['-preset', 'veryfast', '-crf', '6'] : ['-preset', 'medium', '-crf', '18'];
  const length = firstTick(to, unit) - firstTick(from, unit);
  return [
    ...['-map', '[picture]', '-c:v', 'libx264', ...quality],
    // Each frame keeps its own time in the film's own unit.
    ...passThrough,
    ...['-enc_time_base:v', `${unit.num}/${unit.den}`],
    // And the last one lasts to the clip's end. Some containers give frames no duration; with none, MP4's edit list, and with
    // it every player, would leave the last frame out.
    ...['-bsf:v', `setts=pts=PTS:dts=DTS:duration=max(1\\,${length}-PTS)`],
  ];
}
