// The process of an AppImage that nobody drives, seen from outside (Linux).
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { extractFile } from '@electron/asar';

/** A program that runs. */
export interface Running {
  readonly pid: number;
  /** How the AppImage that it came from was opened; null where it lies in none. */
  readonly from: 'mounted' | 'unpacking itself' | null;
  /** What its folder's package.json says. */
  readonly version: string;
  /** Whether a page of it runs. */
  readonly hasPage: boolean;
}

const orEmpty = (read: () => string): string => {
  try {
    return read();
  } catch {
    return ''; // it has ended
  }
};

/** The one whose user data lie in a folder, by Chromium's lock of it; null where none runs. */
export function runningWith(userData: string): Running | null {
  const pid = /-(\d+)$/.exec(orEmpty(() => readlinkSync(join(userData, 'SingletonLock'))))?.[1];
  const program = orEmpty(() => readlinkSync(`/proc/${pid}/exe`));
  const dir = dirname(program);
  const archive = join(dir, 'resources', 'app.asar');
  if (basename(program) !== 'longtake-desktop' || !existsSync(archive)) return null;
  const { version } = JSON.parse(extractFile(archive, 'package.json').toString());
  const pages = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => orEmpty(() => readFileSync(`/proc/${name}/cmdline`, 'utf8')).split(/[\0 ]/))
    .filter((words) => words[0] === program && words.includes('--type=renderer'));
  return { pid: Number(pid), from: wayOf(basename(dir)), version, hasPage: pages.length > 0 };
}

function wayOf(folder: string): Running['from'] {
  if (folder.startsWith('.mount_')) return 'mounted';
  return folder.startsWith('appimage_extracted_') ? 'unpacking itself' : null;
}
