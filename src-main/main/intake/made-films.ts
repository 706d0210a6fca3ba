// Films that Longtake makes, of animated pictures and of numbered ones: they lie in the library, beside their index.
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, parse } from 'node:path';
import type { MadeOf, Video } from '../../../src-shared/video';
import { MADE_FILE } from '../../base/film/files';
import type { Library, NewVideo } from '../../base/library/types';
import { makeFolders } from '../../base/make-folder';
import { CannotReadVideo, FileMissing } from '../../base/media/errors';
import { fingerprint } from '../../base/media/fingerprint';
import type { MakeFilmRequest } from '../../base/media/made/make-film';
import { probe, probePictures } from '../../base/media/probe';
import { checkSourceFile } from '../../base/media/source-file';
import { asSequence, isCameraName, numberedPictures, type PictureSequence } from './numbered-pictures';
import { titleOf } from './title';

/** Has a worker make a film. @returns how many pictures it has */
export type FilmMaker = (
  request: Pick<MakeFilmRequest, 'of' | 'dest'>,
  signal: AbortSignal | undefined,
) => Promise<number>;

/** What is asked of a film that is to be made. */
export interface Making {
  readonly ffprobePath: string;
  readonly make: FilmMaker;
  readonly signal: AbortSignal | undefined;
}

/** A film that was made, and is not in the library yet. */
export interface MadeFilm {
  readonly video: NewVideo;
  /** The folder that it lies in, which becomes the film's own: see `adoptIndex`. */
  readonly staging: string;
}

/** @returns the film of the library that was made of the same, or a new one */
export async function filmOfAnimatedPicture(
  library: Library,
  path: string,
  making: Making,
): Promise<Video | MadeFilm> {
  const bytes = await checkSourceFile(path);
  const name = basename(path);
  const about = { kind: 'animation', first: name, last: name, rate: null, bytes } as const;
  const known = findMade(library, path, about);
  if (known) return known;
  return makeNew(library, { path, title: titleOf(parse(path).name), of: { animation: path }, about }, making);
}

/**
 * @param rate pictures a second
 * @returns as `filmOfAnimatedPicture`
 */
export async function filmOfSequence(
  library: Library,
  sequence: PictureSequence,
  rate: number,
  making: Making,
): Promise<Video | MadeFilm> {
  const { paths, numbers, stem, head } = sequence;
  const [path = '', last = path] = [paths[0], paths.at(-1)];
  const bytes = await bytesOf(paths);
  const about = { kind: 'pictures', first: basename(path), last: basename(last), rate, bytes } as const;
  const known = findMade(library, path, about);
  if (known) return known;
  const words = isCameraName(stem) ? '' : stem.replace(/[-_. ]+$/, '');
  const title = titleOf(words || basename(dirname(path)));
  return makeNew(library, { path, title, of: { pictures: { paths, numbers, head, rate } }, about }, making);
}

async function bytesOf(paths: readonly string[]): Promise<number> {
  const sizes = await Promise.all(
    paths.map((one) =>
      stat(one).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

function findMade(library: Library, path: string, about: Omit<MadeOf, 'count'>): Video | null {
  const found = library.videos.list().find(({ id, media: { madeOf } }) => {
    const alike =
      madeOf && madeOf.rate === about.rate && madeOf.bytes === about.bytes && madeOf.last === about.last;
    return alike && library.videos.path(id) === path;
  });
  return found ?? null;
}

interface NewFilm extends Pick<MakeFilmRequest, 'of'> {
  readonly path: string;
  readonly title: string;
  readonly about: Omit<MadeOf, 'count'>;
}

async function makeNew(
  library: Library,
  { path, title, of, about }: NewFilm,
  { ffprobePath, make, signal }: Making,
): Promise<Video | MadeFilm> {
  const staging = library.makeStaging();
  const dest = join(staging, MADE_FILE);
  try {
    const count = await make({ of, dest }, signal);
    const id = await fingerprint(dest);
    const known = library.videos.find(id);
    if (known) {
      await putBack(library, known, dest);
      await rm(staging, { recursive: true, force: true });
      return known;
    }
    const { size } = await stat(dest);
    const look = about.kind === 'pictures' ? probePictures : probe;
    const media = await look(ffprobePath, dest, signal);
    return {
      video: { id, path, title, sizeBytes: size, media: { ...media, madeOf: { ...about, count } } },
      staging,
    };
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Makes the file of a film of the library again, which is lost, of the pictures that it was made of, where they are as they were.
 * @returns whether it is there now
 * @throws what is no fault of the pictures: Cancelled, FfmpegMissing, DiskFull
 */
export async function remakeFilm(
  library: Library,
  video: Video,
  { make, signal }: Pick<Making, 'make' | 'signal'>,
): Promise<boolean> {
  const of = await whatItWasMadeOf(library.videos.path(video.id), video.media.madeOf);
  if (of === null) return false;
  const staging = library.makeStaging();
  const dest = join(staging, MADE_FILE);
  try {
    await make({ of, dest }, signal);
    if ((await fingerprint(dest)) !== video.id) return false;
    await putBack(library, video, dest);
    return true;
  } catch (error) {
    if (error instanceof CannotReadVideo || error instanceof FileMissing) return false;
    throw error;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** Puts a film's file in its place, where none is. */
async function putBack(library: Library, { id }: Video, file: string): Promise<void> {
  const place = library.videos.source(id);
  if (await stat(place).catch(() => null)) return;
  await makeFolders(dirname(place));
  await rename(file, place);
}

/** @param path of the first picture, or of the animation. @returns null where it is no longer there, or another */
async function whatItWasMadeOf(
  path: string,
  madeOf: MadeOf | undefined,
): Promise<MakeFilmRequest['of'] | null> {
  if (!madeOf) return null;
  const { kind, last, count, rate, bytes } = madeOf;
  if (kind === 'animation') return (await bytesOf([path])) === bytes ? { animation: path } : null;
  const pictures = await sequenceFrom(path);
  if (!pictures || rate === null || pictures.paths.length !== count) return null;
  if (basename(pictures.paths.at(-1) ?? '') !== last || (await bytesOf(pictures.paths)) !== bytes)
    return null;
  return { pictures: { ...pictures, rate } };
}

/** The film's worth of numbered pictures whose first this is; null where there is none. */
export async function sequenceFrom(first: string): Promise<PictureSequence | null> {
  const names = await readdir(dirname(first)).catch(() => []);
  const found = numberedPictures(dirname(first), names).find(({ paths }) => paths[0] === first);
  return found ? asSequence(found) : null;
}
