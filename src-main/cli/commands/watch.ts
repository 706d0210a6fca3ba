import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { NoSuchFile } from '../../base/media/errors';
import type { Context } from '../context';
import { UsageError } from '../errors';
import { EXIT } from '../exit-codes';
import { printableName } from '../output';
import type { Result } from '../result';

/**
 * Lists the watched folders, and adds or takes away one before. The window looks into them while it is open.
 * @throws FileMissing, UsageError
 */
export async function watch(
  context: Context,
  change: { readonly action: 'list' | 'add' | 'remove'; readonly folder: string },
): Promise<Result> {
  const { watchedFolders } =
    change.action === 'list' ? context.services().library : context.writable().library;
  const path = resolve(change.folder);
  if (change.action === 'add') {
    if (!(await stat(path).catch(() => null))?.isDirectory()) throw new NoSuchFile(path);
    watchedFolders.add(path);
  }
  if (change.action === 'remove') {
    const known = watchedFolders.list().find((folder) => folder.path === path);
    if (!known) throw new UsageError(`${path} is not watched. "longtake watch" lists those that are.`);
    watchedFolders.remove(known.id);
  }
  const folders = watchedFolders.list().map((folder) => folder.path);
  return {
    exitCode: EXIT.ok,
    text: folders.map((folder) => `${printableName(folder)}\n`).join(''),
    document: { folders },
  };
}
