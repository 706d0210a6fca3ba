// The project's own sources, for the checks that read all of them.
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { ROOT } from './root.mjs';

/**
 * The text of each TypeScript file (and of each .mjs) in some folders, declarations left out.
 * @returns {Promise<Map<string, string>>} by its path from the root, with slashes
 */
export async function sourcesIn(...folders) {
  const files = new Map();
  for (const folder of folders) {
    const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      if (!entry.isFile() || !/\.(tsx?|mjs)$/.test(entry.name) || /\.d\.m?ts$/.test(entry.name)) continue;
      const file = join(entry.parentPath, entry.name);
      files.set(relative(ROOT, file).split(sep).join('/'), await readFile(file, 'utf8'));
    }
  }
  return files;
}
