import { MICROS_PER_SECOND, type Micros, microsToSeconds } from '../../../src-shared/time';
import type { FfmpegInput } from './ffmpeg-command';
import { firstField, fitted, toneMapped } from './picture-filters';
import { clockJumps, companions, TIME_LIMITS } from './recording-clock';
import type { DecodeOptions } from './types';

/** Samples a second of the sound that is handed on. */
export const SAMPLE_RATE = 16_000;

/** In segments. Lifts a time on a segment’s very edge over it: binary fractions and whole microseconds fall just short. */
const EDGE = 1e-5;

/** Number of the sampling segment that a time falls into; the first frame of each segment is taken. */
export function segmentOf(time: Micros, framesPerSecond: number): number {
  return Math.floor((time / MICROS_PER_SECOND) * framesPerSecond + EDGE);
}

/** How far before the wanted frame a seek goes, in seconds: far enough for the decoder to have found its feet. */
const RUN_UP = 6;

/** Where decoding of frames begins: 0 means the start. */
export function seekTarget(
  options: Pick<DecodeOptions, 'media' | 'seek' | 'withFrames' | 'framesPerSecond' | 'framesFrom'>,
): Micros {
  if (!options.seek || !options.withFrames || clockJumps(options.media)) return 0;
  // A whole segment more, because the first frame after a seek may not be the first of its segment.
  const runUp = (RUN_UP + 1 / options.framesPerSecond) * MICROS_PER_SECOND;
  return Math.max(0, Math.floor(options.framesFrom - runUp));
}

/** Even, as its colours are stored at half size; as wide as the film is shown. */
export function thumbnailSize(
  options: Pick<DecodeOptions, 'media'>,
  wantedHeight: number,
): { width: number; height: number } {
  const { video } = options.media;
  const height = Math.max(2, 2 * Math.round(wantedHeight / 2));
  const aspect = video ? video.displayWidth / video.displayHeight : 1;
  const width = 2 * Math.round((height * aspect) / 2);
  return { width: Math.min(4 * height, Math.max(2, width)), height };
}

/**
 * Colours are brought to full size before a pixel is picked: otherwise its colour would be that of a neighbour. Which
 * pixel of a stretch is picked is ffmpeg's choice: the one in its middle, where torch's `nearest` takes its first. The
 * whole picture is shifted by half a stretch then, two or three pixels of a film in HD.
 */
const NEAREST = ':flags=neighbor+accurate_rnd+full_chroma_inp+full_chroma_int';

/** The filter that picks the first frame of each segment by its presentation time. */
export function firstOfSegment(framesPerSecond: number): string {
  const segment = (t: string): string => `floor(max(${t},0)*${framesPerSecond}+${EDGE.toFixed(6)})`;
  return `select='isnan(prev_selected_t)+gt(${segment('t')},${segment('prev_selected_t')})'`;
}

/**
 * A file that is read from this time on, 0 being the start. Its frames keep their time in the whole file.
 * @param cores threads that decode it at most; left out, ffmpeg takes a thread a core
 */
export function inputFrom(path: string, from: Micros, cores?: number): FfmpegInput {
  const seconds = microsToSeconds(from).toFixed(6);
  const threads = cores === undefined ? [] : ['-threads', String(cores)];
  return { path, options: [...threads, ...(from > 0 ? ['-ss', seconds, '-itsoffset', seconds] : [])] };
}

/** Pixels in a row that are tone-mapped: the encoder and thumbnails want fewer. */
const LARGEST_TONE_MAPPED = 1280;

/**
 * Picks the frames, logs their exact times, and makes their sizes. `V` leaves out covers, which `v` would count. Rotation is
 * applied by ffmpeg before the filters.
 */
function frameFilter(options: DecodeOptions): string {
  const { frameSize: frame, thumbnailHeight } = options;
  const { media } = options;
  const picked = [
    `[0:V:0]${firstOfSegment(options.framesPerSecond)}`,
    'showinfo=checksum=0',
    ...firstField(media),
    ...toneMapped(media, LARGEST_TONE_MAPPED),
  ].join(',');
  const flags = options.scaling === 'nearest' ? NEAREST : '';
  const scaled = `${cropped(options.crop)}scale=${frame.width}:${frame.height}${flags},format=rgb24[frames]`;
  if (thumbnailHeight === null) return `${picked},${scaled}`;
  const thumbnail = thumbnailSize(options, thumbnailHeight);
  const { scale, pad } = fitted(media, thumbnail);
  const made = options.turns
    ? `${scale}:out_range=pc,${pad}`
    : `scale=${thumbnail.width}:${thumbnail.height}:out_range=pc`;
  return [`${picked},split[a][b]`, `[a]${scaled}`, `[b]${made},format=yuvj420p[thumbnails]`].join(';');
}

/** `exact` keeps odd edges: what it is scaled to is full colour anyway. */
function cropped(crop: DecodeOptions['crop']): string {
  if (!crop) return '';
  const [width, height, left, top] = [crop.width, crop.height, crop.left, crop.top].map((f) => f.toFixed(6));
  return `crop=iw*${width}:ih*${height}:iw*${left}:ih*${top}:exact=1,`;
}

/** As ffmpeg counts it, 2 (best) to 31. */
const THUMBNAIL_QUALITY = 5;

function frameOptions(
  { thumbnailHeight, thumbnailQuality = THUMBNAIL_QUALITY }: DecodeOptions,
  passThrough: readonly string[],
): string[] {
  return [
    ...['-map', '[frames]', '-c:v:0', 'rawvideo'],
    ...(thumbnailHeight === null
      ? []
      : ['-map', '[thumbnails]', '-c:v:1', 'mjpeg', '-q:v:1', String(thumbnailQuality)]),
    // Times pass through to the millisecond, so that they can be checked against the exact ones.
    ...passThrough,
    ...['-enc_time_base:v', '1/1000', '-allow_raw_vfw', '1'],
  ];
}

/** Whether the sound's channels are looked at beside their mean: see SoundChoice. */
export function hasChannels({
  media,
  withAudio,
  audioPosition = 0,
}: Pick<DecodeOptions, 'media' | 'withAudio' | 'audioPosition'>): boolean {
  const heard = media.audio.find(({ position }, n) => (position ?? n) === audioPosition);
  return withAudio && (heard?.channels ?? 0) > 1;
}

/**
 * Bare AAC, which has no times: ffmpeg counts each packet by the first one's rate. Where a recording goes on at a higher rate there would be
 * a gap behind every packet, and nothing that is said could be understood.
 */
const WITHOUT_TIMES = ['aac', 'loas'];

/** Silence fills the gaps, so that sample n is at time n / 16000 whatever the file does; what has no times has no gaps. */
function inTime({ media }: DecodeOptions): string {
  const filled = WITHOUT_TIMES.includes(media.container) ? '' : ':async=1:first_pts=0';
  return `aresample=${SAMPLE_RATE}${filled},aformat=sample_fmts=s16`;
}

function audioOptions(options: DecodeOptions, input: number): string[] {
  const mean = `${inTime(options)}:channel_layouts=mono`;
  const channels = `pan=stereo|c0=FL|c1=FC,${inTime(options)}:channel_layouts=stereo`;
  const sound = ['-map', `${input}:a:${options.audioPosition ?? 0}`];
  return [
    ...[...sound, '-c:a', 'pcm_s16le', '-filter:a:0', mean],
    ...(hasChannels(options) ? [...sound, '-filter:a:1', channels] : []),
  ];
}

/** What is read of each input beside what is decoded. */
function besides(
  { media, withFrames, withAudio, audioPosition = 0 }: DecodeOptions,
  inputs: number,
): string[] {
  const others = !withAudio || audioPosition > 0;
  if (inputs === 1) return companions(media, { picture: !withFrames, sound: others });
  return [
    ...companions(media, { picture: !withFrames, sound: true }),
    ...companions(media, { picture: true, sound: others }, 1),
  ];
}

/**
 * The whole of the one pass. Track 1 is the frames, 2 the thumbnails (where there are any), and the sound comes last: the mean of its channels, then two of them.
 * Where frames are sought, the file is opened a second time for the sound, which is always read from the start.
 * @param passThrough see `passThrough` in version.ts
 */
export function decodeArguments(
  options: DecodeOptions,
  passThrough: readonly string[],
): {
  readonly inputs: readonly FfmpegInput[];
  readonly outputOptions: readonly string[];
} {
  const { path, withFrames, withAudio, cores } = options;
  const from = seekTarget(options);
  const inputs = [inputFrom(path, from, cores)];
  if (from > 0 && withAudio) inputs.push(inputFrom(path, 0, cores));
  return {
    inputs,
    outputOptions: [
      ...besides(options, inputs.length),
      ...['-nostats', '-loglevel', 'level+info', ...TIME_LIMITS],
      ...(withFrames ? ['-filter_complex', frameFilter(options), ...frameOptions(options, passThrough)] : []),
      ...(withAudio ? audioOptions(options, inputs.length - 1) : []),
      // A picture may start long after the sound: until then the sound waits in memory.
      ...['-max_muxing_queue_size', '1000000', '-avoid_negative_ts', 'disabled', '-f', 'matroska'],
    ],
  };
}
