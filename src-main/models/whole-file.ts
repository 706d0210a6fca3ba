import { open, rename } from 'node:fs/promises';
import { asDiskError } from './hub/errors';

/** Writes a small file so that it is there whole or not at all, whatever ends the process. @throws DiskFull */
export async function writeWhole(path: string, text: string): Promise<void> {
  const work = `${path}.${process.pid}.new`;
  try {
    const file = await open(work, 'w');
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(work, path);
  } catch (error) {
    throw asDiskError(error);
  }
}
