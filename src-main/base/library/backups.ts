import { existsSync, readdirSync, renameSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { NoBackup } from './errors';

/** A copy of the database that was opened and found whole. */
export interface Backup {
  /** Its path within the library's folder, or its name where it lies elsewhere. */
  readonly name: string;
  /** Videos that it holds; at least one. */
  readonly videos: number;
  readonly madeAt: Date;
}

export function backupFolder(file: string): string {
  return join(dirname(file), 'backups');
}

/** What a file holds that somebody wants to put in a library's place. @throws NoBackup */
export function backupOf(file: string): Backup {
  const videos = videosIn(file);
  if (videos === 0) throw new NoBackup(basename(file));
  return { name: basename(file), videos, madeAt: statSync(file).mtime };
}

/**
 * The newest copy of a database that really holds something: one that opens, is whole, and has videos in it.
 * @returns null where there is none
 */
export function usableBackup(file: string): Backup | null {
  const folder = backupFolder(file);
  if (!existsSync(folder)) return null;
  const copies = readdirSync(folder)
    .filter((name) => name.endsWith('.db'))
    .map((name) => ({ name, madeAt: statSync(join(folder, name)).mtime }))
    .sort((a, b) => b.madeAt.getTime() - a.madeAt.getTime());
  for (const { name, madeAt } of copies) {
    const videos = videosIn(join(folder, name));
    if (videos > 0) return { name: join(basename(folder), name), videos, madeAt };
  }
  return null;
}

/** How many videos a copy holds; 0 where it is damaged, or no library. */
export function videosIn(file: string): number {
  let copy: DatabaseSync | null = null;
  try {
    // It lies at rest: nothing is to be made beside it.
    const at = pathToFileURL(file);
    at.searchParams.set('immutable', '1');
    copy = new DatabaseSync(at, { readOnly: true });
    if (copy.prepare('PRAGMA quick_check(1)').get()?.quick_check !== 'ok') return 0;
    return Number(copy.prepare('SELECT count(*) AS n FROM videos').get()?.n ?? 0);
  } catch {
    return 0;
  } finally {
    copy?.close();
  }
}

/** Makes room for a new copy of this name: one that holds videos is kept under another. */
export function keepEarlier(file: string): void {
  if (videosIn(file) === 0) return;
  const day = statSync(file).mtime.toISOString().slice(0, 10);
  for (let n = 1; ; n += 1) {
    const kept = file.replace(/\.db$/, `-${day}-${n}.db`);
    if (existsSync(kept)) continue;
    renameSync(file, kept);
    return;
  }
}
