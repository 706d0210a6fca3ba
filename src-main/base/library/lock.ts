import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { LongtakeError } from '../../../src-shared/errors';
import { asWriteError, DiskFull } from '../media/errors';
import { cannotOpen } from './database';
import { type Holder, LibraryFolderDenied, LibraryInUse } from './errors';
import { isShared, serverNow, serverStat } from './shared-disk';

/** Ms between two signs of life of a writer on a shared disk, and how old the last may be while it is believed to live. */
const BEAT = 10_000;
const BELIEVED = 45_000;

export interface WriterLock {
  /** Whether the last writer ended without giving the lock back. */
  readonly afterCrash: boolean;
  /** Whether other machines may have the library open. */
  readonly shared: boolean;
  release(): void;
}

/**
 * Takes the right to write to a library, or throws LibraryInUse.
 *
 * The lock is the operating system's, held through an open transaction on `library.lock`. It ends with the
 * process however that ends, so there is no stale lock to judge by a process id that may since have been
 * given to another program. `library.pid` only names the holder, and left behind it tells of a crash. On a shared disk it also names
 * the holder's machine, and is written anew while that lives: some file servers give a lock to two.
 * @param program what the holder is called where another one is told of it
 */
export function takeWriterLock(dir: string, program: string | null): WriterLock {
  const pidFile = join(dir, 'library.pid');
  const holder = readHolder(pidFile);
  const lock = openLock(dir, holder);
  const shared = isShared(dir);
  const own = [`${process.pid}${program === null ? '' : ` ${program}`}`, ...(shared ? [hostname()] : [])];
  const sign = (): void => writeFileSync(pidFile, own.join('\n'));
  let elsewhere = false;
  try {
    elsewhere = shared && livesElsewhere(dir, pidFile, holder);
    if (!elsewhere) sign();
  } catch (error) {
    // On a full disk nobody is named: the lock itself holds without it.
    if (!(asWriteError(error, dir) instanceof DiskFull)) {
      lock.close();
      throw new LibraryFolderDenied(dir, { cause: error });
    }
  }
  if (elsewhere) {
    lock.close();
    throw new LibraryInUse(dir, holder);
  }
  const beat = shared ? setInterval(() => attempt(sign), BEAT).unref() : undefined;
  return {
    afterCrash: holder !== null,
    shared,
    release() {
      clearInterval(beat);
      try {
        rmSync(pidFile, { force: true });
      } finally {
        lock.close();
      }
    },
  };
}

/** A sign of life that cannot be written now is followed by another. */
function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // The library's own writes tell what is wrong with the disk.
  }
}

/** Whether a writer on another machine gave a sign of life just now, by the file server's clock. */
function livesElsewhere(dir: string, pidFile: string, holder: Holder | null): boolean {
  if (holder?.host == null || holder.host === hostname()) return false;
  const last = serverStat(pidFile);
  return last !== null && serverNow(dir) - last.modified < BELIEVED;
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

/** The process that holds the lock, or held it and did not give it back: its id, what it is, and where it runs. */
function readHolder(file: string): Holder | null {
  try {
    const [, id, program, host] = /^(\d+)(?: (.+))?(?:\n(.+))?$/.exec(readFileSync(file, 'utf8')) ?? [];
    const pid = Number(id ?? 0);
    return pid > 0 ? { pid, program: program ?? null, host: host ?? null } : null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
