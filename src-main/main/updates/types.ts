import type { Release, ReleaseFile } from '../../base/release/types';

/** What can put a newer package in the place of the one that runs. */
export interface SelfInstaller {
  /** Of a release's files the one that can take this one's place; null where there is none. */
  choose(release: Release): ReleaseFile | null;
  /**
   * Has the package fetched and lays it ready.
   * @param get fetches the file, checked, to a path
   * @throws NotReplaced, and what `get` throws
   */
  prepare(release: Release, file: ReleaseFile, get: (to: string) => Promise<void>): Promise<void>;
  /** Puts what lies ready in this one's place and starts it: once everything is closed. @throws NotReplaced; all is as it was then */
  install(): Promise<void>;
}
