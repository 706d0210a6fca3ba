import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ModelPackMissing } from '../models/errors';

export const PACK_ID = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** Where packs lie: a folder each, named after the pack, in one of several. */
export class PackFolders {
  /** @param roots the first that holds a pack counts */
  constructor(private readonly roots: readonly string[]) {}

  /** Folder of a pack, built in or installed. @throws ModelPackMissing */
  dir(packId: string): string {
    for (const root of this.roots) {
      const dir = join(root, packId);
      if (PACK_ID.test(packId) && existsSync(join(dir, 'manifest.json'))) return dir;
    }
    throw new ModelPackMissing(packId);
  }
}

/** Folder of the packs that a user installed. */
export function userPacks(userDataDir: string): string {
  return join(userDataDir, 'packs');
}
