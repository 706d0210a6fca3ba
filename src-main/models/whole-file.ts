import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { asDiskError } from './hub/errors';

/**
 * Writes a small file so that it is there whole or not at all, whatever ends the process; of several at once the last wins.
 * @throws DiskFull
 */
export async function writeWhole(path: string, text: string): Promise<void> {
  const work = `${path}.${randomUUID()}.new`;
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
    await rm(work, { force: true });
    throw asDiskError(error);
  }
}
