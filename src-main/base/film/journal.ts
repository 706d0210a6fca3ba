import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { replaceFilmFile } from './append-file';
import { readSealed, sealJson } from './sealed-json';

/** The file that says what of a pass counts: where it lies in its folder, what it holds, and the errors' words. */
export interface StateFile<S extends z.ZodObject> {
  readonly name: string;
  readonly form: S;
  /** What the disk does not give back. */
  readonly what: string;
  /** What is said of a file that was changed. */
  readonly broken: string;
}

/** @returns null where the pass has not begun @throws IndexBroken */
export function readStateFile<S extends z.ZodObject>(
  dir: string,
  { name, form, what, broken }: StateFile<S>,
): Promise<z.infer<S> | null> {
  return readSealed(join(dir, name), form, { what, broken });
}

/**
 * Replaces it as a whole, its fields in the order of their form: whenever what need not be there came, the finished file is the
 * same. @throws DiskFull
 */
export async function writeStateFile<S extends z.ZodObject>(
  dir: string,
  { name, form }: StateFile<S>,
  state: z.infer<S>,
): Promise<void> {
  const values = state as Readonly<Record<string, unknown>>;
  const inOrder = Object.fromEntries(Object.keys(form.shape).map((field) => [field, values[field]]));
  await replaceFilmFile(join(dir, name), sealJson(inOrder));
}

/** Removes a pass's folder with all that was read, what says that it counts first. */
export async function discardPass(
  dir: string,
  { name }: Pick<StateFile<z.ZodObject>, 'name'>,
): Promise<void> {
  await rm(join(dir, name), { force: true, recursive: true });
  await rm(dir, { force: true, recursive: true });
}

/**
 * Keeps a pass's state in memory and on disk the same. The file is the one statement of what counts in its folder: all others may
 * hold more, the tail of a write that was cut short. It is replaced after what it speaks of lies on the disk, and holds nothing
 * that depends on when or how often the work was interrupted.
 */
export class Journal<S extends z.ZodObject> {
  #state: z.infer<S>;

  /** @param state what the file holds */
  constructor(
    readonly dir: string,
    private readonly file: StateFile<S>,
    state: z.infer<S>,
  ) {
    this.#state = state;
  }

  /** @param state what the file is to hold from now on */
  static async begin<S extends z.ZodObject>(
    dir: string,
    file: StateFile<S>,
    state: z.infer<S>,
  ): Promise<Journal<S>> {
    await writeStateFile(dir, file, state);
    return new Journal(dir, file, state);
  }

  get state(): z.infer<S> {
    return this.#state;
  }

  /** Everything that the change speaks of must lie on the disk by now. @throws DiskFull */
  async commit(change: Partial<z.infer<S>>): Promise<void> {
    const next = { ...this.#state, ...change };
    await writeStateFile(this.dir, this.file, next);
    this.#state = next;
  }
}
