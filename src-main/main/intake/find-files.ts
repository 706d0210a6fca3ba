import type { Dirent, Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { NothingToAdd } from '../../base/library/errors';
import { asSourceError } from '../../base/media/source-file';

/** What files in a folder are taken for videos or recordings; a file that is named itself may be called anything. */
export const MEDIA_EXTENSIONS: readonly string[] =
  'mp4 mov m4v mkv webm avi ts mts m2ts mpg mpeg vob wmv asf flv f4v 3gp 3g2 ogv mxf mp3 m4a m4b wav flac ogg oga opus aac wma aiff'.split(
    ' ',
  );

const byName = new Intl.Collator(undefined, { numeric: true }).compare;

export interface FoundFiles {
  /** Absolute paths, each once: in the order given, folders in the order of their names. */
  readonly files: readonly string[];
  readonly refused: readonly { readonly path: string; readonly error: unknown }[];
}

/** Replaces folders by the media files in them, at any depth. Links to folders are not followed: they may go round. */
export async function findFiles(paths: readonly string[]): Promise<FoundFiles> {
  const files = new Set<string>();
  const refused: { path: string; error: unknown }[] = [];
  for (const path of paths.map((path) => resolve(path))) {
    if (!(await isFolder(path))) {
      files.add(path);
      continue;
    }
    const before = files.size;
    const problems: typeof refused = [];
    for await (const file of walk(path, (dir, error) => problems.push({ path: dir, error }))) files.add(file);
    refused.push(...problems);
    if (files.size === before && problems.length === 0) {
      refused.push({ path, error: new NothingToAdd(basename(path)) });
    }
  }
  return { files: [...files], refused };
}

async function isFolder(path: string): Promise<boolean> {
  const found = await statOrNull(path);
  return found?.isDirectory() ?? false;
}

/** What is not there, or may not be looked at, is found out again, and named, when the file is read. */
async function statOrNull(path: string): Promise<Stats | null> {
  return stat(path).catch(() => null);
}

async function* walk(dir: string, onProblem: (dir: string, error: unknown) => void): AsyncGenerator<string> {
  let entries: Dirent[];
  try {
    entries = await readdir(dir, { withFileTypes: true });
  } catch (error) {
    onProblem(dir, asSourceError(error, dir));
    return;
  }
  for (const entry of entries.toSorted((a, b) => byName(a.name, b.name))) {
    if (entry.name.startsWith('.')) continue;
    const path = join(dir, entry.name);
    if (entry.isDirectory()) yield* walk(path, onProblem);
    else if (MEDIA_EXTENSIONS.includes(extname(entry.name).slice(1).toLowerCase())) {
      const target = entry.isSymbolicLink() ? await statOrNull(path) : entry;
      if (target?.isFile()) yield path;
    }
  }
}
