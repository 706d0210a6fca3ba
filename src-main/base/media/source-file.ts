import { access, constants, open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  CannotReadVideo,
  FileMissing,
  IsPlaylist,
  NoPermission,
  systemCode,
  UnsupportedMedia,
} from './errors';
import { playlistKind } from './playlist';

/** Turns a failed system call on a source file into the failure that the user can act on. */
export function asSourceError(error: unknown, path: string): unknown {
  const name = basename(path);
  const code = systemCode(error);
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      // What is no Unicode in a name was lost on the way here, and no file has what is left.
      if (name.includes('\ufffd'))
        return new CannotReadVideo(name, 'its name is not written in Unicode', {
          cause: error,
          remedy: 'Rename the file, then add it.',
        });
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
 * Checks that a path is a readable file with something of its own in it, before any program is started on it.
 * @returns its size in bytes
 * @throws FileMissing, NoPermission, UnsupportedMedia (a folder or a device), IsPlaylist, CannotReadVideo (empty)
 */
export async function checkSourceFile(path: string): Promise<number> {
  const name = basename(path);
  try {
    const info = await stat(path);
    if (info.isDirectory()) throw new UnsupportedMedia(name, 'a folder');
    if (!info.isFile()) throw new UnsupportedMedia(name, 'not an ordinary file');
    await access(path, constants.R_OK);
    if (info.size === 0) throw new CannotReadVideo(name, 'it is empty');
    const kind = playlistKind(await readHead(path));
    if (kind !== null) throw new IsPlaylist(name, kind);
    return info.size;
  } catch (error) {
    throw asSourceError(error, path);
  }
}

/** Bytes from a file's beginning that are looked at: more than XML has before its first element. */
const HEAD = 4096;

async function readHead(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    const head = buffer.subarray(0, bytesRead);
    const utf16 = head[0] === 0xff && head[1] === 0xfe;
    return head.toString(utf16 ? 'utf16le' : 'utf8');
  } finally {
    await file.close();
  }
}
