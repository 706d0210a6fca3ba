import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { LongtakeError } from '../../../src-shared/errors';
import { asWriteError, DiskFull } from '../media/errors';
import { cannotOpen } from './database';
import { type Holder, LibraryFolderDenied, LibraryInUse } from './errors';

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
 * @param program what the holder is called where another one is told of it
 */
export function takeWriterLock(dir: string, program: string | null): WriterLock {
  const pidFile = join(dir, 'library.pid');
  const holder = readHolder(pidFile);
  const lock = openLock(dir, holder);
  try {
    writeFileSync(pidFile, program === null ? `${process.pid}` : `${process.pid} ${program}`);
  } catch (error) {
    // On a full disk nobody is named: the lock itself holds without it.
    if (!(asWriteError(error, dir) instanceof DiskFull)) {
      lock.close();
      throw new LibraryFolderDenied(dir, { cause: error });
    }
  }
  return {
    afterCrash: holder !== null,
    release() {
      try {
        rmSync(pidFile, { force: true });
      } finally {
        lock.close();
      }
    },
  };
}

function openLock(dir: string, holder: Holder | null): DatabaseSync {
  return lockFile(join(dir, 'library.lock'), () => new LibraryInUse(dir, holder));
}

/**
 * Takes the system's lock on a file, which is made where it is missing, until the connection is closed or the process ends.
 * @param inUse what is thrown where another process has it @throws DiskFull, LibraryFolderDenied
 */
export function lockFile(file: string, inUse: () => LongtakeError): DatabaseSync {
  let lock: DatabaseSync | null = null;
  try {
    lock = new DatabaseSync(file, { timeout: 0 });
    // The journal stays in memory: nothing is ever written, and a journal file would outlive a crash.
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock?.close();
    const code = error instanceof Error && 'errcode' in error ? error.errcode : null;
    if (code === 5) throw inUse();
    throw cannotOpen(file, error);
  }
}

/** The process that holds the lock, or held it and did not give it back: its id, and what it is. */
function readHolder(file: string): Holder | null {
  try {
    const [, id, program] = /^(\d+)(?: (.+))?$/.exec(readFileSync(file, 'utf8')) ?? [];
    const pid = Number(id ?? 0);
    return pid > 0 ? { pid, program: program ?? null } : null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
