import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { LongtakeError } from '../../../src-shared/errors';
import { DiskFull } from '../media/errors';
import { usableBackup } from './backups';
import { Database, type DatabaseOptions } from './database';
import { LibraryDiskFailed, LibraryFolderDenied, LibraryHalfWritten } from './errors';
import { hasWriteAheadLog, isShared, serverStat } from './shared-disk';

/** How often a database that changes meanwhile is copied anew. */
const TRIES = 5;

/**
 * Opens a database for reading, also where nothing may be written beside it. SQLite shares what the write-ahead log holds with
 * other processes through a file of its own, and makes that even for a reader. Where it cannot, and no log is there, the
 * database lies at rest and is read as it is; where a crash left a log without that file, a copy of both is read. On a shared disk
 * that file is never made: it would be two machines' memory of different things.
 */
export function openToRead(file: string, why: LongtakeError | null): Database {
  const shared = isShared(dirname(file));
  const options: DatabaseOptions = { readOnly: true, why, shared, backup: () => usableBackup(file) };
  if (shared && hasWriteAheadLog(file)) return openCopy(file, options);
  try {
    return new Database(file, options);
  } catch (error) {
    if (error instanceof LibraryHalfWritten) return openCopy(file, options);
    if (!(error instanceof LibraryFolderDenied || error instanceof DiskFull)) throw error;
    if ((statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0) return openCopy(file, options);
    const at = pathToFileURL(file);
    at.searchParams.set('immutable', '1');
    return new Database(file, { ...options, at });
  }
}

/** Opens a copy of a database and of what its last writer left beside it. */
function openCopy(file: string, options: DatabaseOptions): Database {
  const folder = mkdtempSync(join(tmpdir(), 'longtake-reading-'));
  const onClosed = () => rmSync(folder, { recursive: true, force: true });
  const at = join(folder, basename(file));
  try {
    copyAtRest(file, folder);
    // What a journal holds is taken back by who may write.
    const writable = new DatabaseSync(at);
    writable.prepare('SELECT count(*) FROM sqlite_schema').get();
    writable.close();
    return new Database(file, { ...options, at, onClosed });
  } catch (error) {
    onClosed();
    throw error;
  }
}

/** Copies a moment at which no writer brought what its log held into the database itself. */
function copyAtRest(file: string, folder: string): void {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const before = serverStat(file);
    for (const each of [file, `${file}-wal`, `${file}-journal`]) {
      const to = join(folder, basename(each));
      rmSync(to, { force: true });
      if (existsSync(each)) copyFileSync(each, to);
    }
    const after = serverStat(file);
    if (before?.size === after?.size && before?.modified === after?.modified) return;
  }
  throw new LibraryDiskFailed(basename(file), { cause: new Error('It changes while it is copied.') });
}
