import { stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { LongtakeError, toUserError } from '../../../src-shared/errors';
import type { ClipMode, ClipsAs, PlaceClips, PlacesSource } from '../../../src-shared/exports';
import { formatClock } from '../../../src-shared/time';
import { audioHeard } from '../../../src-shared/transcripts';
import { DiskFull } from '../../base/media/errors';
import { JoinedFilm, type JoinedForm } from '../../base/media/joined-film';
import { asExportError, EmptyClip, ExportDiskFull, MarkerHasNoLength, OtherEnding } from './errors';
import { asFileName } from './file-name';
import { type Destination, writeOutputs } from './output';
import {
  filmsOf,
  framesOf,
  type GatheredPlace,
  gatherPlaces,
  type Place,
  type PlaceList,
} from './place-list';
import { clipFileName, exportClip } from './write-clip';
import { missingNote, type PlacesTools, placeList } from './write-places';

export interface PlaceClipsRequest {
  readonly source: PlacesSource;
  /** A film is always encoded anew. */
  readonly mode: ClipMode;
  readonly as: ClipsAs;
}

export interface PlaceClipsTools extends PlacesTools {
  readonly signal: AbortSignal;
  /** @param fraction 0..1, of the whole list */
  readonly onProgress?: (fraction: number) => void;
}

type Failed = PlaceClips['failed'];
/** What keeps every clip from being written, not one alone. */
const ENDS_ALL = ['Cancelled', 'DiskFull', 'FfmpegMissing', 'FfmpegUnfit', 'FfmpegNotStarted', 'SystemLimit'];

/**
 * Clips of a list: each a file of its own in a folder, numbered, or all joined to one film. A place of which no clip can be made is
 * told, and the others are written. Where it is stopped, clips in a folder that are whole stay.
 * @throws NotFound, NothingToExport, the first place's failure where nothing could be written, and what ends all: Cancelled, DiskFull,
 * a missing ffmpeg
 */
export async function exportPlaceClips(
  request: PlaceClipsRequest,
  to: Destination,
  tools: PlaceClipsTools,
): Promise<PlaceClips> {
  return request.as === 'folder' ? intoFolder(request, to, tools) : joined(request, to, tools);
}

/** What a film of all clips ends in: sound alone where no place has a picture. @throws NotFound, NothingToExport */
export function placeClipsEnding(library: PlacesTools['library'], source: PlacesSource): string {
  const { places } = gatherPlaces(library, source);
  const pictured = places.some(({ videoId }) => library.videos.get(videoId).media.video !== null);
  return pictured ? 'mp4' : 'm4a';
}

async function intoFolder(
  { source, mode }: PlaceClipsRequest,
  { path: folder, replace }: Destination,
  tools: PlaceClipsTools,
): Promise<PlaceClips> {
  const { library, ffmpegPath, signal, onProgress = () => undefined } = tools;
  const { places, missing } = gatherPlaces(library, source);
  const digits = Math.max(2, String(places.length).length);
  let bytes = 0;
  const { done, failed } = await each(places, async (place, n) => {
    const { videoId, from, to } = place;
    const { stem, ending } = clipFileName(library, { videoId, from, to, mode });
    const title = asFileName(`${place.title || library.videos.get(videoId).title} ${stem}`);
    const path = join(folder, `${String(n + 1).padStart(digits, '0')} ${title}.${ending}`);
    const written = await exportClip(
      { videoId, from, to, mode },
      { path, replace },
      {
        ...{ library, ffmpegPath, signal },
        onProgress: (fraction) => onProgress((n + fraction) / places.length),
      },
    );
    bytes += written.bytes;
  });
  return { fileName: basename(folder), bytes, clips: done, failed, note: noteOf(failed, missing, library) };
}

async function joined(
  { source }: PlaceClipsRequest,
  { path, replace }: Destination,
  tools: PlaceClipsTools,
): Promise<PlaceClips> {
  const { library, signal, onProgress = () => undefined } = tools;
  const { list, missing } = await placeList(source, tools);
  const form = formOf(list);
  const fileName = basename(path);
  const ending = form.size ? 'mp4' : 'm4a';
  if (![ending, form.size ? 'm4v' : 'mp4'].includes(extname(path).slice(1).toLowerCase())) {
    throw new OtherEnding(fileName, ending);
  }
  const ffmpegPath = await tools.ffmpegPath();
  return writeOutputs({ library, replace }, async (files) => {
    const dest = await files.reserve(path, 'media');
    const film = new JoinedFilm({ ffmpegPath, form, temporary: dest, signal });
    try {
      const { done, failed } = await each(list.places, (place, n) =>
        addPlace(film, place, list, tools, (fraction) =>
          onProgress(((n + fraction) / list.places.length) * 0.95),
        ),
      );
      await film.finish(dest).catch((error: unknown) => {
        throw asExportError(error, fileName);
      });
      onProgress(1);
      const { size: bytes } = await stat(dest);
      return { fileName, bytes, clips: done, failed, note: noteOf(failed, missing, library) };
    } catch (error) {
      // What is full is the disk that was chosen, not the library's.
      throw error instanceof DiskFull ? new ExportDiskFull(fileName, { cause: error }) : error;
    } finally {
      await film.discard();
    }
  });
}

function addPlace(
  film: JoinedFilm,
  place: Place,
  list: PlaceList,
  { library }: PlaceClipsTools,
  onProgress: (fraction: number) => void,
): Promise<void> {
  const { duration, media, path, id } = place.film;
  const { from, to } = place;
  if (from >= to && (duration === 0 || from < duration)) return Promise.reject(new MarkerHasNoLength());
  if (from >= to || (duration > 0 && from >= duration)) return Promise.reject(new EmptyClip());
  const frames = framesOf(place, list.timebase);
  const track = audioHeard(library.videos.get(id)) ?? 0;
  return film.add({ path, media, from, to, track, frames: frames.to - frames.from, onProgress });
}

/** The size of the first film with a picture, and the list's rate. */
function formOf(list: PlaceList): JoinedForm {
  const video = filmsOf(list).find(({ media }) => media.video !== null)?.media.video;
  const even = (side: number) => Math.max(2, 2 * Math.round(side / 2));
  const size = video ? { width: even(video.displayWidth), height: even(video.displayHeight) } : null;
  return { size, rate: list.timebase.rate };
}

/** Does the work for each place; one that fails by itself is told, and the next one's turn comes. */
async function each<
  P extends Pick<GatheredPlace, 'from' | 'title'> & ({ videoId: string } | { film: { id: string } }),
>(
  places: readonly P[],
  work: (place: P, n: number) => Promise<void>,
): Promise<{ done: number; failed: Failed }> {
  const failures: unknown[] = [];
  const failed: Failed = [];
  for (const [n, place] of places.entries()) {
    try {
      await work(place, n);
    } catch (error) {
      if (!(error instanceof LongtakeError) || ENDS_ALL.includes(error.code)) throw error;
      const videoId = 'videoId' in place ? place.videoId : place.film.id;
      failures.push(error);
      failed.push({ title: place.title, videoId, from: place.from, error: toUserError(error) });
    }
  }
  if (failed.length === places.length) throw failures[0];
  return { done: places.length - failed.length, failed };
}

/** How many failures are told in words; all are in `failed`. */
const MOST_TOLD = 5;

function noteOf(
  failed: Failed,
  missing: number,
  library: Pick<PlacesTools['library'], 'videos'>,
): string | null {
  // Of markers there is one thing to say, however many they are.
  const marker = new MarkerHasNoLength().message;
  const markers = failed.filter(({ error }) => error.message === marker).length;
  const others = failed.filter(({ error }) => error.message !== marker);
  const told = others
    .slice(0, MOST_TOLD)
    .map(
      ({ title, videoId, from, error }) =>
        `“${title || library.videos.get(videoId).title}” at ${formatClock(from)}: ${error.message}`,
    );
  if (markers > 0) told.unshift(markers === 1 ? marker : `${markers} are markers. ${marker}`);
  const more = others.length > MOST_TOLD ? [`And ${others.length - MOST_TOLD} more.`] : [];
  const count =
    failed.length === 1 ? 'One place could not be written.' : `${failed.length} places could not be written.`;
  const parts = [
    ...(failed.length > 0 ? [count, ...told, ...more] : []),
    ...(missing > 0 ? [missingNote(missing)] : []),
  ];
  return parts.length > 0 ? parts.join(' ') : null;
}
