import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolders } from '../make-folder';
import { asDiskError } from './hub-errors';

/** Makes the folder that a file is to lie in. @throws DiskFull */
export async function makeFolderFor(file: string): Promise<void> {
  try {
    await makeFolders(dirname(file));
  } catch (error) {
    throw asDiskError(error);
  }
}

/** What systems put into folders and archives by themselves. */
const NOISE = /^(__MACOSX|\.DS_Store|Thumbs\.db|desktop\.ini)$/i;

/** The folder with the files: an archive often holds one folder, and that the files. */
export async function innerFolder(dir: string): Promise<string> {
  const entries = (await readdir(dir, { withFileTypes: true })).filter(({ name }) => !NOISE.test(name));
  const [only] = entries;
  return only && entries.length === 1 && only.isDirectory() ? innerFolder(join(dir, only.name)) : dir;
}

const ARCHIVES = /\.(zip|tar|tar\.gz|tgz)$/i;

/** Whether a file's name is that of an archive that can be unpacked. */
export function isArchiveName(path: string): boolean {
  return ARCHIVES.test(path);
}
