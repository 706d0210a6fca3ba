// Films that Longtake makes, of animated pictures and of numbered ones: they lie in the library, beside their index.
import { rm, stat } from 'node:fs/promises';
import { basename, dirname, join, parse } from 'node:path';
import type { MadeOf, Video } from '../../../src-shared/video';
import { MADE_FILE } from '../../base/film/files';
import type { Library, NewVideo } from '../../base/library/types';
import { fingerprint } from '../../base/media/fingerprint';
import type { MakeFilmRequest } from '../../base/media/made/make-film';
import { probe, probePictures } from '../../base/media/probe';
import { checkSourceFile } from '../../base/media/source-file';
import { isCameraName, type PictureSequence } from './numbered-pictures';
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
  const sizes = await Promise.all(
    paths.map((one) =>
      stat(one).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  const about = { kind: 'pictures', first: basename(path), last: basename(last), rate, bytes } as const;
  const known = findMade(library, path, about);
  if (known) return known;
  const words = isCameraName(stem) ? '' : stem.replace(/[-_. ]+$/, '');
  const title = titleOf(words || basename(dirname(path)));
  return makeNew(library, { path, title, of: { pictures: { paths, numbers, head, rate } }, about }, making);
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
