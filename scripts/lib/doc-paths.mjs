// Paths that the documents name, so that a reader who follows one arrives (docs/architecture.md, README's "Where to change what").
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A path of this repository between backticks: with its top folder, or a room of src-main by its process. */
const NAMED =
  /`((?:src-(?:main|renderer|shared)|base|main|worker|cli|scripts|eval|bench|e2e|assets|docs)\/[\w./-]*\w)\/?`/g;
const PROCESSES = /^(base|main|worker|cli)\//;
const ENDINGS = ['', '.ts', '.tsx', '.mjs'];

/**
 * @param {string} root the repository's
 * @param {string} text of a document
 * @returns {string[]} the paths in it that lead nowhere; of one that is still to be named, as `NAME.ts`, its folder counts
 */
export function lostPaths(root, text) {
  const named = [...text.matchAll(NAMED)].map(([, path]) => path);
  return [...new Set(named)].filter((path) => {
    const there = path.replace(/\/NAME(\.\w+)?$/, '');
    const inside = PROCESSES.test(there) ? join('src-main', there) : there;
    return !ENDINGS.some((ending) => existsSync(join(root, inside + ending)));
  });
}
