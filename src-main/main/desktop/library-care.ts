import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { FilmBytes, LibraryBytes } from '../../../src-shared/library-bytes';
import { ANSWERS_FOLDER, isProxyFile, tracksDir } from '../../base/film/files';
import type { Library } from '../../base/library/types';

type Kind = Exclude<keyof FilmBytes, 'videoId'>;

/**
 * What every film of a library takes on the disk, by kind, and its database.
 */
export async function bytesOf(library: Library): Promise<LibraryBytes> {
  const films: FilmBytes[] = [];
  for (const { id } of library.videos.list()) {
    const film = { videoId: id, index: 0, tracks: 0, answers: 0, copy: 0 };
    const dir = library.indexDir(id);
    for (const name of await readdir(dir).catch(() => [])) {
      film[kindOf(dir, name)] += await bytesBelow(join(dir, name));
    }
    films.push(film);
  }
  const own = await readdir(library.dir).catch(() => []);
  const databases = own.filter((name) => name.startsWith('library.db'));
  const sizes = await Promise.all(databases.map((name) => bytesBelow(join(library.dir, name))));
  return { films, database: sizes.reduce((sum, size) => sum + size, 0) };
}

function kindOf(dir: string, name: string): Kind {
  if (name === basename(tracksDir(dir))) return 'tracks';
  if (name === ANSWERS_FOLDER) return 'answers';
  return isProxyFile(name) ? 'copy' : 'index';
}

/** Bytes of a file, or of all files in a folder; what is gone meanwhile takes none. */
async function bytesBelow(path: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  if (found === null) return 0;
  if (!found.isDirectory()) return found.size;
  let sum = 0;
  for (const name of await readdir(path).catch(() => [])) sum += await bytesBelow(join(path, name));
  return sum;
}
