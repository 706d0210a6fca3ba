import { basename } from 'node:path';
import { CannotReadVideo } from '../media/errors';
import { fingerprint } from '../media/fingerprint';

/** @throws CannotReadVideo where the file is another than the one that was added, FileMissing, NoPermission */
export async function checkSameFile(path: string, videoId: string): Promise<void> {
  if ((await fingerprint(path)) === videoId) return;
  throw new CannotReadVideo(basename(path), 'it is not the file that was added: its content has changed');
}
