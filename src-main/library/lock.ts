import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { LibraryFolderDenied, LibraryInUse } from './errors';

export interface WriterLock {
  /** Whether the last writer ended without giving the lock back. */
  readonly afterCrash: boolean;
  release(): void;
}

/**
 * Takes the right to write to a library, or throws LibraryInUse.
 *
 * The lock is the operating system's, held through an open transaction on `library.lock`. It ends with the
 * process however that ends, so there is no stale lock to judge by a process id that may since have been
 * given to another program. `library.pid` only names the holder, and left behind it tells of a crash.
 */
export function takeWriterLock(dir: string): WriterLock {
  const pidFile = join(dir, 'library.pid');
  const holder = readPid(pidFile);
  const lock = openLock(dir, holder);
  writeFileSync(pidFile, String(process.pid));
  return {
    afterCrash: holder !== null,
    release() {
      rmSync(pidFile, { force: true });
      lock.close();
    },
  };
}

function openLock(dir: string, holder: number | null): DatabaseSync {
  let lock: DatabaseSync | null = null;
  try {
    lock = new DatabaseSync(join(dir, 'library.lock'), { timeout: 0 });
    // The journal stays in memory: nothing is ever written, and a journal file would outlive a crash.
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock?.close();
    const code = error instanceof Error && 'errcode' in error ? error.errcode : null;
    if (code === 5) throw new LibraryInUse(dir, holder);
    throw new LibraryFolderDenied(dir, { cause: error });
  }
}

function readPid(file: string): number | null {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
