import type { PlaceColour } from '../../../src-shared/collections';
import type { ExportPlace, PlacesSource } from '../../../src-shared/exports';
import type { VideoId } from '../../../src-shared/primitives';
import { cutText } from '../../../src-shared/text';
import { formatClock, type Micros } from '../../../src-shared/time';
import type { MediaInfo, Video } from '../../../src-shared/video';
import type { Library } from '../../base/library/types';
import { NothingToExport } from './errors';
import { type FilmClock, filmFrame, startFrameAt } from './film-clock';
import type { Timebase } from './timecode';

/** A film that a list takes places from, as the writers need it. */
export interface PlacedFilm {
  readonly id: VideoId;
  readonly title: string;
  readonly fileName: string;
  /** Where the file was last seen: editing programs look for it there. */
  readonly path: string;
  readonly duration: Micros;
  readonly media: MediaInfo;
  readonly clock: FilmClock;
}

/** One place, as it was found or chosen, with the film it is in. */
export interface Place {
  readonly film: PlacedFilm;
  readonly from: Micros;
  readonly to: Micros;
  readonly title: string;
  readonly note: string;
  readonly colour: PlaceColour | null;
  readonly tags: readonly string[];
  /** When the frame is shown that somebody kept it with; null: the one in its middle stands for it. */
  readonly frameTime: Micros | null;
}

/** What every writer of places starts from. */
export interface PlaceList {
  readonly name: string;
  /** In which the list itself counts: that of the first place's film. */
  readonly timebase: Timebase;
  readonly places: readonly Place[];
}

/** A place in frames of one rate: `from` its first frame, `to` the one after its last, from the film's beginning. */
export interface FrameRange {
  readonly from: number;
  readonly to: number;
}

/** A place is at least one frame long. */
export function framesOf(place: Place, { rate }: Timebase): FrameRange {
  const from = filmFrame(place.film.clock, place.from, rate);
  return { from, to: Math.max(from + 1, filmFrame(place.film.clock, place.to, rate)) };
}

/** As `framesOf`, counted in the film's own timecode. */
export function sourceFrames(place: Place, timebase: Timebase): FrameRange {
  const start = startFrameAt(place.film.clock, timebase.rate);
  const { from, to } = framesOf(place, timebase);
  return { from: start + from, to: start + to };
}

/** The films of a list, each once, in the order in which they come. */
export function filmsOf({ places }: Pick<PlaceList, 'places'>): PlacedFilm[] {
  return [...new Map(places.map(({ film }) => [film.id, film])).values()];
}

export interface Gathered {
  readonly name: string;
  readonly places: readonly GatheredPlace[];
  /** Places of a collection whose films are not in the library, which are left out. */
  readonly missing: number;
}
export type GatheredPlace = ExportPlace & Partial<Pick<Place, 'colour' | 'tags' | 'frameTime'>>;
type Source = Pick<Library, 'videos' | 'scenes' | 'shots' | 'segments' | 'collections'>;

const LONGEST_NOTE = 5000;

/**
 * The places of a list: those chosen, those of a collection, or a film's scenes (with what is said in each) or shots.
 * @throws NotFound, NothingToExport
 */
export function gatherPlaces(library: Source, source: PlacesSource): Gathered {
  if (source.kind === 'chosen') {
    for (const { videoId } of source.places) library.videos.get(videoId);
    return { name: source.name, places: source.places, missing: 0 };
  }
  if (source.kind === 'collection') return gatherKept(library, source.collectionId);
  const { videoId } = source;
  const video = library.videos.get(videoId);
  const { title } = video;
  const { kind } = source;
  const places = PLACES_OF[kind](library, videoId);
  if (places.length === 0) {
    const finished = isFinished(video, kind);
    throw new NothingToExport(`This video has no ${kind}${finished ? '' : ' yet'}`, finished);
  }
  return { name: `${title}: ${kind}`, places, missing: 0 };
}

/** Whether no more places of a kind can come: chapters are the file's own, and where no picture is there are no shots. */
function isFinished({ state, tracks, media }: Video, kind: keyof typeof PLACES_OF): boolean {
  if (kind === 'chapters') return true;
  return state === 'ready' && (kind === 'scenes' || media.video === null || tracks.includes('shots'));
}

function gatherKept({ collections, videos }: Source, id: string): Gathered {
  const { name } = collections.get(id);
  const all = collections.places(id);
  const places = all.filter(({ videoId }) => videos.has(videoId));
  if (places.length === 0) {
    throw new NothingToExport(
      all.length > 0 ? `No film of “${name}” is in the library` : `“${name}” has no places yet`,
    );
  }
  return { name, places, missing: all.length - places.length };
}

function scenePlaces(library: Source, videoId: VideoId): ExportPlace[] {
  return library.scenes.list(videoId).map(({ index, from, to }) => ({
    videoId,
    from,
    to,
    title: `Scene ${index + 1}`,
    note: cutText(saidBetween(library, videoId, from, to), LONGEST_NOTE),
  }));
}

function shotPlaces(library: Source, videoId: VideoId): ExportPlace[] {
  return library.shots.list(videoId).map(({ index, from, to, begins }) => ({
    videoId,
    from,
    to,
    title: `Shot ${index + 1}`,
    note: begins === 'dissolve' ? `Begins with a gradual change around ${formatClock(from)}.` : '',
  }));
}

function chapterPlaces(library: Source, videoId: VideoId): ExportPlace[] {
  return (library.videos.get(videoId).media.chapters ?? []).map(({ from, to, title }, n) => ({
    videoId,
    from,
    to,
    title: title || `Chapter ${n + 1}`,
    note: cutText(saidBetween(library, videoId, from, to), LONGEST_NOTE),
  }));
}

const PLACES_OF = { scenes: scenePlaces, shots: shotPlaces, chapters: chapterPlaces };

/** What is said in a stretch. A sentence over its beginning belongs to the stretch before. */
export function saidBetween(
  library: Pick<Library, 'segments'>,
  videoId: VideoId,
  from: Micros,
  to: Micros,
): string {
  return library.segments
    .between(videoId, from, to, 'speech')
    .filter((segment) => segment.from >= from)
    .map(({ text }) => text.trim())
    .join(' ');
}
