import { stat } from 'node:fs/promises';
import { basename, sep } from 'node:path';
import type { WatchedFolderInfo } from '../../../src-shared/folders';
import type { VideoId } from '../../../src-shared/primitives';
import type { FileStamp, Library, WatchedFolder } from '../../base/library/types';
import { fingerprint } from '../../base/media/fingerprint';
import { findFiles } from './find-files';
import type { Intake } from './intake';
import { asSequence, type NumberedPictures } from './numbered-pictures';

/** Milliseconds between two looks; and that a file must be as it was before it is taken: one that is being written grows. */
const EVERY = 10_000;
const SETTLE = 20_000;
/** The same of numbered pictures, of which the next may take a program or a camera minutes. */
const SETTLE_PICTURES = 600_000;

export interface FolderWatchOptions {
  readonly library: Library;
  readonly intake: Pick<Intake, 'add'>;
  /** Films of a folder are in the library now: to be indexed, and told of. */
  readonly onAdded: (ids: readonly VideoId[]) => void;
  readonly onUnexpected?: ((error: unknown) => void) | undefined;
  readonly every?: number;
  readonly settle?: number;
  readonly settlePictures?: number;
  /** Milliseconds. */
  readonly now?: () => number;
}

/** Files, or the pictures of a film, of which the first stands for all. */
interface Waiting {
  readonly stamp: FileStamp;
  /** When it was first seen as it is. */
  readonly since: number;
}

/**
 * Looks now and then into watched folders, and adds films that are new in them and have come to rest. It never removes any: what a
 * person removed stays away, a folder that is not there is looked for again, a file that was renamed is followed. Looking is
 * done by listing: the system's own news of files fail on network drives, which is where folders are watched.
 */
export class FolderWatch {
  readonly #waiting = new Map<string, Waiting>();
  readonly #missing = new Set<string>();
  readonly #listeners = new Set<() => void>();
  readonly #closing = new AbortController();
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<void> | null = null;

  constructor(private readonly options: FolderWatchOptions) {}

  /** Looks from now on. */
  start(): void {
    if (this.options.library.readOnly || this.#timer !== null) return;
    this.#timer = setInterval(() => void this.look(), this.options.every ?? EVERY);
    this.#timer.unref();
    void this.look();
  }

  list(): WatchedFolderInfo[] {
    return this.options.library.watchedFolders.list().map(({ id, path }) => ({
      ...{ id, name: basename(path) || path },
      state: this.#missing.has(id) ? 'missing' : 'watched',
      waiting: [...this.#waiting.keys()].filter((file) => file.startsWith(path + sep)).length,
    }));
  }

  add(path: string): void {
    this.options.library.watchedFolders.add(path);
    this.#tell();
    void this.look();
  }

  /** Its films stay. @throws NotFound */
  remove(id: string): void {
    this.options.library.watchedFolders.remove(id);
    this.#tell();
  }

  /** Told when the list is another. @returns what ends it */
  onChanged(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Looks into every folder once. Never rejects. */
  look(): Promise<void> {
    this.#looking ??= this.#lookAtAll().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#looking;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  async #lookAtAll(): Promise<void> {
    const before = JSON.stringify(this.list());
    for (const folder of this.options.library.watchedFolders.list()) {
      if (this.#closing.signal.aborted) return;
      try {
        await this.#lookInto(folder);
      } catch (error) {
        if (!this.#closing.signal.aborted) this.options.onUnexpected?.(error);
      }
    }
    if (JSON.stringify(this.list()) !== before) this.#tell();
  }

  async #lookInto({ id, path }: WatchedFolder): Promise<void> {
    const found = await stat(path).catch(() => null);
    if (!found?.isDirectory()) {
      this.#missing.add(id);
      return;
    }
    this.#missing.delete(id);
    const pictures: NumberedPictures[] = [];
    const { files } = await findFiles([path], async (found) => {
      pictures.push(found);
      return null;
    });
    const there = new Set([...files, ...pictures.map(({ paths }) => paths[0] ?? '')]);
    for (const file of this.#waiting.keys()) {
      if (file.startsWith(path + sep) && !there.has(file)) this.#waiting.delete(file);
    }
    for (const file of files) {
      if (this.#closing.signal.aborted) return;
      const stamp = await this.#atRest(file);
      if (stamp !== null) await this.#take(file, stamp);
    }
    for (const found of pictures) {
      if (this.#closing.signal.aborted) return;
      await this.#lookAtPictures(found);
    }
  }

  /**
   * Takes numbered pictures that are the frames of one film once they rest, by the rule of any folder. By their number and the last of
   * them they are told to rest, so that ten thousand pictures on a network drive are not looked at every ten seconds. A film that
   * was made of them stays as it is when there are more later: a camera that takes one an hour would make a film an hour.
   */
  async #lookAtPictures(found: NumberedPictures): Promise<void> {
    const { library, intake, onAdded, settlePictures = SETTLE_PICTURES } = this.options;
    const [first = '', last = first] = [found.paths[0], found.paths.at(-1)];
    if (library.watchedFolders.hasTakenFrom(first)) return;
    const newest = await stampOf(last);
    const all = newest && { size: found.paths.length, modified: newest.modified };
    const stamp = this.#resting(first, all, settlePictures);
    if (stamp === null) return;
    const sequence = await asSequence(found);
    const { videos } = sequence
      ? await intake.add([], this.#closing.signal, { sequences: [sequence] })
      : { videos: [] };
    library.watchedFolders.note(first, stamp, videos[0]?.id ?? null);
    this.#waiting.delete(first);
    if (videos.length > 0) onAdded(videos.map((video) => video.id));
  }

  /** What a file that is new is like, once it is to be taken; null of any other. */
  async #atRest(file: string): Promise<FileStamp | null> {
    return this.#resting(file, await stampOf(file), this.options.settle ?? SETTLE);
  }

  #resting(file: string, stamp: FileStamp | null, settle: number): FileStamp | null {
    const { library, now = Date.now } = this.options;
    if (stamp === null || stamp.size === 0 || library.watchedFolders.isKnown(file, stamp)) {
      this.#waiting.delete(file);
      return null;
    }
    const before = this.#waiting.get(file);
    if (before === undefined || !isSame(before.stamp, stamp)) {
      this.#waiting.set(file, { stamp, since: now() });
      return null;
    }
    return now() - before.since >= settle ? stamp : null;
  }

  async #take(file: string, stamp: FileStamp): Promise<void> {
    const { library, intake, onAdded } = this.options;
    const id = await fingerprint(file).catch(() => null);
    const removed = id !== null && library.watchedFolders.hasTaken(id) && !library.videos.has(id);
    const { videos } = removed ? { videos: [] } : await intake.add([file], this.#closing.signal);
    // What grew while it was looked at is looked at again once it rests.
    const after = await stampOf(file);
    if (after !== null && isSame(after, stamp)) {
      library.watchedFolders.note(file, stamp, removed ? id : (videos[0]?.id ?? null));
    }
    this.#waiting.delete(file);
    if (videos.length > 0) onAdded(videos.map((video) => video.id));
  }
}

async function stampOf(file: string): Promise<FileStamp | null> {
  const found = await stat(file).catch(() => null);
  return found && { size: found.size, modified: Math.round(found.mtimeMs) };
}

function isSame(a: FileStamp, b: FileStamp): boolean {
  return a.size === b.size && a.modified === b.modified;
}
