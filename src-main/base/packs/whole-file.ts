import { replaceFile } from '../replace-file';
import { asDiskError } from './hub-errors';

/** As `replaceFile`, for a file that several may write at once: the last one wins. @throws DiskFull */
export async function writeWhole(path: string, text: string): Promise<void> {
  try {
    await replaceFile(path, text, { shared: true });
  } catch (error) {
    throw asDiskError(error);
  }
}
