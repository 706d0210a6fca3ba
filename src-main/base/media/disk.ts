import { statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, parse, resolve } from 'node:path';

/** Where the disk that holds a path is mounted, which people know it by: `/`, `/media/films`, `C:\\`. The path need not exist. */
export function diskOf(path: string): string {
  const full = resolve(path);
  if (process.platform === 'win32') return parse(full).root;
  let place = existing(full);
  const device = statSync(place, { throwIfNoEntry: false })?.dev;
  for (let above = dirname(place); above !== place; above = dirname(place)) {
    if (statSync(above, { throwIfNoEntry: false })?.dev !== device) return place;
    place = above;
  }
  return place;
}

/** Bytes that this user may still write to the disk that holds a path, which need not exist; infinite where the system does not say. */
export async function freeBytes(path: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(existing(resolve(path)));
    return bavail * bsize;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/** The path itself, or the nearest folder above it that is there. */
function existing(path: string): string {
  let place = path;
  while (dirname(place) !== place) {
    try {
      if (statSync(place, { throwIfNoEntry: false })) return place;
    } catch {
      // Not to be looked into: the folder above may be.
    }
    place = dirname(place);
  }
  return place;
}
