// A library's way to another folder, its backups, and its database's way back from one.
import { existsSync } from 'node:fs';
import { copyFile, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { makeFolders } from '../make-folder';
import { freeBytes } from '../media/disk';
import { asWriteError, DiskFull, systemCode } from '../media/errors';
import { isWithin } from '../paths';
import { backupFolder, backupOf, keepEarlier } from './backups';
import { LibraryFolderDenied, PlaceTaken } from './errors';
import { DOOMED } from './folders';
import { DATABASE } from './library';
import type { Library } from './types';

/** What of a library's folder is copied file by file; the database copies itself. */
const FOLDERS = ['index', 'backups'];
/** What the system says of a place that may not be written to. */
const DENIED = new Set(['EACCES', 'EPERM', 'EROFS']);

export interface CopyOptions {
  /** Told after each file, in bytes. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal: AbortSignal;
}

interface Found {
  readonly path: string;
  readonly size: number;
  readonly modified: Date;
}

/**
 * Copies a library into an empty or new folder, while it is open. Its database comes last: a folder that holds one holds all of the library.
 * Where this fails or is stopped, what was copied is removed again; the library itself is only read.
 * @throws PlaceTaken, DiskFull, LibraryFolderDenied; what `signal` was aborted with
 */
export async function copyLibrary(
  library: Pick<Library, 'dir' | 'copyTo'>,
  to: string,
  options: CopyOptions,
): Promise<void> {
  const target = resolve(to);
  await checkTarget(library.dir, target);
  const wasThere = existsSync(target);
  try {
    const first = await filesOf(library.dir);
    const need = first.reduce((sum, { size }) => sum + size, (await stat(join(library.dir, DATABASE))).size);
    if (need > (await freeBytes(target))) throw new DiskFull({ path: target });
    await makeFolders(target);
    await copyFiles(first, library.dir, target, options);
    options.signal.throwIfAborted();
    await library.copyTo(join(target, DATABASE));
    // Somebody may have gone on working: what came in or changed meanwhile; and nothing is left of what went.
    const last = await filesOf(library.dir);
    await copyFiles(last, library.dir, target, options);
    await removeOthers(last, library.dir, target);
  } catch (error) {
    await removeCopy(target, wasThere);
    if (DENIED.has(systemCode(error) ?? '')) throw new LibraryFolderDenied(target, { cause: error });
    throw asWriteError(error, target);
  }
}

async function removeCopy(target: string, wasThere: boolean): Promise<void> {
  const names = wasThere ? [...FOLDERS, DATABASE, `${DATABASE}.partial`] : ['.'];
  for (const name of names) {
    await rm(join(target, name), { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
}

async function checkTarget(dir: string, target: string): Promise<void> {
  if (isWithin(target, dir)) throw new PlaceTaken(target, 'lies in the library itself');
  const found = await stat(target).catch(() => null);
  if (found === null) return;
  if (!found.isDirectory()) throw new PlaceTaken(target, 'is a file');
  if ((await readdir(target)).length > 0) throw new PlaceTaken(target, 'is not empty');
}

/** All files that are copied one by one. */
async function filesOf(dir: string): Promise<Found[]> {
  const files: Found[] = [];
  const look = async (folder: string): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const path = join(folder, entry.name);
      // Folders of removed films only wait for their files to be deleted.
      if (entry.isDirectory() && !entry.name.startsWith(DOOMED)) await look(path);
      if (!entry.isFile()) continue;
      const found = await stat(path).catch(() => null);
      if (found) files.push({ path, size: found.size, modified: found.mtime });
    }
  };
  for (const folder of FOLDERS) await look(join(dir, folder));
  return files;
}

/** Copies what is not there yet as it is now. */
async function copyFiles(
  files: readonly Found[],
  from: string,
  to: string,
  { onProgress, signal }: CopyOptions,
): Promise<void> {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  for (const file of files) {
    signal.throwIfAborted();
    const target = join(to, relative(from, file.path));
    if (!(await isSame(target, file))) await copyOne(file, target);
    done += file.size;
    onProgress?.(done, total);
  }
}

async function isSame(target: string, { size, modified }: Found): Promise<boolean> {
  const there = await stat(target).catch(() => null);
  return there !== null && there.size === size && Math.abs(there.mtimeMs - modified.getTime()) < 2;
}

/** Removes files of the copy that the library has no longer. */
async function removeOthers(files: readonly Found[], from: string, to: string): Promise<void> {
  const wanted = new Set(files.map(({ path }) => relative(from, path)));
  for (const { path } of await filesOf(to)) if (!wanted.has(relative(to, path))) await rm(path);
}

/** Copies a file, unless it is gone meanwhile. */
async function copyOne({ path, modified }: Found, target: string): Promise<void> {
  await makeFolders(join(target, '..'));
  try {
    await copyFile(path, target);
  } catch (error) {
    if (existsSync(path)) throw error;
    return;
  }
  await using file = await open(target, 'r+');
  await file.datasync();
  await utimes(target, modified, modified);
}

/**
 * Puts a copy of a library's database in its place. The library must be closed. The database that is there is kept among the backups.
 * @throws NoBackup, and what the system says: then the one that was there still is
 */
export async function restoreDatabase(dir: string, backup: string): Promise<void> {
  backupOf(backup);
  const file = join(dir, DATABASE);
  const fresh = `${file}.restored`;
  await rm(fresh, { force: true });
  await copyFile(backup, fresh);
  await using handle = await open(fresh, 'r+');
  await handle.datasync();
  if (existsSync(file)) {
    const kept = join(backupFolder(file), 'library-before-restoring.db');
    await makeFolders(backupFolder(file));
    keepEarlier(kept);
    await rename(file, kept);
  }
  // A log belongs to the database that wrote it.
  for (const ending of ['-wal', '-shm', '-journal']) await rm(`${file}${ending}`, { force: true });
  await rename(fresh, file);
}
