import { statSync } from 'node:fs';
import { systemCode } from '../media/errors';

/**
 * Changes with a file that is written to or replaced; null when there is none. Synchronous: a search asks it of thousands of
 * files, of which the system has all in memory, and each turn of a thread pool takes ten times as long as the answer.
 */
export function fileStamp(path: string): string | null {
  try {
    const { ino, size, mtimeNs } = statSync(path, { bigint: true });
    return `${ino}:${size}:${mtimeNs}`;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
}
