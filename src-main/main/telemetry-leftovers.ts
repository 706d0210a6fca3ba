import { existsSync, lstatSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { makeFoldersSync } from '../base/make-folder';

/** Says, in the user-data folder, that this was done. */
const DONE_FILE = 'reports-removed';
/** Below the folder for caches: an identifier of the machine, and a SQLite store of reports not yet sent. */
const STORE = ['Microsoft', 'DeveloperTools', '.onnxruntime'] as const;
const STORED = /^(deviceid|onnxruntime\.db(-journal|-wal|-shm|\.ses)?)$/;
const LOG = /^mat-debug-(\d+)\.log$/;
/** In the folder for temporary files: a session's start in milliseconds, and its id. */
const SESSION_FILE = '.ses';
const SESSION = /^\d{13}\r?\n[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\s*$/;

/** Where ONNX Runtime's reports kept what is theirs. */
export interface ReportPlaces {
  readonly caches: string;
  readonly temporary: string;
}

/** Null on Windows, where they are the system's own events and leave no file. */
export function reportPlaces(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): ReportPlaces | null {
  if (platform === 'win32') return null;
  const caches =
    platform === 'darwin'
      ? join(homedir(), 'Library', 'Application Support')
      : env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return { caches, temporary: tmpdir() };
}

/**
 * Removes, once for a user-data folder, what ONNX Runtime's reports left on the disk under versions of Longtake that did
 * not switch them off: the identifier, and the store of reports that wait for the next program with ONNX Runtime to send
 * them. Both are shared with other programs, which make them anew; so nothing is removed where Longtake was not used
 * before. The logs in the folder for temporary files name no program: those go that are empty and whose process is gone.
 * Never throws: what cannot be removed is tried again at the next start.
 * @param usedBefore whether this user-data folder holds anything of an earlier start
 */
export function removeReports(userDataDir: string, usedBefore: boolean, places: ReportPlaces | null): void {
  const done = join(userDataDir, DONE_FILE);
  if (existsSync(done)) return;
  try {
    if (usedBefore && places !== null) {
      removeStore(join(places.caches, ...STORE));
      removeTemporary(places.temporary);
    }
    makeFoldersSync(userDataDir);
    writeFileSync(done, '');
  } catch {
    // A folder that cannot be read or written: of no concern to whoever wants to see a film.
  }
}

function removeStore(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) if (STORED.test(name)) rmSync(join(folder, name), { force: true });
  // The folders too, as far up as Microsoft's, where nothing else lies in them.
  try {
    for (let i = 0, empty = folder; i < STORE.length; i += 1, empty = dirname(empty)) rmdirSync(empty);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error;
  }
}

function removeTemporary(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const pid = LOG.exec(name)?.[1];
    if (
      pid !== undefined ? isOwn(path, 0) && !isRunning(Number(pid)) : name === SESSION_FILE && isSession(path)
    ) {
      rmSync(path, { force: true });
    }
  }
}

/** Whether it is a plain file of this user's, no longer than so many bytes. */
function isOwn(path: string, bytes: number): boolean {
  const status = lstatSync(path, { throwIfNoEntry: false });
  return status?.isFile() === true && status.uid === process.getuid?.() && status.size <= bytes;
}

function isSession(path: string): boolean {
  return isOwn(path, 64) && SESSION.test(readFileSync(path, 'latin1'));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
