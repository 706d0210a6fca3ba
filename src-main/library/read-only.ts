import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LongtakeError } from '../../src-shared/errors';
import { DiskFull } from '../media/errors';
import { usableBackup } from './backups';
import { Database, type DatabaseOptions } from './database';
import { LibraryFolderDenied } from './errors';

/**
 * Opens a database for reading, also where nothing may be written beside it. SQLite shares what the write-ahead log holds with
 * other processes through a file of its own, and makes that even for a reader. Where it cannot, and no log is there, the
 * database lies at rest and is read as it is; where a crash left a log without that file, a copy of both is read.
 */
export function openToRead(file: string, why: LongtakeError | null): Database {
  const options: DatabaseOptions = { readOnly: true, why, backup: () => usableBackup(file) };
  try {
    return new Database(file, options);
  } catch (error) {
    if (!(error instanceof LibraryFolderDenied || error instanceof DiskFull)) throw error;
    const log = `${file}-wal`;
    if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > 0) return openCopy(file, log, options);
    const at = pathToFileURL(file);
    at.searchParams.set('immutable', '1');
    return new Database(file, { ...options, at });
  }
}

function openCopy(file: string, log: string, options: DatabaseOptions): Database {
  const folder = mkdtempSync(join(tmpdir(), 'longtake-reading-'));
  const onClosed = () => rmSync(folder, { recursive: true, force: true });
  try {
    for (const each of [file, log]) copyFileSync(each, join(folder, basename(each)));
    return new Database(file, { ...options, at: join(folder, basename(file)), onClosed });
  } catch (error) {
    onClosed();
    throw error;
  }
}
