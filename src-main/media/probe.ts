import { basename } from 'node:path';
import type { MediaInfo } from '../../src-shared/domain';
import { MICROS_PER_SECOND, type Micros } from '../../src-shared/time';
import { CannotReadVideo, UnsupportedMedia } from './errors';
import { runFfmpeg } from './ffmpeg-command';
import { parseProbe } from './probe-parser';
import { checkSourceFile } from './source-file';

/** A file with thousands of tracks would otherwise fill memory with its description. */
const MAX_LINES = 5000;

/** Formats by which ffmpeg reads pictures and text files as if they were films. */
const NOT_FILMS = /^(image2|.*_pipe|tty|bin|xbin|adf|idf|ico|srt|ass|webvtt|lrc)$/;

/**
 * Reads what a file holds from its header, with ffmpeg alone: no ffprobe is needed.
 * @throws FileMissing, NoPermission, UnsupportedMedia, CannotReadVideo, FfmpegMissing, Cancelled
 */
export async function probe(ffmpegPath: string, path: string, signal?: AbortSignal): Promise<MediaInfo> {
  await checkSourceFile(path);
  const name = basename(path);
  const lines: string[] = [];
  const exit = await runFfmpeg({
    ffmpegPath,
    inputs: [{ path }],
    // This format holds no streams, so nothing is decoded or read beyond the header.
    outputOptions: ['-f', 'ffmetadata'],
    dest: null,
    onLine: (line) => lines.length < MAX_LINES && lines.push(line),
    signal,
  });
  const result = parseProbe(lines);
  if (result.kind === 'unreadable') {
    throw new CannotReadVideo(name, why(result.reason), { cause: exit.error });
  }
  const { media } = result;
  if (NOT_FILMS.test(media.container)) throw new UnsupportedMedia(name, 'a picture or a text, not a video');
  if (media.video === null && media.audio.length === 0) {
    throw new UnsupportedMedia(name, 'without a picture or sound that ffmpeg can decode');
  }
  return media;
}

function why(reason: string): string {
  return /moov atom not found|end of file/i.test(reason)
    ? 'the file is not complete'
    : 'it is not a video, or it is damaged';
}

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
    outputOptions: ['-map', '0:V:0?', '-map', '0:a:0?', '-c', 'copy', '-f', 'null', '-progress', 'pipe:2'],
    dest: null,
    onLine: (line) => {
      const match = /^out_time_us=(\d+)$/.exec(line);
      if (match) end = Math.max(end ?? 0, Number(match[1]));
    },
    signal,
  });
  return end !== null && end < Number.MAX_SAFE_INTEGER / MICROS_PER_SECOND ? end : null;
}
