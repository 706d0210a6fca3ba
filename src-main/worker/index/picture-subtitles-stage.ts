// Subtitles that are pictures, in a film or beside it, become transcripts: each picture is read as writing is (OCR).
import { readFile, rm, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { MICROS_PER_SECOND } from '../../../src-shared/time';
import { fileKey } from '../../../src-shared/transcripts';
import type { MediaInfo } from '../../../src-shared/video';
import { BROUGHT_FOLDER } from '../../base/film/files';
import type { FileTranscript, IndexRequest } from '../../base/film/types';
import { makeFolders } from '../../base/make-folder';
import { CannotReadVideo, FfmpegDied } from '../../base/media/errors';
import type { FfmpegInput } from '../../base/media/ffmpeg-command';
import {
  PICTURE_EXTENSIONS,
  type SubtitleFile,
  subtitlesBeside,
  subtitlesIn,
} from '../../base/media/subtitles/beside';
import { type Cue, MOST_CUES, tidyCues } from '../../base/media/subtitles/clean';
import {
  PICTURE_CODECS,
  readPictures,
  type SubtitlePicture,
  takeOutPictures,
} from '../../base/media/subtitles/pictures';
import type { Picture, TextLine, TextReader } from '../recognition/types';
import type { IndexJob } from './job';
import { checkCancelled } from './pass/clock';
import { withSignsOfLife } from './progress';
import { fileTranscript } from './subtitles-stage';

/** Lies in the video's folder while subtitles are taken out of the film. */
const FOLDER = 'subtitles';
/** Black around what is read, in pixels: the text detector finds no line that touches the edge. */
const MARGIN = 24;
/** As wide at least as the detector sees: short lines are not made larger than they are, which would cost more. */
const LEAST_WIDTH = 960;
/** More than any list of a DVD has, which names 32 tracks and a line for each picture. */
const MOST_LIST_BYTES = 4 * 1024 * 1024;

type About = Omit<FileTranscript['info'], 'lines'>;

/** A file with tracks of pictures. */
interface Source {
  readonly input: FfmpegInput;
  /** By the streams' numbers. */
  readonly tracks: ReadonlyMap<number, About>;
  /** The film that they are in; null of a file beside it, whose clock is the film's: its beginning is no moment of the film. */
  readonly film: MediaInfo | null;
}

/**
 * Reads the subtitles of a film that are pictures, and that the library does not have. Each is told of as soon as it is read: what
 * was read before a job was stopped is not read again. None of them stops the index: one that cannot be read is left out, with a note.
 * @throws Cancelled, DiskFull, FfmpegMissing, FfmpegNotStarted, and what opening the reader throws
 */
export async function readPictureSubtitles(job: IndexJob): Promise<void> {
  const { request, deps, progress, callbacks, journal } = job;
  const sources = await sourcesOf(request);
  if (sources.length === 0) return;
  checkCancelled(job.signal);
  progress.stage('subtitles');
  const folder = join(request.dir, FOLDER);
  const reader = await deps.openTextReader();
  try {
    for (const source of sources) {
      await rm(folder, { recursive: true, force: true });
      await makeFolders(folder);
      for await (const transcript of readSource(job, source, { folder, reader })) {
        callbacks.onCheckpoint({
          ...{ what: 'subtitles', frameCount: journal.state.frames.count, subtitles: [transcript] },
        });
      }
    }
  } finally {
    await reader.dispose();
    await rm(folder, { recursive: true, force: true });
  }
  await rm(join(request.dir, BROUGHT_FOLDER), { recursive: true, force: true });
}

/** Whether there are such subtitles to be read: a stage of their own. */
export async function hasPictureSubtitles(request: IndexRequest): Promise<boolean> {
  return (await sourcesOf(request)).length > 0;
}

async function sourcesOf(request: IndexRequest): Promise<Source[]> {
  if (!request.writing) return [];
  const { path, dir, knownTranscripts } = request;
  const beside = await subtitlesBeside(path, PICTURE_EXTENSIONS);
  const brought = await subtitlesIn(join(dir, BROUGHT_FOLDER), PICTURE_EXTENSIONS);
  const sources = [
    insideFilm(request),
    ...(await inFiles('beside', beside, knownTranscripts)),
    ...(await inFiles('import', brought, knownTranscripts)),
  ];
  return sources.filter(({ tracks }) => tracks.size > 0);
}

function insideFilm({ path, media, knownTranscripts = [] }: IndexRequest): Source {
  const unread = (media.subtitles ?? []).filter(
    ({ codec, stream }) => PICTURE_CODECS.includes(codec) && !knownTranscripts.includes(fileKey(stream)),
  );
  const tracks = unread.map(({ stream, language, title = null }): [number, About] => [
    stream,
    { key: fileKey(stream), origin: 'file', language, title, fromPictures: true },
  ]);
  return { input: { path }, tracks: new Map(tracks), film: media };
}

async function inFiles(
  origin: 'beside' | 'import',
  files: readonly SubtitleFile[],
  knownTranscripts: readonly string[] = [],
): Promise<Source[]> {
  const found: Source[] = [];
  for (const { path: file, language } of files) {
    const isList = extname(file).toLowerCase() === '.idx';
    const languages = isList ? await languagesIn(file) : [language];
    const title = basename(file);
    const tracks = languages.map((own, stream): [number, About] => [
      stream,
      {
        ...{ key: `${origin}-${title}-${stream}`, origin, language: own ?? language, title },
        fromPictures: true,
      },
    ]);
    // A film may be none of these: they name other files. This one names the `.sub` of its own name alone.
    const options = isList
      ? ['-f', 'vobsub', '-format_whitelist', 'vobsub,mpeg']
      : ['-f', 'sup', '-format_whitelist', 'sup'];
    const unread = tracks.filter(([, { key }]) => !knownTranscripts.includes(key));
    found.push({ input: { path: file, options }, tracks: new Map(unread), film: null });
  }
  return found;
}

/** The languages of a VobSub's tracks, in their order; none where there is nothing of the kind in the file. */
async function languagesIn(list: string): Promise<(string | null)[]> {
  const found = await stat(list).catch(() => null);
  if (!found?.isFile() || found.size > MOST_LIST_BYTES) return [];
  const text = await readFile(list, 'latin1').catch(() => '');
  return [...text.matchAll(/^id: *([a-z]{2,3}|--)? *, *index: *\d+/gim)].map(([, code]) =>
    code === undefined || code === '--' ? null : code.toLowerCase(),
  );
}

interface Reading {
  readonly folder: string;
  readonly reader: TextReader;
}

async function* readSource(
  job: IndexJob,
  { input, tracks, film }: Source,
  { folder, reader }: Reading,
): AsyncGenerator<FileTranscript> {
  const { request, signal, progress } = job;
  const streams = [...tracks.keys()];
  const taken = await attempt(() =>
    withSignsOfLife(
      () => progress.alive(),
      () => takeOutPictures({ ffmpegPath: request.ffmpegPath, input, streams, folder, film, signal }),
    ),
  );
  let n = 0;
  for (const about of tracks.values()) {
    const share = (fraction: number): void => progress.update((n + fraction) / tracks.size);
    const file = taken.done?.[n] ?? null;
    const read = file === null ? null : await attempt(() => readTrack(job, { file, reader, share }));
    const why = taken.why ?? read?.why;
    if (why !== undefined) yield { info: { ...about, lines: 0, note: why }, segments: [] };
    else if (read?.done && read.done.pictures > 0) yield transcriptOf(job, about, read.done);
    n++;
  }
}

/** What was done, or why it could not be: what stops one track stops no film. */
async function attempt<T>(work: () => Promise<T>): Promise<{ readonly done?: T; readonly why?: string }> {
  try {
    return { done: await work() };
  } catch (error) {
    const isTracks = error instanceof FfmpegDied || error instanceof CannotReadVideo;
    if (isTracks) return { why: error.message };
    throw error;
  }
}

/** What was read of a track. */
interface TrackRead {
  readonly cues: readonly Cue[];
  readonly pictures: number;
  /** Pictures on which nothing was read. */
  readonly unread: number;
}

async function readTrack(
  { request: { ffmpegPath, media }, signal }: IndexJob,
  options: { readonly file: string; readonly reader: TextReader; readonly share: (fraction: number) => void },
): Promise<TrackRead> {
  const { file, reader, share } = options;
  const length = media.duration ?? MICROS_PER_SECOND * 7200;
  const cues: Cue[] = [];
  let pictures = 0;
  for await (const picture of readPictures(ffmpegPath, file, signal)) {
    if (pictures >= MOST_CUES) break;
    pictures++;
    const lines = await reader.read(onBlack(picture));
    checkCancelled(signal);
    share(Math.min(1, picture.from / length));
    if (lines.length > 0) cues.push(cueOf(picture, lines));
  }
  return { cues, pictures, unread: pictures - cues.length };
}

function transcriptOf(
  { request }: IndexJob,
  about: About,
  { cues, pictures, unread }: TrackRead,
): FileTranscript {
  const transcript = fileTranscript(about, tidyCues(cues, request.media.duration));
  if (unread === 0) return transcript;
  const note = `${unread} of ${pictures} pictures could not be read`;
  return { ...transcript, info: { ...transcript.info, note } };
}

/** The lines of a picture as one, as doubtful as the most doubtful of them. */
function cueOf({ from, to }: SubtitlePicture, lines: readonly TextLine[]): Cue {
  const text = lines.map((line) => line.text).join(' ');
  return { from, to, text, sure: Math.min(...lines.map(({ confidence }) => confidence)) };
}

function onBlack({ width, height, grey }: SubtitlePicture): Picture {
  const wide = Math.max(LEAST_WIDTH, width + 2 * MARGIN);
  const high = height + 2 * MARGIN;
  const pixels = new Uint8Array(wide * high * 3);
  const left = (wide - width) >> 1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = ((y + MARGIN) * wide + left + x) * 3;
      pixels.fill(grey[y * width + x] as number, at, at + 3);
    }
  }
  return { width: wide, height: high, pixels };
}
