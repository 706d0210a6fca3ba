import { open, readFile, rename } from 'node:fs/promises';
import { z } from 'zod';

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

  /** Writes what is new to the file that it was opened from. Two processes may do so at once: the last one wins. */
  async save(): Promise<void> {
    if (!this.path || !this.#changed) return;
    this.#changed = false;
    const work = `${this.path}.${process.pid}`;
    const file = await open(work, 'w');
    try {
      await file.writeFile(JSON.stringify(this.files));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(work, this.path);
  }
}
