import { dirname, join } from 'node:path';
import { LongtakeError } from '../../../src-shared/errors';
import type { PlacesFormat, PlacesSource } from '../../../src-shared/exports';
import type { VideoId } from '../../../src-shared/primitives';
import type { Micros } from '../../../src-shared/time';
import { readFrameTimes, readThumbnail } from '../../base/film/reader';
import type { Library } from '../../base/library/types';
import { cutAtEnd } from '../../base/library/within-film';
import { readStreamClock, type StreamClock } from '../../base/media/stream-clock';
import type { ProgramPath } from '../../base/media/types';
import { toFfmetadata, toYouTube, type Written } from './chapters';
import { toEdl } from './edl';
import { toFcpxml } from './fcpxml';
import type { TextKind } from './file-kind';
import { filmClock, timebaseName } from './film-clock';
import { toOtio } from './otio';
import { type Destination, type Exported, type OutputFiles, writeOutputs } from './output';
import { filmsOf, gatherPlaces, type Place, type PlacedFilm, type PlaceList } from './place-list';
import { placesToCsv, toHtmlReport, toMarkdownReport } from './report';
import { toResolveMarkers } from './resolve';
import { rateName, sameRate, type Timebase, timecodeBase } from './timecode';
import { picturesFolder, type ReadPicture } from './write';
import { toXmeml } from './xmeml';

/** What a file of each format ends in. */
export const PLACES_ENDING: Readonly<Record<PlacesFormat, TextKind>> = {
  edl: 'edl',
  fcpxml: 'fcpxml',
  xmeml: 'xml',
  otio: 'otio',
  resolve: 'edl',
  youtube: 'txt',
  ffmetadata: 'ffmetadata',
  csv: 'csv',
  md: 'md',
  html: 'html',
};

export interface PlacesTools {
  readonly library: Pick<Library, 'dir' | 'videos' | 'scenes' | 'shots' | 'segments' | 'collections'>;
  readonly ffmpegPath: ProgramPath;
  /** Times of a video's stored frames, ascending. */
  readonly frameTimes: (id: VideoId) => Promise<readonly Micros[]>;
  readonly readPicture: ReadPicture;
  /** Instead of each film's own. */
  readonly timebase?: Timebase | null;
  readonly signal?: AbortSignal;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** The tools over a library as it lies on the disk. */
export function placesTools(library: Library, ffmpegPath: ProgramPath): PlacesTools {
  return {
    library,
    ffmpegPath,
    frameTimes: (id) => readFrameTimes(library.indexDir(id)),
    readPicture: (id, frame) => readThumbnail(library.indexDir(id), frame),
  };
}

export interface PlacesExported extends Exported {
  /** What is not as it was in the list: a varying rate, chapters merged. Null where all is. */
  readonly note: string | null;
}

/**
 * Writes places to a file; a Markdown report's pictures lie beside it in `<name>-pictures`.
 * @throws NotFound, NothingToExport, NotOneFilm, TooFewChapters, Cancelled, and what `writeOutputs` throws
 */
export async function exportPlaces(
  source: PlacesSource,
  format: PlacesFormat,
  { path, replace }: Destination,
  tools: PlacesTools,
): Promise<PlacesExported> {
  return writeOutputs({ library: tools.library, replace }, async (files) => {
    await files.check(path, PLACES_ENDING[format]);
    const folder = { files, dir: dirname(path), name: picturesFolder(path) };
    const { text, note } = await placesText(source, format, tools, folder);
    return { ...(await files.write(path, PLACES_ENDING[format], text)), note };
  });
}

/** Where a Markdown report's pictures are written. */
interface PictureFolder {
  readonly files: OutputFiles;
  readonly dir: string;
  readonly name: string;
}

/**
 * Places as a format's text.
 * @param folder null leaves a Markdown report's pictures out
 * @throws as exportPlaces
 */
export async function placesText(
  source: PlacesSource,
  format: PlacesFormat,
  tools: PlacesTools,
  folder: PictureFolder | null,
): Promise<Written> {
  const { list, missing } = await placeList(source, tools);
  const rounded = COUNTS_FRAMES.includes(format) ? roundingNote(list, format) : null;
  const { text, note } = await write(list, format, tools, folder);
  const notes = [note, rounded, missingNote(missing)].filter((said) => said !== null);
  return { text, note: notes.length > 0 ? notes.join(' ') : null };
}

const COUNTS_FRAMES: readonly PlacesFormat[] = ['edl', 'fcpxml', 'xmeml', 'otio', 'resolve', 'csv'];
/** Those that count all films in one rate, as timecode does. */
const ONE_RATE: readonly PlacesFormat[] = ['edl', 'resolve'];

/** Tells of places that wait for their films. */
export function missingNote(missing: number): string | null {
  if (missing === 0) return null;
  const places =
    missing === 1
      ? 'One place was left out: its film is'
      : `${missing} places were left out: their films are`;
  return `${places} not in the library.`;
}

async function write(
  list: PlaceList,
  format: PlacesFormat,
  tools: PlacesTools,
  folder: PictureFolder | null,
): Promise<Written> {
  const exportedAt = (tools.now ?? Date.now)();
  const plain = (text: string): Written => ({ text, note: null });
  switch (format) {
    case 'edl':
      return plain(toEdl(list));
    case 'fcpxml':
      return plain(toFcpxml(list));
    case 'xmeml':
      return plain(toXmeml(list));
    case 'otio':
      return plain(toOtio(list));
    case 'resolve':
      return toResolveMarkers(list);
    case 'youtube':
      return toYouTube(list);
    case 'ffmetadata':
      return toFfmetadata(list);
    case 'csv':
      return plain(placesToCsv(list));
    case 'md': {
      const pictures = folder ? await picturesInFolder(list, tools, folder) : new Map<Place, string>();
      return plain(toMarkdownReport({ list, pictures, exportedAt }));
    }
    case 'html':
      return plain(toHtmlReport({ list, pictures: await picturesInside(list, tools), exportedAt }));
  }
}

/** Looks up each film of the places once, and how its times become frames. */
export async function placeList(
  source: PlacesSource,
  tools: PlacesTools,
): Promise<{ list: PlaceList; missing: number }> {
  const { name, places, missing } = gatherPlaces(tools.library, source);
  const films = new Map<VideoId, PlacedFilm>();
  for (const { videoId } of places) {
    if (!films.has(videoId)) films.set(videoId, await placedFilm(videoId, tools));
  }
  const placed = places.flatMap((place): Place[] => {
    const film = films.get(place.videoId);
    if (!film) return [];
    const { title, note, colour = null, tags = [], frameTime = null } = place;
    const { from, to } = cutAtEnd(place, film.duration);
    return [{ film, from: Math.max(0, from), to: Math.max(0, to), title, note, colour, tags, frameTime }];
  });
  // Sound has no frames: where there is a film with a picture among them, its count is the one that matters.
  const first = placed.find(({ film }) => film.media.video !== null) ?? placed[0];
  const timebase = first?.film.clock.timebase ?? { rate: { num: 25, den: 1 }, dropFrame: false };
  return { list: { name, timebase, places: placed }, missing };
}

async function placedFilm(id: VideoId, tools: PlacesTools): Promise<PlacedFilm> {
  const { title, fileName, duration, media } = tools.library.videos.get(id);
  const path = tools.library.videos.source(id);
  const clock = filmClock({
    stream: media.video ? await streamClock(path, tools) : null,
    averageRate: media.video ? (media.video.frameRate ?? 25) : null,
    frameTimes: await tools.frameTimes(id),
    wanted: tools.timebase ?? null,
  });
  return { id, title, fileName, path, duration, media, clock };
}

/** A film whose file is away can still be exported, by what the library knows of it. */
async function streamClock(path: string, tools: PlacesTools): Promise<StreamClock | null> {
  try {
    return await readStreamClock({ ffmpegPath: await tools.ffmpegPath(), path, signal: tools.signal });
  } catch (error) {
    if (error instanceof LongtakeError && error.code !== 'Cancelled') return null;
    throw error;
  }
}

/** Tells of films whose times had to be rounded, and by how much at most. */
function roundingNote(list: PlaceList, format: PlacesFormat): string | null {
  const notes: string[] = [];
  for (const { title, clock } of filmsOf(list)) {
    const { rate } = clock.timebase;
    const half = Math.ceil((500 * rate.den) / rate.num);
    if (!clock.steady) {
      notes.push(
        `Not every frame of “${title}” lies on ${timebaseName(clock.timebase)} frames a second; its times were rounded to that, by ${half} ms at most.`,
      );
    }
    const counted = timecodeBase(list.timebase).rate;
    if (ONE_RATE.includes(format) && !sameRate(rate, counted)) {
      notes.push(
        `“${title}” has ${rateName(rate)} frames a second; this list counts in ${rateName(counted)}.`,
      );
    }
  }
  return notes.length > 0 ? notes.join(' ') : null;
}

/** The stored frame that stands for a place: the one it was kept with, or the one nearest to its middle. Null where none is stored. */
export function pictureOf(
  { from, to, frameTime }: Pick<Place, 'from' | 'to' | 'frameTime'>,
  times: readonly Micros[],
): number | null {
  const middle = frameTime ?? (from + Math.max(from, to)) / 2;
  let best: number | null = null;
  times.forEach((time, n) => {
    if (best === null || Math.abs(time - middle) < Math.abs((times[best] ?? 0) - middle)) best = n;
  });
  return best;
}

/** The pictures of all places that have one that can be read. */
async function* pictures(
  list: PlaceList,
  { frameTimes, readPicture, signal }: PlacesTools,
): AsyncGenerator<{ place: Place; frame: number; jpeg: Uint8Array }> {
  const times = new Map<VideoId, readonly Micros[]>();
  for (const place of list.places) {
    signal?.throwIfAborted();
    const { id } = place.film;
    const known = times.get(id) ?? (await frameTimes(id));
    times.set(id, known);
    const frame = pictureOf(place, known);
    if (frame === null) continue;
    const jpeg = await readPicture(id, frame).catch(() => null);
    if (jpeg) yield { place, frame, jpeg };
  }
}

async function picturesInside(list: PlaceList, tools: PlacesTools): Promise<Map<Place, string>> {
  const inside = new Map<Place, string>();
  for await (const { place, jpeg } of pictures(list, tools)) {
    inside.set(place, `data:image/jpeg;base64,${Buffer.from(jpeg).toString('base64')}`);
  }
  return inside;
}

async function picturesInFolder(
  list: PlaceList,
  tools: PlacesTools,
  { files, dir, name }: PictureFolder,
): Promise<Map<Place, string>> {
  const paths = new Map<Place, string>();
  const written = new Set<string>();
  for await (const { place, frame, jpeg } of pictures(list, tools)) {
    const path = `${name}/${place.film.id.slice(0, 8)}-${String(frame).padStart(6, '0')}.jpg`;
    // Two places may show the same frame.
    if (!written.has(path)) await files.write(join(dir, path), 'picture', jpeg);
    written.add(path);
    paths.set(place, path);
  }
  return paths;
}
