import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { replaceFile } from '../replace-file';
import { LibraryAway } from './errors';
import { holdsLibrary } from './library';

/** Names the library's folder, where that is not the usual one. */
const PLACE_FILE = 'library-place.json';

const placeFile = z.object({ library: z.string().refine(isAbsolute) });

/** The folder of the library where nobody chose another. */
export function usualLibrary(userDataDir: string): string {
  return join(userDataDir, 'library');
}

/** The library's folder: the one that was chosen, else the usual one. It need not be there. */
export function libraryPlace(userDataDir: string): string {
  const file = join(userDataDir, PLACE_FILE);
  if (!existsSync(file)) return usualLibrary(userDataDir);
  try {
    return placeFile.parse(JSON.parse(readFileSync(file, 'utf8'))).library;
  } catch {
    // What names nothing chooses nothing.
    return usualLibrary(userDataDir);
  }
}

/**
 * `libraryPlace`, for whoever opens it: where the chosen one's disk is away, an empty library is not begun in its place.
 * @throws LibraryAway
 */
export function presentLibrary(userDataDir: string): string {
  const dir = libraryPlace(userDataDir);
  if (dir !== usualLibrary(userDataDir) && !holdsLibrary(dir)) throw new LibraryAway(dir);
  return dir;
}

/** Chooses the library that is opened from the next start on. @throws what the system says */
export async function chooseLibrary(userDataDir: string, dir: string): Promise<void> {
  await replaceFile(join(userDataDir, PLACE_FILE), JSON.stringify({ library: dir }));
}
