import { access, constants, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { CannotReadVideo, FileMissing, NoPermission, systemCode, UnsupportedMedia } from './errors';

/** Turns a failed system call on a source file into the failure that the user can act on. */
export function asSourceError(error: unknown, path: string): unknown {
  const name = basename(path);
  const code = systemCode(error);
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new FileMissing(name, { cause: error });
    case 'EACCES':
    case 'EPERM':
      return new NoPermission(name, { cause: error });
    case 'EIO':
    case 'ESTALE':
      return new CannotReadVideo(name, 'the drive that holds it reports an error', { cause: error });
    case 'EBUSY':
    case 'ETXTBSY':
      return new CannotReadVideo(name, 'another program keeps it locked', { cause: error });
    default:
      // One odd file, such as a link that leads to itself, must not look like a fault of the program's own.
      if (code === null || !/^E[A-Z0-9]+$/.test(code)) return error;
      return new CannotReadVideo(name, `the system does not give it out (${code})`, { cause: error });
  }
}

/**
 * Checks that a path is a readable file with something in it, before any program is started on it.
 * @returns its size in bytes
 * @throws FileMissing, NoPermission, UnsupportedMedia (a folder or a device), CannotReadVideo (empty)
 */
export async function checkSourceFile(path: string): Promise<number> {
  const name = basename(path);
  try {
    const info = await stat(path);
    if (info.isDirectory()) throw new UnsupportedMedia(name, 'a folder');
    if (!info.isFile()) throw new UnsupportedMedia(name, 'not an ordinary file');
    await access(path, constants.R_OK);
    if (info.size === 0) throw new CannotReadVideo(name, 'it is empty');
    return info.size;
  } catch (error) {
    throw asSourceError(error, path);
  }
}
