import { basename } from 'node:path';
import { MICROS_PER_SECOND, type Micros } from '../../../src-shared/time';
import type { MediaInfo } from '../../../src-shared/video';
import { isEncrypted } from './encrypted';
import { CannotReadVideo, IsEncrypted, IsPlaylist, UnsupportedMedia } from './errors';
import { type RunningFfmpeg, runFfmpeg, startFfmpeg } from './ffmpeg-command';
import { PICTURE_OPTIONS, withPictureFacts } from './picture-facts';
import { playlistDemuxer } from './playlist';
import { LOOKED, PROBE_OPTIONS, parseProbe } from './probe-parser';
import { keepsTime, TIME_LIMITS } from './recording-clock';
import { lengthWithoutJumps } from './sampled-length';
import { checkSourceFile } from './source-file';
import { isAnimatedWebp, isHeif, isText } from './still-picture';

/** A file with hundreds of thousands of tracks would otherwise fill memory with its description. */
const MAX_TEXT = 16 * 1024 * 1024;
/** Of the log only the end is looked at. */
const MAX_LINES = 100;

/** Formats that are refused, by which ffmpeg reads pictures and text files as if they were films. */
const PICTURES_AND_TEXTS =
  /^(image2|.*_pipe|tty|bin|xbin|adf|idf|ico|txd|alias_pix|brender_pix|mpl2|srt|ass|webvtt|lrc|.*sub.*|sami|stl|ffmetadata|data)$/;

/**
 * Reads what a file holds from its header.
 * @throws FileMissing, NoPermission, UnsupportedMedia, IsPlaylist, IsEncrypted, CannotReadVideo, FfmpegMissing, FfmpegNotStarted, Cancelled
 */
export async function probe(ffprobePath: string, path: string, signal?: AbortSignal): Promise<MediaInfo> {
  const size = await checkSourceFile(path);
  const name = basename(path);
  if (await isEncrypted(path)) throw new IsEncrypted(name);
  const { text, lines, error } = await ask(ffprobePath, path, PROBE_OPTIONS, signal);
  const parsed = parseProbe(text);
  const media = parsed && { ...parsed, duration: await lengthOf(path, parsed, size) };
  if (media === null && isHeif(path)) throw new UnsupportedMedia(name, HEIF_UNREAD, { cause: error });
  if (media === null) throw whyUnreadable(path, lines, error);
  if (media.video === null && media.audio.length === 0) {
    const what = isAnimatedWebp(path)
      ? 'an animated WebP picture, of which only a library makes a film'
      : isHeif(path)
        ? HEIF_UNREAD
        : 'without a picture or sound that ffmpeg can decode';
    throw new UnsupportedMedia(name, what);
  }
  if (!media.isStill) return { ...media, looked: LOOKED };
  const picture = await ask(ffprobePath, path, PICTURE_OPTIONS, signal);
  return { ...withPictureFacts(media, picture.text), looked: LOOKED };
}

/**
 * Reads what a film holds that was made of pictures: also what a camera wrote into the first of them.
 * @throws as probe
 */
export async function probePictures(
  ffprobePath: string,
  path: string,
  signal?: AbortSignal,
): Promise<MediaInfo> {
  const media = await probe(ffprobePath, path, signal);
  const picture = await ask(ffprobePath, path, PICTURE_OPTIONS, signal);
  return withPictureFacts(media, picture.text);
}

/** Bytes a second that no picture and no sound does with less of: a screen on which nothing moves. */
const LEAST_BYTES = 2;
/** In containers for broadcasting, whose clock alone takes more. */
const LEAST_BROADCAST = 1000;

/** The length by the clock where it keeps time and jumps; else the container's, where it is to be believed. */
async function lengthOf(
  path: string,
  media: Pick<MediaInfo, 'container' | 'duration'>,
  size: number,
): Promise<Micros | null> {
  const { container } = media;
  const played = keepsTime(media) ? await lengthWithoutJumps(path, { size, container }) : null;
  return played ?? believed(media, size);
}

/**
 * The length that a container tells, where a file of this size can be that long; else null, until it is decoded. A clock that
 * jumps, or one line of subtitles, makes a film of seconds last days, and room would be asked for on the disk for as many frames.
 */
function believed(media: Pick<MediaInfo, 'container' | 'duration'>, size: number): Micros | null {
  const { duration } = media;
  const least = keepsTime(media) ? LEAST_BROADCAST : LEAST_BYTES;
  return duration !== null && duration / MICROS_PER_SECOND > size / least ? null : duration;
}

/** A photograph in tiles is never taken for one of them. */
const HEIF_UNREAD =
  'a photograph in HEIC or AVIF, which this ffmpeg does not read as one picture: save it as JPEG or PNG first';

/** What ffprobe writes of a file, and the last lines of its log. */
async function ask(
  ffprobePath: string,
  path: string,
  options: readonly string[],
  signal: AbortSignal | undefined,
): Promise<{ readonly text: string; readonly lines: readonly string[]; readonly error: Error | null }> {
  const lines: string[] = [];
  const running = startFfmpeg({
    tool: 'ffprobe',
    ffmpegPath: ffprobePath,
    inputs: [{ path }],
    outputOptions: options,
    dest: null,
    onLine: (line) => {
      if (line.trim() !== '') lines.push(line);
      if (lines.length > MAX_LINES) lines.shift();
    },
    signal,
  });
  const text = await readText(running);
  const { error } = await running.exit;
  return { text, lines, error };
}

/** What it writes, as far as it is of a sane length. */
async function readText(running: RunningFfmpeg): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of running.stdout as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_TEXT) {
      running.kill();
      break;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** @param lines what ffprobe said at last */
function whyUnreadable(path: string, lines: readonly string[], cause: Error | null): Error {
  const name = basename(path);
  const refused = lines.map((line) => REFUSED.exec(line)?.[1]).find((format) => format !== undefined);
  if (refused !== undefined) {
    const kind = playlistDemuxer(refused);
    if (kind !== null) return new IsPlaylist(name, kind, { cause });
    const known = PICTURES_AND_TEXTS.test(refused);
    return new UnsupportedMedia(
      name,
      known ? 'a picture or a text, not a video' : `of a kind that is not read (${refused})`,
      { cause },
    );
  }
  // Of a text that is called a film ffmpeg says the same as of a film that breaks off.
  const incomplete = lines.some((line) => /moov atom not found|end of file/i.test(line)) && !isText(path);
  return new CannotReadVideo(
    name,
    incomplete ? 'the file is not complete' : 'it is not a video, or it is damaged',
    { cause: new Error(lines.at(-1) ?? '', { cause }) },
  );
}

/** What is said of a format that INPUT_LIMITS does not allow, under the format's name. */
const REFUSED = /^\[([^\]]+?) @ [^\]]*\] Format not on whitelist/;

/**
 * Length of a file whose header does not tell it: reads every packet, decodes none.
 * @returns null where the packets carry no times
 * @throws Cancelled, FfmpegMissing
 */
export async function measureDuration(
  ffmpegPath: string,
  path: string,
  signal?: AbortSignal,
): Promise<Micros | null> {
  let end: Micros | null = null;
  await runFfmpeg({
    ffmpegPath,
    inputs: [{ path }],
    outputOptions: [
      ...['-map', '0:V:0?', '-map', '0:a:0?', '-c', 'copy', '-f', 'null', '-progress', 'pipe:2'],
      ...TIME_LIMITS,
    ],
    dest: null,
    onLine: (line) => {
      const match = /^out_time_us=(\d+)$/.exec(line);
      if (match) end = Math.max(end ?? 0, Number(match[1]));
    },
    signal,
  });
  return end !== null && end < Number.MAX_SAFE_INTEGER / MICROS_PER_SECOND ? end : null;
}
