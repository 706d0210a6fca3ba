import { rmSync } from 'node:fs';

/** Removes what is in nobody's way, be it a few kilobytes that stay in a folder that may only be read. */
export function removeQuietly(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // Then it stays.
  }
}
