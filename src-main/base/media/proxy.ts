import type { MediaInfo } from '../../../src-shared/video';
import { encodeFile } from './encode-file';
import { deinterlaced, fitted, toneMapped } from './picture-filters';
import { clockJumps, companions, TIME_LIMITS } from './recording-clock';
import { positionOf } from './silence';
import { passThrough } from './version';

/** What the <video> element of Chromium plays from a file, with no decoder of the system's. */
const CONTAINERS = ['mov', 'mp4', 'matroska', 'webm', 'ogg', 'wav', 'mp3', 'flac', 'aac'];
const VIDEO_CODECS = ['h264', 'vp8', 'vp9', 'av1'];
const AUDIO_CODECS = ['aac', 'mp3', 'opus', 'vorbis', 'flac'];
const PCM = /^pcm_(u8|s16le|s24le|f32le|alaw|mulaw)$/;
/** More than 8 bits, or colour at full size: some decoders in Chromium refuse these, so they are not relied on. */
const PIXEL_FORMATS = ['yuv420p', 'yuvj420p'];

/**
 * Whether Chromium cannot play the file itself. Only what every build of it plays counts: HEVC, which some take over
 * from the system, does not. Matroska does, with the same codecs as MP4: Chromium looks at the content, not the name.
 */
export function needsProxy(media: MediaInfo, track = 0): boolean {
  // Chromium counts by the container's own clock, and finds places by the length that the container guesses.
  if (clockJumps(media) || media.clock?.estimated) return true;
  // Of several sound tracks it plays the first.
  return positionOf(media, track) > 0 || !isPlayable(media, track);
}

function isPlayable({ container, video, audio, isStill }: MediaInfo, track: number): boolean {
  if (isStill) return false;
  if (!container.split(',').some((name) => CONTAINERS.includes(name))) return false;
  if (video && !(VIDEO_CODECS.includes(video.codec) && PIXEL_FORMATS.includes(video.pixelFormat)))
    return false;
  const sound = audio[track];
  return sound === undefined || AUDIO_CODECS.includes(sound.codec) || PCM.test(sound.codec);
}

export interface ProxyOptions {
  readonly ffmpegPath: string;
  readonly path: string;
  readonly media: MediaInfo;
  /** The sound track that is played, as it stands in `media.audio`; the first unless said otherwise. */
  readonly track?: number;
  /** Whether it is encoded even where copying would do: the page could not play what it should. */
  readonly anew?: boolean;
  /** Where the MP4 comes to lie; until it is whole it lies beside, under another name. */
  readonly dest: string;
  /** @param fraction 0..1; not called where the length is unknown */
  readonly onProgress: (fraction: number) => void;
  readonly signal: AbortSignal;
}

const MAX_WIDTH = 1280;
/** The player steps frame by frame and backwards: a key frame is never far. */
const KEY_FRAME_EVERY = 24;

/** Square pixels, upright, at most 1280 wide, never larger than the film is shown. */
function proxySize({ video }: MediaInfo): { width: number; height: number } {
  const [w, h] = [video?.displayWidth ?? 2, video?.displayHeight ?? 2];
  const scale = Math.min(1, MAX_WIDTH / w);
  const even = (n: number): number => Math.max(2, 2 * Math.round((n * scale) / 2));
  return { width: even(w), height: even(h) };
}

function videoOptions(media: MediaInfo, passThrough: readonly string[]): string[] {
  if (media.video === null) return ['-vn'];
  const size = proxySize(media);
  const { scale, pad } = fitted(media, size);
  const filters = [...deinterlaced(media), ...toneMapped(media, size.width), scale, 'format=yuv420p', pad];
  return [
    ...['-map', '0:V:0', '-filter:v', [...filters, 'setsar=1'].join(',')],
    // No reordered frames: their offset would have to be undone by an edit list, which players treat differently.
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-bf', '0', '-g', `${KEY_FRAME_EVERY}`],
    // Each frame keeps its own time, as fine as a microsecond's tenth part needs.
    ...passThrough,
    ...['-enc_time_base:v', '1/90000', '-video_track_timescale', '90000'],
  ];
}

/**
 * All that Chromium plays but another sound track first: copied as it is, which takes no longer than the file takes to be read.
 * In a container like its own, so that times stay as they are.
 */
function copyOptions({ container, video }: MediaInfo, position: number): string[] {
  return [
    ...(video ? ['-map', '0:V:0'] : []),
    ...['-map', `0:a:${position}`, '-c', 'copy', '-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1'],
    ...(container.includes('mp4') ? ['-movflags', '+faststart', '-f', 'mp4'] : ['-f', 'matroska']),
  ];
}

/**
 * Makes a copy that Chromium plays: H.264 and AAC in MP4. Frame times are those of the original, counted from the
 * same zero. Nothing is left behind when it fails.
 * @throws CannotReadVideo, DiskFull, FileMissing, NoPermission, FfmpegMissing, Cancelled
 */
export async function makeProxy(options: ProxyOptions): Promise<void> {
  const { path, media, dest, track = 0, anew = false } = options;
  const position = positionOf(media, track);
  const copies = position > 0 && !anew && isPlayable(media, track);
  await encodeFile({
    ...options,
    inputs: [{ path }],
    outputOptions: copies
      ? copyOptions(media, position)
      : [
          ...companions(media, { picture: false, sound: position > 0 }),
          ...TIME_LIMITS,
          ...videoOptions(media, await passThrough(options.ffmpegPath)),
          ...(media.audio.length > 0
            ? ['-map', `0:a:${position}`, '-c:a', 'aac', '-b:a', '128k', '-ac', '2']
            : ['-an']),
          ...['-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1'],
          // The sound may wait long for a picture that starts late.
          ...['-max_muxing_queue_size', '100000', '-movflags', '+faststart', '-f', 'mp4'],
        ],
    temporary: `${dest}.part`,
    duration: media.duration,
    needsFrames: false,
    failure: 'no copy for the player can be made of it',
  });
}
