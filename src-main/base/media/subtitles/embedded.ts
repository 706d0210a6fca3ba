import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SubtitleStream } from '../../../../src-shared/media-facts';
import type { MediaInfo } from '../../../../src-shared/video';
import { makeFolders } from '../../make-folder';
import { runFfmpeg } from '../ffmpeg-command';
import { companions, TIME_LIMITS } from '../recording-clock';
import { decodeText } from './charset';
import { type Cue, tidyCues } from './clean';
import { parseSubtitles } from './parse';
import { MOST_BYTES } from './read-file';

export interface EmbeddedOptions {
  readonly ffmpegPath: string;
  readonly path: string;
  readonly media: MediaInfo;
  readonly streams: readonly SubtitleStream[];
  /** A folder of its own, which is made, and removed at the end. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** How a track is taken out: as it is where we read it ourselves, else as ffmpeg writes it as SubRip. */
const FORMS: Readonly<Record<string, readonly [codec: string, format: string]>> = {
  ...{ ass: ['copy', 'ass'], ssa: ['copy', 'ass'], webvtt: ['copy', 'webvtt'] },
  ...{ subrip: ['copy', 'srt'], srt: ['copy', 'srt'] },
};
const AS_SUBRIP = ['srt', 'srt'] as const;

/**
 * Reads the subtitles in a file that are text, all in one pass over it. Times count as the film's do, from the file's start.
 * @returns by stream; empty for one in which there is nothing
 * @throws FfmpegDied, FfmpegMissing, FfmpegNotStarted, Cancelled
 */
export async function readEmbedded(options: EmbeddedOptions): Promise<Map<SubtitleStream, Cue[]>> {
  const { ffmpegPath, path, media, folder, signal } = options;
  const streams = options.streams.filter(({ isText }) => isText);
  const found = new Map<SubtitleStream, Cue[]>();
  const last = streams.at(-1);
  if (!last) return found;
  await rm(folder, { recursive: true, force: true });
  await makeFolders(folder);
  try {
    const file = ({ stream }: SubtitleStream): string => join(folder, `${stream}.txt`);
    const output = (each: SubtitleStream): string[] => {
      const [codec, format] = FORMS[each.codec] ?? AS_SUBRIP;
      const limit = ['-fs', String(MOST_BYTES)];
      return ['-map', `0:${each.stream}`, '-c:s', codec, ...limit, '-flush_packets', '1', '-f', format];
    };
    await runFfmpeg({
      ffmpegPath,
      inputs: [{ path }],
      outputOptions: [
        ...companions(media, { picture: true, sound: true }),
        ...['-loglevel', 'error', '-y', ...TIME_LIMITS],
        ...streams.slice(0, -1).flatMap((each) => [...output(each), `file:${file(each)}`]),
        ...output(last),
      ],
      dest: file(last),
      onLine: () => undefined,
      signal,
    });
    // What a damaged track broke off, or ffmpeg gave up on, holds as far as it came.
    for (const stream of streams) {
      const cues = (await readWritten(file(stream))) ?? [];
      found.set(stream, tidyCues(cues, media.duration));
    }
    return found;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readWritten(path: string): Promise<Cue[] | null> {
  const size = (await stat(path).catch(() => null))?.size ?? 0;
  // One write may go over the limit.
  if (size === 0 || size > 2 * MOST_BYTES) return null;
  return parseSubtitles(decodeText(await readFile(path), null));
}
