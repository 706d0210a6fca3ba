import { basename, join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Segment } from '../../../src-shared/analysis';
import { LongtakeError } from '../../../src-shared/errors';
import { languageOf } from '../../../src-shared/languages';
import type { SubtitleStream } from '../../../src-shared/media-facts';
import type { Micros } from '../../../src-shared/time';
import { fileKey } from '../../../src-shared/transcripts';
import type { FileTranscript, IndexRequest } from '../../base/film/types';
import { Cancelled } from '../../base/media/errors';
import { languageOfName, subtitlesBeside } from '../../base/media/subtitles/beside';
import type { Cue } from '../../base/media/subtitles/clean';
import { readEmbedded } from '../../base/media/subtitles/embedded';
import { readSubtitleFile } from '../../base/media/subtitles/read-file';
import type { IndexJob } from './job';
import { withSignsOfLife } from './progress';

/** Lies in the video's folder while subtitles are taken out of the film. */
const FOLDER = 'subtitles';

/**
 * Takes the subtitles in a film, and those that lie beside it, as transcripts. None of them stops the index: one that cannot be
 * read is left out, with a note where somebody laid it there.
 * @throws Cancelled, FfmpegMissing, FfmpegNotStarted
 */
export async function takeSubtitles(job: IndexJob): Promise<void> {
  const { progress, callbacks, journal } = job;
  const inside = job.request.media.subtitles ?? [];
  const beside = await besideFilm(job.request);
  const read =
    inside.length === 0
      ? []
      : await withSignsOfLife(
          () => progress.alive(),
          () => insideFilm(job, inside),
        );
  const subtitles = [...read, ...beside];
  if (subtitles.length === 0) return;
  callbacks.onCheckpoint({ what: 'subtitles', frameCount: journal.state.frames.count, subtitles });
}

async function insideFilm(
  { request, signal }: IndexJob,
  all: readonly SubtitleStream[],
): Promise<FileTranscript[]> {
  const { ffmpegPath, path, media, dir, knownTranscripts = [] } = request;
  const streams = all.filter((one) => !knownTranscripts.includes(fileKey(one.stream)));
  const options = { ffmpegPath, path, media, streams, folder: join(dir, FOLDER), signal };
  const found = await readEmbedded(options).catch((error: unknown) => {
    // The film's own pass meets what is wrong with it, and says so.
    if (error instanceof LongtakeError && error.code === 'CannotReadVideo')
      return new Map<SubtitleStream, Cue[]>();
    throw error;
  });
  return [...found].flatMap(([stream, cues]) => {
    if (cues.length === 0) return [];
    const { language, title = null } = stream;
    return [fileTranscript({ key: fileKey(stream.stream), origin: 'file', language, title }, cues)];
  });
}

async function besideFilm({ path, media }: IndexRequest): Promise<FileTranscript[]> {
  const found: FileTranscript[] = [];
  for (const { path: file, language } of await subtitlesBeside(path)) {
    const title = basename(file);
    const about = { key: `beside-${title}`, origin: 'beside', language, title } as const;
    try {
      found.push(fileTranscript(about, await readSubtitleFile(file, { language, duration: media.duration })));
    } catch (error) {
      if (error instanceof Cancelled || !(error instanceof LongtakeError)) throw error;
      found.push({ info: { ...about, lines: 0, note: error.message }, segments: [] });
    }
  }
  return found;
}

/**
 * Reads a file of subtitles that a person brought.
 * @throws CannotReadSubtitles, FileMissing, NoPermission
 */
export async function readSubtitles(path: string, duration: Micros | null): Promise<FileTranscript> {
  const title = basename(path);
  const language = languageOfName(path);
  const cues = await readSubtitleFile(path, { language, duration });
  return fileTranscript({ key: `import-${title}`, origin: 'import', language, title }, cues);
}

/** Lines of subtitles as lines of speech that say where they come from. */
export function fileTranscript(
  about: Omit<FileTranscript['info'], 'lines'>,
  cues: readonly Cue[],
): FileTranscript {
  const language = about.language === null ? {} : { language: languageOf(about.language) };
  // Lines of one transcript have other numbers than those of another: what was made of one never leads to the other's lines.
  const first = (1 + (crc32(about.key) % 1_000_000)) * 100_000_000;
  const segments = cues.map(
    ({ from, to, text, speaker, sure }, n): Segment => ({
      ...{ id: first + n, source: 'speech', from, to, text, words: [] },
      ...(sure === undefined ? {} : { confidence: sure }),
      ...language,
      ...(speaker === undefined ? {} : { speaker }),
      fromFile: true,
    }),
  );
  return { info: { ...about, lines: segments.length }, segments };
}
