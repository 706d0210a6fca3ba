import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './root.mjs';

/** A hash over the names and contents of files and folders of the project; a path that does not exist counts as such. */
export async function fingerprint(paths) {
  const hash = createHash('sha256');
  for (const path of [...paths].sort()) {
    for (const file of await filesUnder(path)) {
      hash.update(`${file}\0`).update(await readFile(join(ROOT, file)));
    }
  }
  return hash.digest('hex');
}

async function filesUnder(path) {
  const status = await stat(join(ROOT, path)).catch(() => undefined);
  if (status === undefined) return [];
  if (status.isFile()) return [path];
  const entries = await readdir(join(ROOT, path), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath.slice(ROOT.length + 1), entry.name))
    .sort();
}
