import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { VideoId } from '../../../src-shared/primitives';
import { lockFile } from '../../base/library/lock';
import { makeFolders } from '../../base/make-folder';
import { FilmInWork } from './errors';

/** Makes the folder, below that of bundles, of indexes on their way, where any process takes them up. @returns its path */
export async function workFolder(root: string): Promise<string> {
  const folder = join(root, '.work');
  await makeFolders(folder);
  return folder;
}

/**
 * Takes a film, so that no other process on this disk is at it. @returns what gives it back
 * @throws FilmInWork, DiskFull, LibraryFolderDenied
 */
export function claim(work: string, id: VideoId, fileName: string): () => Promise<void> {
  const file = join(work, `${id}.lock`);
  const lock = lockFile(file, () => new FilmInWork(fileName));
  return async () => {
    // While it is still held, so that nobody holds a file that is gone and somebody else a new one.
    await rm(file, { force: true }).catch(() => undefined);
    lock.close();
  };
}
