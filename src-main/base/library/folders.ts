// Where the indexes of a library's films lie, and how they come and go as a whole.
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, renameSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { VideoId } from '../../../src-shared/primitives';
import { makeFoldersSync } from '../make-folder';
import { asWriteError, DiskFull } from '../media/errors';
import { LibraryFolderDenied } from './errors';

/** Folders that only wait for their files to be deleted carry this prefix. */
export const DOOMED = '.removed-';

export function makeFolder(dir: string): void {
  try {
    makeFoldersSync(dir);
  } catch (error) {
    const failure = asWriteError(error, dir);
    throw failure instanceof DiskFull ? failure : new LibraryFolderDenied(dir, { cause: error });
  }
}

/** Films whose index lies in a library's folder, finished or not. */
export function countIndexes(dir: string): number {
  const root = join(dir, 'index');
  return existsSync(root) ? readdirSync(root).filter((name) => !name.startsWith(DOOMED)).length : 0;
}

/**
 * The index folders of a library's videos. Removing one is a rename, which is quick and leaves the video's name
 * free at once; its thousands of small files are deleted afterwards.
 */
export class IndexFolders {
  readonly #root: string;

  /** @param root the folder that they lie in */
  constructor(
    root: string,
    private readonly readOnly: boolean,
  ) {
    this.#root = root;
  }

  path(id: VideoId): string {
    const folder = join(this.#root, id);
    if (!this.readOnly) makeFolder(folder);
    return folder;
  }

  /** A new folder on the same disk to put an index together in; where it is left behind, it is deleted at the next start. */
  makeStaging(): string {
    const folder = join(this.#root, `${DOOMED}${randomUUID()}`);
    makeFolder(folder);
    return folder;
  }

  /** Puts such a folder in a video's place, whatever lies there. Answers false when that could not be moved away now. */
  adopt(id: VideoId, staging: string): boolean {
    if (!this.remove(id)) return false;
    renameSync(staging, join(this.#root, id));
    return true;
  }

  /** Answers false when the folder could not be moved away now. */
  remove(id: VideoId): boolean {
    const folder = join(this.#root, id);
    if (!existsSync(folder)) return true;
    const doomed = join(this.#root, `${DOOMED}${randomUUID()}`);
    try {
      renameSync(folder, doomed);
    } catch {
      return false;
    }
    this.#delete(doomed);
    return true;
  }

  /** Deletes what an earlier run left over. */
  sweep(): void {
    if (!existsSync(this.#root)) return;
    for (const name of readdirSync(this.#root)) {
      if (name.startsWith(DOOMED)) this.#delete(join(this.#root, name));
    }
  }

  #delete(folder: string): void {
    // What cannot be deleted now is found by its prefix and tried again at the next start.
    void rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
}
