import { stat } from 'node:fs/promises';
import type { VideoId } from '../../../src-shared/primitives';
import { fingerprint } from '../../base/media/fingerprint';
import { findFiles } from '../intake/find-files';

/** Finds films by their content among the files of some folders: only files of the right size are read, and each once. */
export class FilmFinder {
  #bySize: Promise<Map<number, string[]>> | null = null;
  readonly #ids = new Map<string, VideoId | null>();

  constructor(private readonly folders: readonly string[]) {}

  /** @returns null where there is none, or it cannot be read */
  async find(id: VideoId, bytes: number): Promise<string | null> {
    this.#bySize ??= this.#look();
    for (const path of (await this.#bySize).get(bytes) ?? []) {
      if (!this.#ids.has(path)) this.#ids.set(path, await fingerprint(path).catch(() => null));
      if (this.#ids.get(path) === id) return path;
    }
    return null;
  }

  async #look(): Promise<Map<number, string[]>> {
    const bySize = new Map<number, string[]>();
    if (this.folders.length === 0) return bySize;
    for (const path of (await findFiles(this.folders)).files) {
      const size = (await stat(path).catch(() => null))?.size;
      if (size !== undefined) bySize.set(size, [...(bySize.get(size) ?? []), path]);
    }
    return bySize;
  }
}
