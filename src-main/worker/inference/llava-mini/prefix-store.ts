// KV cache store: the keys and values that a language model made of a film, which are its prefix, kept for the next question.
import { createHash } from 'node:crypto';
import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolders } from '../../../base/make-folder';
import { bytesPerRow, type CacheShape } from './cache';
import type { KvPrefix, PrefixPlace } from './kv-prefix';
import { readPrefix, writePrefix } from './prefix-file';

const ENDING = '.prefix';
/** Milliseconds after which what is made of a prefix is written, so that a killed process does not lose more. */
const CHECKPOINT = 60_000;

export interface PrefixBudget {
  /** Bytes of prefixes kept in memory. The newest always is, whatever it takes. */
  readonly memoryBytes: number;
  /** Bytes of prefixes kept on disk, for each video. The newest always is. */
  readonly diskBytes: number;
  /** Milliseconds between writing an unfinished prefix; a minute unless it is said. */
  readonly checkpoint?: number;
}

/** How a prefix came about. */
export type PrefixSource = 'memory' | 'disk' | 'made';

/**
 * Keeps prefixes by name, in memory and on disk, and gives up the one that was not used for longest. What is unfinished is
 * kept as well: making it goes on where it stopped.
 */
export class KvCacheStore {
  /** In the order of their last use. */
  readonly #kept = new Map<string, KvPrefix>();

  /** The last prefix that was made is written while its question is answered. */
  #writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly shape: CacheShape,
    private readonly place: PrefixPlace,
    private readonly budget: PrefixBudget,
  ) {}

  /** Bytes in memory. */
  get bytes(): number {
    return [...this.#kept.values()].reduce((sum, prefix) => sum + prefix.bytes, 0);
  }

  /**
   * The prefix of a name: from memory, from disk, or made.
   * @param dir folder for its file; made where it is not there
   * @param capacity rows of the whole prefix
   * @param grow makes it whole; may be given an unfinished one, and calls `checkpoint` after each step
   */
  async get(
    dir: string,
    name: string,
    capacity: number,
    grow: (prefix: KvPrefix, checkpoint: () => Promise<void>) => Promise<void>,
  ): Promise<{ readonly prefix: KvPrefix; readonly source: PrefixSource }> {
    await this.#writing;
    const path = join(dir, fileName(name));
    const inMemory = this.#kept.get(name);
    if (inMemory?.whole) {
      this.#keep(name, inMemory);
      return { prefix: inMemory, source: 'memory' };
    }
    // Room first: two prefixes of a long film at once may be more than there is.
    if (!inMemory) this.#makeRoom(capacity * bytesPerRow(this.shape));
    const prefix = inMemory ?? (await this.#fromDisk(path, name)) ?? (await this.place.make(capacity));
    this.#keep(name, prefix);
    if (prefix.whole) {
      await touch(path);
      return { prefix, source: 'disk' };
    }
    await this.#grow(dir, path, name, prefix, grow);
    return { prefix, source: 'made' };
  }

  /** Resolves when what was made is on disk. */
  settled(): Promise<void> {
    return this.#writing;
  }

  /** Forgets all that is in memory, after it was written. */
  async clear(): Promise<void> {
    await this.#writing;
    for (const prefix of this.#kept.values()) prefix.dispose();
    this.#kept.clear();
  }

  async #fromDisk(path: string, name: string): Promise<KvPrefix | null> {
    const read = await readPrefix(path, name, this.shape);
    return read && this.place.take(read);
  }

  async #grow(
    dir: string,
    path: string,
    name: string,
    prefix: KvPrefix,
    grow: (prefix: KvPrefix, checkpoint: () => Promise<void>) => Promise<void>,
  ): Promise<void> {
    let written = performance.now();
    const limit = this.budget.checkpoint ?? CHECKPOINT;
    await grow(prefix, async () => {
      if (prefix.whole || performance.now() - written < limit) return;
      await this.#write(dir, path, name, prefix);
      written = performance.now();
    });
    this.#writing = this.#write(dir, path, name, prefix);
  }

  /** A disk that takes nothing costs the next start time, not this answer. */
  async #write(dir: string, path: string, name: string, prefix: KvPrefix): Promise<void> {
    try {
      await makeFolders(dir);
      await writePrefix(path, name, prefix);
      await this.#trim(dir, path);
    } catch {
      await rm(path, { force: true }).catch(() => {});
    }
  }

  #keep(name: string, prefix: KvPrefix): void {
    this.#kept.delete(name);
    this.#kept.set(name, prefix);
    while (this.#kept.size > 1 && this.bytes > this.budget.memoryBytes) this.#forgetOldest();
  }

  #makeRoom(coming: number): void {
    while (this.#kept.size > 0 && this.bytes + coming > this.budget.memoryBytes) this.#forgetOldest();
  }

  #forgetOldest(): void {
    for (const [name, prefix] of this.#kept) {
      this.#kept.delete(name);
      prefix.dispose();
      return;
    }
  }

  async #trim(dir: string, newest: string): Promise<void> {
    const names = (await readdir(dir)).filter((name) => name.endsWith(ENDING));
    const files = await Promise.all(
      names.map(async (name) => {
        const path = join(dir, name);
        const { size, mtimeMs } = await stat(path);
        return { path, size, used: path === newest ? Number.POSITIVE_INFINITY : mtimeMs };
      }),
    );
    let total = 0;
    for (const { path, size } of files.sort((a, b) => b.used - a.used)) {
      total += size;
      if (path !== newest && total > this.budget.diskBytes) await rm(path, { force: true });
    }
  }
}

function fileName(name: string): string {
  return `${createHash('sha256').update(name).digest('hex').slice(0, 32)}${ENDING}`;
}

/** Marks a file as used now. */
async function touch(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now).catch(() => {});
}
