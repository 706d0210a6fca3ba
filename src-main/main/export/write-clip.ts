import { stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { ClipMode } from '../../../src-shared/exports';
import type { VideoId } from '../../../src-shared/primitives';
import { formatClock, type Micros } from '../../../src-shared/time';
import { audioHeard } from '../../../src-shared/transcripts';
import { formatNumber } from '../../../src-shared/words/numbers';
import { t } from '../../../src-shared/words/words';
import type { Library } from '../../base/library/types';
import { cutAtEnd, cutNote } from '../../base/library/within-film';
import { CLIP_ENDINGS, clipEnding, makeClip } from '../../base/media/clip';
import { DiskFull } from '../../base/media/errors';
import type { ProgramPath } from '../../base/media/types';
import { asExportError, EmptyClip, ExportDiskFull, MarkerHasNoLength, OtherEnding } from './errors';
import { type Destination, type Exported, writeOutputs } from './output';

export interface ClipRequest {
  readonly videoId: VideoId;
  readonly from: Micros;
  /** As far as the film goes, where it goes no further. */
  readonly to: Micros;
  readonly mode: ClipMode;
}

export interface ClipTools {
  readonly library: Pick<Library, 'dir' | 'videos'>;
  readonly ffmpegPath: ProgramPath;
  readonly signal: AbortSignal;
  /** @param fraction 0..1 */
  readonly onProgress?: (fraction: number) => void;
}

export interface ClipExported extends Exported {
  /** That the clip begins earlier than asked, and by how much, or that the film ends before; null where all is as asked. */
  readonly note: string | null;
}

/** A shift that nobody sees or hears is not worth a word. */
const NOT_SEEN: Micros = 1000;

/** What a clip's file is called: its place in the film, and the ending that suits the mode. */
export function clipFileName(
  library: Pick<Library, 'videos'>,
  { videoId, from, to, mode }: ClipRequest,
): { stem: string; ending: string } {
  const { media, duration } = library.videos.get(videoId);
  // A colon may not stand in a file's name everywhere.
  const clock = (time: Micros): string => formatClock(time).replaceAll(':', '.');
  return {
    stem: `${clock(from)}-${clock(cutAtEnd({ from, to }, duration).to)}`,
    ending: clipEnding(media, mode),
  };
}

/**
 * Writes a stretch of a film as a file of its own.
 * @throws NotFound, MarkerHasNoLength, EmptyClip, OtherEnding, and what `writeOutputs` and `makeClip` throw
 */
export async function exportClip(
  request: ClipRequest,
  { path, replace }: Destination,
  tools: ClipTools,
): Promise<ClipExported> {
  const { library, ffmpegPath, signal, onProgress = () => undefined } = tools;
  const video = library.videos.get(request.videoId);
  const { media, duration } = video;
  // The one that is heard is the one that is meant.
  const track = audioHeard(video) ?? 0;
  const film = library.videos.source(request.videoId);
  const from = Math.max(0, request.from);
  const { to } = cutAtEnd(request, duration);
  if (request.from === request.to) throw new MarkerHasNoLength();
  if (from >= to) throw new EmptyClip();
  const fileName = basename(path);
  if (!CLIP_ENDINGS.includes(extname(path).slice(1).toLowerCase())) {
    throw new OtherEnding(fileName, clipEnding(media, request.mode));
  }
  return writeOutputs({ library, replace }, async (files) => {
    const dest = await files.reserve(path, 'media');
    const { mode } = request;
    const task = { ffmpegPath: await ffmpegPath(), path: film, media, from, to, mode, dest, track };
    const { begins } = await makeClip({ ...task, temporary: `${dest}.part`, onProgress, signal }).catch(
      (error: unknown) => {
        // What is full is the disk that was chosen, not the library's.
        if (error instanceof DiskFull) throw new ExportDiskFull(fileName, { cause: error });
        throw asExportError(error, fileName);
      },
    );
    const { size } = await stat(dest);
    return { fileName, bytes: size, note: notesOf(cutNote(request, video), noteOf(from, begins)) };
  });
}

function notesOf(...notes: readonly (string | null)[]): string | null {
  return notes.filter((note) => note !== null).join(' ') || null;
}

function noteOf(from: Micros, begins: Micros): string | null {
  if (Math.abs(from - begins) <= NOT_SEEN) return null;
  const seconds = formatNumber(Math.abs(from - begins) / 1_000_000, 2);
  if (begins > from) return t('film.clipLater', { seconds });
  return t('film.clipEarlier', { seconds, at: formatClock(begins) });
}
