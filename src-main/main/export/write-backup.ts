import { basename } from 'node:path';
import type { Library } from '../../base/library/types';
import { asExportError } from './errors';
import { type Destination, writeOutputs } from './output';

/**
 * Writes a whole copy of a library's database where a person said: what is known of films, and all that people made. Indexes are not in it.
 * @throws what `writeOutputs` throws
 */
export async function writeBackup(
  library: Pick<Library, 'dir' | 'videos' | 'copyTo'>,
  { path, replace }: Destination,
): Promise<void> {
  try {
    await writeOutputs({ library, replace }, async (files) => {
      await library.copyTo(await files.reserve(path, 'library'));
    });
  } catch (error) {
    throw asExportError(error, basename(path));
  }
}
