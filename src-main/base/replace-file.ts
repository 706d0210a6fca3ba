import { randomUUID } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Puts a whole file in place at once: written beside it, synced, renamed. A crash leaves the old one or the new one; a failure
 * leaves the old one and nothing else. A folder in its place makes room.
 * @param shared for a file that several may write at once: the last one wins. Else what a stopped writer left beside it is written over
 * @throws what the system says
 */
export async function replaceFile(
  path: string,
  content: string | Uint8Array,
  { shared = false }: { readonly shared?: boolean } = {},
): Promise<void> {
  const temporary = shared ? `${path}.${randomUUID()}.new` : `${path}.new`;
  try {
    {
      await using file = await open(temporary, 'w');
      await file.writeFile(content);
      await file.datasync();
    }
    await makeWay(path);
    await rename(temporary, path);
    await syncDirectory(dirname(path));
  } catch (error) {
    // Where not even this works, the first failure is the one to tell.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** A folder where a file belongs would never let it be put there. */
export async function makeWay(path: string): Promise<void> {
  const there = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (there?.isDirectory()) await rm(path, { recursive: true });
}

/** Makes renames and new files in a folder last. Windows neither needs nor allows it. */
async function syncDirectory(dir: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using handle = await open(dir, 'r');
  await handle.sync();
}
