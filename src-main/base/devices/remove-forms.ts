import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Removes forms of a pack's graphs, of each version of it: those of language models take gigabytes.
 * @param folder see `formsFolder`; what cannot be removed from it stays
 */
export async function removeForms(folder: string, packId: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((one) => one.startsWith(`${packId}@`)))
    await rm(join(folder, name), { force: true }).catch(() => undefined);
}
