import { mkdirSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/*
 * Folders are made one by one: Node's own `recursive` never ends where a file system says of a folder to be made that it is not there,
 * as automounts and /proc do (mkdir gives ENOENT, however many folders above it there are).
 */

/**
 * Makes a folder and those above it that are missing.
 * @returns the first that was made; undefined where all were there
 * @throws the system's error: EEXIST and ENOTDIR where a file is in the way
 */
export async function makeFolders(dir: string): Promise<string | undefined> {
  const missing = missingOf(dir);
  for (const folder of missing) {
    await mkdir(folder).catch((error: unknown) => {
      if (!isFolder(folder)) throw error;
    });
  }
  return missing[0];
}

/** `makeFolders`, at once. */
export function makeFoldersSync(dir: string): void {
  for (const folder of missingOf(dir)) {
    try {
      mkdirSync(folder);
    } catch (error) {
      if (!isFolder(folder)) throw error;
    }
  }
}

/** Folders that are not there on the way to one, outermost first. A file in a folder's place counts: making it says what is wrong. */
function missingOf(dir: string): string[] {
  const missing: string[] = [];
  for (let at = resolve(dir); !isFolder(at); at = dirname(at)) {
    missing.unshift(at);
    if (dirname(at) === at) break;
  }
  return missing;
}

/** Whether there is a folder, as far as this user may see. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
