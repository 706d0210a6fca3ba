import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, extname, join, parse } from 'node:path';
import { isLanguage } from '../../../../src-shared/languages';

export const SUBTITLE_EXTENSIONS: readonly string[] = ['srt', 'ass', 'ssa', 'vtt'];
/** Files of subtitles that are pictures: PGS, and VobSub's list of what lies in the `.sub` beside it. */
export const PICTURE_EXTENSIONS: readonly string[] = ['sup', 'idx'];

/** What stands in names of subtitle files beside the language. */
const FLAGS = ['forced', 'sdh', 'hi', 'cc', 'default', 'full', 'foreign', 'signs', 'songs', 'commentary'];
/** More than anybody lays beside a film. */
const MOST_FILES = 40;

export interface SubtitleFile {
  readonly path: string;
  readonly language: string | null;
}

/**
 * Files of subtitles that lie beside a film and bear its name: `film.srt`, `film.en.srt`, `film.de.forced.ass`. Of two films
 * `a.mkv` and `a.b.mkv`, `a.b.srt` is the second one's: what else stands in a name has to be a language or a known word.
 */
export async function subtitlesBeside(
  film: string,
  endings: readonly string[] = SUBTITLE_EXTENSIONS,
): Promise<SubtitleFile[]> {
  const stem = parse(film).name.normalize().toLowerCase();
  const dir = dirname(film);
  // A folder that may not be looked at holds nothing for us.
  const entries: Dirent[] = await readdir(dir, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .flatMap(({ name }) => {
      const language = languageInName(name, stem, endings);
      return language === undefined ? [] : [{ path: join(dir, name), language }];
    })
    .sort((a, b) => (basename(a.path) < basename(b.path) ? -1 : 1))
    .slice(0, MOST_FILES);
}

/** All files of subtitles in a folder, whatever their names. */
export async function subtitlesIn(dir: string, endings: readonly string[]): Promise<SubtitleFile[]> {
  const entries: Dirent[] = await readdir(dir, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && endings.includes(extname(entry.name).slice(1).toLowerCase()))
    .map(({ name }) => ({ path: join(dir, name), language: languageOfName(name) }))
    .sort((a, b) => (basename(a.path) < basename(b.path) ? -1 : 1));
}

/** The language that a file's name tells, null where it tells none; undefined where the file is not the film's. */
function languageInName(name: string, stem: string, endings: readonly string[]): string | null | undefined {
  const ending = extname(name);
  if (!endings.includes(ending.slice(1).toLowerCase())) return undefined;
  const own = name.slice(0, -ending.length).normalize();
  if (own.toLowerCase() === stem) return null;
  if (!own.toLowerCase().startsWith(stem) || !/[._-]/.test(own[stem.length] ?? '')) return undefined;
  const parts = own.slice(stem.length + 1).split('.');
  const languages = parts.filter((part) => !FLAGS.includes(part.toLowerCase()));
  if (languages.length > 1 || !languages.every(isLanguage)) return undefined;
  return languages[0] ?? null;
}

/** The language that the name of any file of subtitles tells: the last part that is one. */
export function languageOfName(path: string): string | null {
  const parts = parse(path).name.split(/[._-]/).slice(1);
  return parts.findLast((part) => !FLAGS.includes(part.toLowerCase()) && isLanguage(part)) ?? null;
}
