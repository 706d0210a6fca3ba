import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceFile } from '../../../base/replace-file';
import type { WrittenGraphs } from './graphs';

const JOURNAL = 'converting.json';

const finished = z.object({ bytes: z.number(), sha256: z.string() });
const stored = z.object({
  key: z.string(),
  /** What writing the graphs gave, once they all are there. */
  graphs: z.object({ written: z.unknown(), sizes: z.record(z.string(), z.number()) }).nullable(),
  files: z.record(z.string(), finished),
});
export type FinishedFile = z.infer<typeof finished>;

/**
 * Which files of an unfinished pack are whole, so that a run that was stopped at any moment goes on behind them. A file is
 * noted only once it is on the disk under its own name.
 */
export class Journal {
  private constructor(
    private readonly dir: string,
    private readonly state: z.infer<typeof stored>,
  ) {}

  /** @param key what the files are made from and how; what was made otherwise does not count */
  static async open(dir: string, key: string): Promise<Journal> {
    try {
      const state = stored.parse(JSON.parse(await readFile(join(dir, JOURNAL), 'utf8')));
      if (state.key === key) return new Journal(dir, state);
    } catch {
      // None yet, or one that a full disk cut short: then nothing counts as done.
    }
    return new Journal(dir, { key, graphs: null, files: {} });
  }

  /** What writing the graphs gave, and their bytes on the disk, where all of them are there as they were noted. */
  async findGraphs(): Promise<{ readonly written: WrittenGraphs; readonly bytes: number } | null> {
    const { graphs } = this.state;
    if (!graphs) return null;
    let bytes = 0;
    for (const [file, size] of Object.entries(graphs.sizes)) {
      if ((await sizeOf(join(this.dir, file))) !== size) return null;
      bytes += size;
    }
    return { written: graphs.written as WrittenGraphs, bytes };
  }

  async noteGraphs(written: WrittenGraphs): Promise<void> {
    const sizes: Record<string, number> = {};
    for (const file of [...Object.values(written.graphs), ...written.data]) {
      sizes[file] = (await sizeOf(join(this.dir, file))) ?? 0;
    }
    this.state.graphs = { written, sizes };
    await this.#save();
  }

  /** What is known of a file that is there and has the size that was noted; undefined for any other. */
  async find(path: string): Promise<FinishedFile | undefined> {
    const known = this.state.files[path];
    return known && (await sizeOf(join(this.dir, path))) === known.bytes ? known : undefined;
  }

  async note(path: string, file: FinishedFile): Promise<void> {
    this.state.files[path] = file;
    await this.#save();
  }

  /** Takes the journal away where there is one: the folder holds a pack now. */
  static async forget(dir: string): Promise<void> {
    if ((await sizeOf(join(dir, JOURNAL))) !== null) await rm(join(dir, JOURNAL));
  }

  async #save(): Promise<void> {
    await replaceFile(join(this.dir, JOURNAL), JSON.stringify(this.state));
  }
}

/** Null where there is no such file. */
export async function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(
    ({ size }) => size,
    () => null,
  );
}
