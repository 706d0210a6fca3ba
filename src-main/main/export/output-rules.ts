import type { BigIntStats } from 'node:fs';
import { access, constants, lstat, realpath, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import type { Library } from '../../base/library/types';
import { systemCode } from '../../base/media/errors';
import { fingerprint } from '../../base/media/fingerprint';
import { foldedPath, isBelow } from '../../base/paths';
import { FileExists, NameTooLong, NoPlainFile, OtherKind, OverFilm, OverLibrary } from './errors';
import { type FileKind, isText, KIND_WORDS, kindByContent, kindByName } from './file-kind';

/** What an export may write over, and what never. */
export interface OutputRules {
  /** Whose films and own files are never written over. Asked each time: a film may be added while something is written. */
  readonly library: { readonly dir: string; readonly videos: Pick<Library['videos'], 'paths' | 'has'> };
  /** Whether somebody said that a file of this name may be replaced. */
  readonly replace: boolean;
}

/** Where a file is to come to lie, and what lies there now. */
export interface Judged {
  /** The file itself, behind whatever link was named. */
  readonly path: string;
  /** Null where there is nothing yet. */
  readonly old: BigIntStats | null;
}

/** Letters and digits of a name; counted in bytes but on Windows, which counts UTF-16 units. */
const LONGEST_NAME = 255;

/**
 * Whether a file may be written at a path that a person gave.
 * @throws OverFilm, OverLibrary, OtherKind, NoPlainFile, NameTooLong; FileExists where it is there and was not to be replaced
 */
export async function judgeOutput(given: string, kind: FileKind, rules: OutputRules): Promise<Judged> {
  const named = resolve(given);
  const fileName = basename(named);
  checkLength(fileName);
  // A text with the ending of a film, even a new one, is two arguments in the wrong order.
  const ending = kindByName(named);
  if (ending !== null && isText(kind) !== isText(ending)) throw new OtherKind(fileName, KIND_WORDS[ending]);
  const old = await lookAt(named);
  const path = old ? await realpath(named) : join(await realOrSame(dirname(named)), fileName);
  await keepOffLibrary({ named, path, old }, rules.library, fileName);
  if (old === null) return { path, old };
  if (!old.isFile()) throw new NoPlainFile(fileName, old.isDirectory());
  await checkContent(path, kind, fileName);
  if (!rules.replace) throw new FileExists(fileName);
  // Renaming over a file asks its folder alone; whoever protected the file meant it.
  await access(path, constants.W_OK);
  return { path, old };
}

function checkLength(fileName: string): void {
  const length = process.platform === 'win32' ? fileName.length : Buffer.byteLength(fileName);
  if (length > LONGEST_NAME) throw new NameTooLong(fileName);
}

/** What is at a path, links followed; null where nothing is. A link that leads nowhere is no place to write to. */
async function lookAt(path: string): Promise<BigIntStats | null> {
  try {
    return await stat(path, { bigint: true });
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
  const link = await lstat(path).catch(() => null);
  if (link) throw new NoPlainFile(basename(path), false);
  return null;
}

async function realOrSame(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

interface Target {
  readonly named: string;
  readonly path: string;
  readonly old: BigIntStats | null;
}

/** A film is known by its name, as some drive may be away, and by the file itself, whatever name led to it. */
async function keepOffLibrary(
  { named, path, old }: Target,
  { dir, videos }: OutputRules['library'],
  fileName: string,
): Promise<void> {
  const own = await realOrSame(dir);
  if ([named, path].some((one) => isBelow(one, dir) || isBelow(one, own))) throw new OverLibrary(fileName);
  const names = new Set([named, path].map(foldedPath));
  const films = videos.paths();
  if (films.some((film) => names.has(foldedPath(resolve(film))))) throw new OverFilm(fileName);
  if (old === null) return;
  for (let first = 0; first < films.length; first += AT_ONCE) {
    const some = films.slice(first, first + AT_ONCE);
    const same = await Promise.all(some.map((film) => isSameFile(film, path, old)));
    if (same.includes(true)) throw new OverFilm(fileName);
  }
  // A film that was moved, or a copy of one, is known by its content, as anywhere.
  const id = old.isFile() ? await fingerprint(path).catch(() => null) : null;
  if (id !== null && videos.has(id)) throw new OverFilm(fileName);
}

const AT_ONCE = 64;

/** The same file by another name, as a link or in other letters; file systems that number no files are asked for its name. */
async function isSameFile(film: string, path: string, { dev, ino }: BigIntStats): Promise<boolean> {
  const found = await stat(film, { bigint: true }).catch(() => null);
  if (!found) return false;
  if (ino !== 0n) return found.dev === dev && found.ino === ino;
  return foldedPath(await realOrSame(film)) === foldedPath(path);
}

/** A file is only replaced by one of its kind: what it is is told by its name and by what is in it. */
async function checkContent(path: string, kind: FileKind, fileName: string): Promise<void> {
  const ending = kindByName(path);
  // Every text may be called .txt.
  const likeNamed = ending === kind || (ending === 'txt' && isText(kind)) || extname(path) === '';
  if (!likeNamed) throw new OtherKind(fileName, KIND_WORDS[ending ?? 'other']);
  const content = await kindByContent(path);
  const like = content === null || content === (isText(kind) ? 'text' : kind);
  if (!like) throw new OtherKind(fileName, KIND_WORDS[content === 'text' ? 'txt' : content]);
}
