import { randomBytes } from 'node:crypto';
import { link, open, readFile, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import type { VideoId } from '../../../src-shared/primitives';
import { makeFolders } from '../../base/make-folder';
import { systemCode } from '../../base/media/errors';
import { asExportError, FileExists } from './errors';
import type { FileKind } from './file-kind';
import { type Judged, judgeOutput, type OutputRules } from './output-rules';

/*
 * The one place that writes to where a person said. Nothing else in export, cli and desktop may write files: a test sees to it.
 */

export interface Exported {
  readonly fileName: string;
  readonly bytes: number;
}

/** A path that a person gave, and whether a file that is there already may be replaced. */
export interface Destination {
  readonly path: string;
  readonly replace: boolean;
}

interface Staged {
  /** As it was named. */
  readonly path: string;
  readonly kind: FileKind;
  readonly temporary: string;
  /** Where it comes to lie. */
  readonly target: string;
}

/**
 * Writes the files of one export: all of them, or none. Each is written beside its place and synced, and gets its name only
 * when `work` has written them all; what may be written over is judged when a file is begun and again right before it gets its
 * name. Where anything fails, nothing is left over and what was there before is as it was; only where one of several files cannot
 * get its name after others have, those stay replaced.
 * @throws what `judgeOutput` throws, NoPermission, DiskFull, ExportFailed, and what `work` throws
 */
export async function writeOutputs<T>(
  rules: OutputRules,
  work: (files: OutputFiles) => Promise<T>,
): Promise<T> {
  const files = new OutputFiles(rules);
  try {
    const result = await work(files);
    await files.commit();
    return result;
  } catch (error) {
    await files.discard();
    throw error;
  }
}

/** Writes one file; see `writeOutputs`. */
export function writeOutput(
  rules: OutputRules,
  path: string,
  kind: FileKind,
  content: string | Uint8Array,
): Promise<Exported> {
  return writeOutputs(rules, (files) => files.write(path, kind, content));
}

/**
 * Says what could only be refused after all the work.
 * @param films that are not in the library yet, and will be
 * @throws as `writeOutputs`
 */
export async function checkOutput(
  { path, replace }: Destination,
  kind: FileKind,
  { dir, videos }: OutputRules['library'],
  films: readonly string[],
): Promise<void> {
  const known = { paths: () => [...videos.paths(), ...films], has: (id: VideoId) => videos.has(id) };
  await naming(path, () => judgeOutput(path, kind, { library: { dir, videos: known }, replace }));
}

export class OutputFiles {
  readonly #staged: Staged[] = [];
  /** Folders that were made for this export, each before those in it. */
  readonly #folders: string[] = [];
  /** New files that have their names already. */
  readonly #added: string[] = [];

  constructor(private readonly rules: OutputRules) {}

  /** Refuses at once what could only be refused after all the work. */
  async check(path: string, kind: FileKind): Promise<void> {
    await naming(path, () => judgeOutput(path, kind, this.rules));
  }

  /** Puts a file's content beside its place. */
  async write(path: string, kind: FileKind, content: string | Uint8Array): Promise<Exported> {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    const written = { fileName: basename(path), bytes: bytes.byteLength };
    // The same picture again, of a report that is written beside an earlier one.
    if (kind === 'picture' && (await holds(path, bytes))) return written;
    const temporary = await this.reserve(path, kind);
    await naming(path, async () => {
      await using file = await open(temporary, 'r+');
      await file.writeFile(bytes);
    });
    return written;
  }

  /** An empty file beside the place of one, for a program that writes it itself; it ends as the file is to end. */
  async reserve(path: string, kind: FileKind): Promise<string> {
    return naming(path, async () => {
      const { path: target } = await judgeOutput(path, kind, this.rules);
      const dir = dirname(target);
      const made = await makeFolders(dir);
      if (made !== undefined) this.#folders.push(...between(made, dir));
      const ending = kind === 'media' ? extname(target) : '';
      // A name of its own: with the file's within it, one that just fits would be too long.
      const temporary = join(dir, `.longtake-${randomBytes(8).toString('hex')}.part${ending}`);
      await (await open(temporary, 'wx')).close();
      this.#staged.push({ path, kind, temporary, target });
      return temporary;
    });
  }

  /** Gives every file its name. */
  async commit(): Promise<void> {
    for (const staged of this.#staged) await naming(staged.path, () => sync(staged.temporary));
    for (const staged of [...this.#staged]) {
      await naming(staged.path, () => this.#place(staged));
      this.#staged.shift();
    }
    for (const dir of new Set(this.#added.map(dirname))) await syncFolder(dir);
  }

  /** Removes what has not got its name, and what was new and has: half a report is none. */
  async discard(): Promise<void> {
    // Where not even this works, the first failure is the one to tell.
    for (const { temporary } of this.#staged.splice(0))
      await rm(temporary, { force: true }).catch(() => undefined);
    for (const path of this.#added.splice(0)) await rm(path, { force: true }).catch(() => undefined);
    for (const dir of this.#folders.splice(0).reverse()) await rmdir(dir).catch(() => undefined);
  }

  async #place({ path, kind, temporary, target }: Staged): Promise<void> {
    // It may have been minutes: a film may have come, or a file that nobody was asked about.
    const now: Judged = await judgeOutput(path, kind, this.rules);
    if (now.path !== target) throw new FileExists(basename(path));
    if (now.old !== null) {
      await keepMode(temporary, Number(now.old.mode));
      await rename(temporary, target);
      await syncFolder(dirname(target));
      return;
    }
    await placeNew(temporary, target);
    this.#added.push(target);
  }
}

/** Renaming would replace what appeared a moment ago; a hard link does not. */
async function placeNew(temporary: string, target: string): Promise<void> {
  try {
    await link(temporary, target);
  } catch (error) {
    if (systemCode(error) === 'EEXIST') throw new FileExists(basename(target), { cause: error });
    // A file system without hard links, such as FAT: the name is taken first, and only whoever takes it may rename over it.
    await takeName(target);
    try {
      await rename(temporary, target);
    } catch (failure) {
      await rm(target, { force: true });
      throw failure;
    }
    return;
  }
  await rm(temporary);
}

async function takeName(target: string): Promise<void> {
  try {
    await (await open(target, 'wx')).close();
  } catch (error) {
    if (systemCode(error) === 'EEXIST') throw new FileExists(basename(target), { cause: error });
    throw error;
  }
}

async function sync(path: string): Promise<void> {
  await using file = await open(path, 'r+');
  await file.sync();
}

async function keepMode(path: string, mode: number): Promise<void> {
  await using file = await open(path, 'r+');
  // Some file systems have no modes.
  await file.chmod(mode & 0o777).catch(() => undefined);
}

/** So that the name outlives a power cut, too. Not everywhere can a folder be opened. */
async function syncFolder(dir: string): Promise<void> {
  try {
    await using folder = await open(dir, 'r');
    await folder.sync();
  } catch {
    return;
  }
}

async function holds(path: string, bytes: Uint8Array): Promise<boolean> {
  const there = await readFile(path).catch(() => null);
  return there?.equals(bytes) ?? false;
}

/** The folders from `first` to `last`, which lies in it, outer ones first. */
function between(first: string, last: string): string[] {
  const folders = [last];
  for (let dir = last; dir !== first && dirname(dir) !== dir; dir = dirname(dir))
    folders.unshift(dirname(dir));
  return folders;
}

/** What goes wrong with a file is told by its name. */
async function naming<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asExportError(error, basename(path));
  }
}
