import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { asDiskError } from './hub-errors';

/**
 * Writes a small file so that it is there whole or not at all, whatever ends the process: beside it, synced, renamed. For a
 * file that one writer has at a time; what a stopped one left is written over.
 */
export function writeDurably(path: string, content: string | Uint8Array): Promise<void> {
  return replace(path, `${path}.new`, content);
}

/** As `writeDurably`, for a file that several may write at once: the last one wins. @throws DiskFull */
export async function writeWhole(path: string, text: string): Promise<void> {
  const work = `${path}.${randomUUID()}.new`;
  try {
    await replace(path, work, text);
  } catch (error) {
    await rm(work, { force: true });
    throw asDiskError(error);
  }
}

async function replace(path: string, work: string, content: string | Uint8Array): Promise<void> {
  const file = await open(work, 'w');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(work, path);
}
