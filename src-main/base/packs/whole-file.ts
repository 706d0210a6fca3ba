import { replaceFile } from '../replace-file';
import { asDiskError } from './hub-errors';

/** Writes a small file, of which this process is the only writer, so that it is there whole or not at all. @throws what the system says */
export function writeDurably(path: string, content: string | Uint8Array): Promise<void> {
  return replaceFile(path, content);
}

/** As `writeDurably`, for a file that several may write at once: the last one wins. @throws DiskFull */
export async function writeWhole(path: string, text: string): Promise<void> {
  try {
    await replaceFile(path, text, { shared: true });
  } catch (error) {
    throw asDiskError(error);
  }
}
