import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { makeFolders } from '../make-folder';
import { writeWhole } from './whole-file';

/** What tells that a file is still the one that was read: size in bytes and time of last change in milliseconds. */
interface Stamp {
  readonly size: number;
  readonly mtimeMs: number;
}

const stored = z.record(z.string(), z.object({ size: z.number(), mtimeMs: z.number(), sha256: z.string() }));

/** Remembers which files had which content, so that large ones are hashed once and not at every start. */
export class VerifiedFiles {
  #changed = false;

  constructor(
    private readonly path: string | null = null,
    private readonly files: z.infer<typeof stored> = {},
  ) {}

  /** Reads what was remembered; a file that is missing or damaged means that nothing was. */
  static async open(path: string): Promise<VerifiedFiles> {
    try {
      return new VerifiedFiles(path, stored.parse(JSON.parse(await readFile(path, 'utf8'))));
    } catch {
      return new VerifiedFiles(path);
    }
  }

  has(path: string, stamp: Stamp, sha256: string): boolean {
    const known = this.files[path];
    return known?.size === stamp.size && known.mtimeMs === stamp.mtimeMs && known.sha256 === sha256;
  }

  add(path: string, { size, mtimeMs }: Stamp, sha256: string): void {
    this.files[path] = { size, mtimeMs, sha256 };
    this.#changed = true;
  }

  /**
   * Writes what is new to the file that it was opened from. Several may do so at once, in this process or in others: the last
   * one wins. What cannot be written is only forgotten: files are then read once more.
   */
  async save(): Promise<void> {
    if (!this.path || !this.#changed) return;
    this.#changed = false;
    const { path, files } = this;
    await makeFolders(dirname(path))
      .then(() => writeWhole(path, JSON.stringify(files)))
      .catch(() => undefined);
  }
}
