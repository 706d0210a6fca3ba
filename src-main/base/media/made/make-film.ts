// Films made of what ffmpeg does not read as one: an animation, or pictures that follow one another.
import { readFile, rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { MICROS_PER_SECOND, type Micros } from '../../../../src-shared/time';
import { Cancelled, CannotReadVideo } from '../errors';
import { asSourceError } from '../source-file';
import { filmOfAnimation } from './animated-webp';
import { PictureFilm } from './picture-film';
import type { PictureHead } from './picture-head';

/** Pictures that follow one another. */
export interface PicturesOfFilm {
  readonly paths: readonly string[];
  /** The number of each, ascending from 0: where one is missing, the picture before it stays for its time. */
  readonly numbers: readonly number[];
  /** What is common to all. */
  readonly head: PictureHead;
  /** Pictures a second. */
  readonly rate: number;
}

export interface MakeFilmRequest {
  /** An animated WebP, or pictures. */
  readonly of: { readonly animation: string } | { readonly pictures: PicturesOfFilm };
  readonly ffmpegPath: string;
  /** Where the film comes to lie; until it is whole it lies beside, under another name. */
  readonly dest: string;
}

/**
 * Makes the film: Matroska, its pictures as they are (those of an animation as PNG). The same pictures give the same bytes.
 * Nothing is left behind when it fails.
 * @returns how many pictures it has
 * @throws CannotReadVideo, FileMissing, NoPermission, DiskFull, FfmpegMissing, FfmpegDied, Cancelled
 */
export async function makeFilm(
  { of, ffmpegPath, dest }: MakeFilmRequest,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: () => void },
): Promise<number> {
  const temporary = `${dest}.part`;
  try {
    const count =
      'animation' in of
        ? await filmOfAnimation(of.animation, { ffmpegPath, dest: temporary, signal, onProgress })
        : await filmOfPictures(of.pictures, temporary, { signal, onProgress });
    await rename(temporary, dest);
    return count;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function filmOfPictures(
  { paths, numbers, head, rate }: PicturesOfFilm,
  dest: string,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: () => void },
): Promise<number> {
  const timeOf = (number: number): Micros => Math.round((number * MICROS_PER_SECOND) / rate);
  const end = (numbers.at(-1) ?? 0) + 1;
  const gaps = end > paths.length;
  const { kind, width, height } = head;
  const film = await PictureFilm.create(dest, {
    ...{ kind, width, height, duration: timeOf(end) },
    ...(gaps ? {} : { rate }),
  });
  try {
    for (const [n, path] of paths.entries()) {
      if (signal.aborted) throw new Cancelled();
      const [from, to] = [timeOf(numbers[n] ?? 0), timeOf(numbers[n + 1] ?? end)];
      await film.add(await readPicture(path), from, to - from);
      onProgress();
    }
    await film.finish();
    return paths.length;
  } finally {
    await film.close();
  }
}

async function readPicture(path: string): Promise<Buffer> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw asSourceError(error, path);
  });
  if (bytes.length === 0) throw new CannotReadVideo(basename(path), 'it is empty');
  return bytes;
}
