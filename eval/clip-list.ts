import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CannotRun } from './errors';

/** Where the project's own clips and pictures lie, wherever the others do. */
const OWN = /^(?:src-main|e2e)\//;

/** Rows of a list with tabs between, without remarks (`#`) and empty lines. */
export function rowsOf(list: string): string[][] {
  return list
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'));
}

export function isOwn(path: string): boolean {
  return OWN.test(path);
}

/** Where a listed clip lies. @throws CannotRun where it is not the project's own and no folder was given */
export function clipPath(path: string, media: string | null): string {
  if (isOwn(path)) return path;
  if (media === null)
    throw new CannotRun(`${path} is not part of the project: --media FOLDER that holds it.`);
  return join(media, path);
}

/** All files of a folder and of those below it, by name. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
