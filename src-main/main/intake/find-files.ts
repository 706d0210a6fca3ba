import type { Dirent, Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { NothingToAdd } from '../../base/library/errors';
import { asSourceError } from '../../base/media/source-file';
import { type NumberedPictures, numberedPictures, type PictureSequence } from './numbered-pictures';

/** What files in a folder are taken for videos or recordings; a file that is named itself may be called anything. */
export const MEDIA_EXTENSIONS: readonly string[] = `
  mp4 mov m4v mkv webm avi ts mts m2ts m2t mpg mpeg mpe m1v m2v vob wmv asf flv f4v 3gp 3g2 ogv ogm ogx mxf qt mod tod dav insv
  divx rm rmvb dv dif mjpg mjpeg mk3d mp4v mqv amv gxf nut wtv dvr-ms ivf y4m 264 h264 265 h265 hevc avc trp tp tivo ty ps evo
  mp3 m4a m4b m4r wav wave flac ogg oga opus spx aac wma aiff aif aifc mka weba au snd caf amr awb 3ga mp2 mp1 mpa mpga ac3 eac3
  dts dtshd ape wv tta tak mpc ra w64 rf64 voc gsm adts loas dsf dff aa3 oma qcp vox
`
  .trim()
  .split(/\s+/);

/** Folders that a system, a network drive or a program keeps for itself: copies, previews, what was thrown away. */
const SYSTEM_FOLDERS =
  /^(@eaDir|@Recycle|@Recently-Snapshot|#recycle|#snapshot|\$RECYCLE\.BIN|RECYCLER|RECYCLED|System Volume Information|lost\+found|__MACOSX|Network Trash Folder|Temporary Items|\..*)$/i;

const byName = new Intl.Collator(undefined, { numeric: true }).compare;

export interface FoundFiles {
  /** Absolute paths, each once: in the order given, folders in the order of their names. */
  readonly files: readonly string[];
  readonly refused: readonly { readonly path: string; readonly error: unknown }[];
  readonly leftOut: LeftOut;
  /** Numbered pictures that are one film; none where they were not looked for. */
  readonly sequences: readonly PictureSequence[];
}

/** What of the folders was not taken. */
export interface LeftOut {
  /** How many files of each ending, without its dot, as it is usually written; those without one under ''. */
  readonly endings: ReadonlyMap<string, number>;
  /** Names of the system's own folders that were passed over. */
  readonly folders: readonly string[];
  /** What is called like a film and is no file: pipes, devices, links that lead nowhere. */
  readonly noFiles: number;
}

/** Judges numbered pictures of a folder: the frames of one film, or null. */
export type JudgePictures = (pictures: NumberedPictures) => Promise<PictureSequence | null>;

/**
 * Replaces folders by the media files in them, at any depth. Links to folders are not followed: they may go round.
 * @param judge is asked of numbered pictures, `asSequence` as a rule, which reads a little of each; null: pictures are left out
 */
export async function findFiles(
  paths: readonly string[],
  judge: JudgePictures | null = null,
): Promise<FoundFiles> {
  const files = new Set<string>();
  const refused: { path: string; error: unknown }[] = [];
  const sequences: PictureSequence[] = [];
  const leftOut = { endings: new Map<string, number>(), folders: [] as string[], noFiles: 0 };
  for (const path of new Set(paths.map((path) => resolve(path)))) {
    if (!(await isFolder(path))) {
      files.add(path);
      continue;
    }
    // What a folder within another holds was found already, and is something all the same.
    let found = 0;
    const problems: typeof refused = [];
    const onProblem = (dir: string, error: unknown) => problems.push({ path: dir, error });
    const onSequence = (sequence: PictureSequence): void => {
      found += 1;
      if (sequences.every(({ paths }) => paths[0] !== sequence.paths[0])) sequences.push(sequence);
    };
    for await (const file of walk(path, { leftOut, onProblem, onSequence, judge })) {
      found += 1;
      files.add(file);
    }
    refused.push(...problems);
    if (found === 0 && problems.length === 0) {
      refused.push({ path, error: new NothingToAdd(basename(path)) });
    }
  }
  return { files: [...files], refused, leftOut, sequences };
}

async function isFolder(path: string): Promise<boolean> {
  const found = await statOrNull(path);
  return found?.isDirectory() ?? false;
}

/** What is not there, or may not be looked at, is found out again, and named, when the file is read. */
async function statOrNull(path: string): Promise<Stats | null> {
  return stat(path).catch(() => null);
}

interface Leaving {
  readonly endings: Map<string, number>;
  readonly folders: string[];
  noFiles: number;
}

interface Looking {
  readonly leftOut: Leaving;
  readonly onProblem: (dir: string, error: unknown) => void;
  readonly onSequence: (sequence: PictureSequence) => void;
  readonly judge: JudgePictures | null;
}

async function* walk(dir: string, looking: Looking): AsyncGenerator<string> {
  const { leftOut, onProblem } = looking;
  let entries: Dirent[];
  try {
    entries = await readdir(dir, { withFileTypes: true });
  } catch (error) {
    onProblem(dir, asSourceError(error, dir));
    return;
  }
  const taken = await sequencesOf(dir, entries, looking);
  for (const entry of entries.toSorted((a, b) => byName(a.name, b.name))) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) {
      if (SYSTEM_FOLDERS.test(entry.name)) leftOut.folders.push(entry.name);
      else yield* walk(path, looking);
    } else if (!entry.name.startsWith('.') && !taken.has(path)) {
      const ending = extname(entry.name).slice(1).toLowerCase();
      const target = entry.isSymbolicLink() ? await statOrNull(path) : entry;
      const isFilm = MEDIA_EXTENSIONS.includes(ending);
      if (isFilm && target?.isFile()) yield path;
      else if (isFilm) leftOut.noFiles += 1;
      else leftOut.endings.set(ending, (leftOut.endings.get(ending) ?? 0) + 1);
    }
  }
}

/** Tells of pictures in a folder that are one film. @returns the paths of all of them */
async function sequencesOf(
  dir: string,
  entries: readonly Dirent[],
  { onSequence, judge }: Looking,
): Promise<ReadonlySet<string>> {
  const taken = new Set<string>();
  if (judge === null) return taken;
  const names = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => name);
  for (const pictures of numberedPictures(dir, names)) {
    const sequence = await judge(pictures);
    if (sequence === null) continue;
    onSequence(sequence);
    for (const path of sequence.paths) taken.add(path);
  }
  return taken;
}

/** Endings that are named one by one. */
const NAMED = 6;

/** What was left out, in words; null where nothing was. */
export function leftOutWords({ endings, folders, noFiles }: LeftOut): string | null {
  const total = [...endings.values()].reduce((sum, count) => sum + count, 0);
  const most = [...endings].sort((a, b) => b[1] - a[1]);
  const named = most
    .slice(0, NAMED)
    .map(([ending, count]) => `${count} ${ending ? `.${ending}` : 'without an ending'}`);
  if (most.length > NAMED) named.push('and others');
  const names = [...new Set(folders)].join(', ');
  const words = [
    ...(total === 0
      ? []
      : [
          `${total} ${total === 1 ? 'file was' : 'files were'} left out, by name neither video nor sound (${named.join(', ')}); added by itself, any file is tried.`,
        ]),
    ...(noFiles === 0
      ? []
      : [
          `${noFiles} left out ${noFiles === 1 ? 'is no file, but a pipe, a device or a link that leads' : 'are no files, but pipes, devices or links that lead'} nowhere.`,
        ]),
    ...(folders.length === 0 ? [] : [`Folders that a system keeps for itself were passed over: ${names}.`]),
  ];
  return words.length === 0 ? null : words.join(' ');
}
