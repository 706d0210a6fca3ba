import { resolve, sep } from 'node:path';

/** A path as the file system compares it: these systems' own ignore case, and how accents are put together. */
export function foldedPath(path: string): string {
  const ignoresCase = process.platform === 'win32' || process.platform === 'darwin';
  return ignoresCase ? path.normalize('NFC').toLowerCase() : path;
}

/** Whether a path lies in a folder, however deep; by their names alone, links are not followed. */
export function isBelow(path: string, dir: string): boolean {
  return foldedPath(resolve(path)).startsWith(`${foldedPath(resolve(dir))}${sep}`);
}

/** Whether a path is a folder or lies in it. */
export function isWithin(path: string, dir: string): boolean {
  return foldedPath(resolve(path)) === foldedPath(resolve(dir)) || isBelow(path, dir);
}
