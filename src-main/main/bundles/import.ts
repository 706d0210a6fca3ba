// Bundles come into a library: every byte is checked while it is copied, and the film is there as a whole or not at all.
import { randomUUID } from 'node:crypto';
import { open, readdir, rm } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { toUserError } from '../../../src-shared/errors';
import type { Job } from '../../../src-shared/jobs';
import type { VideoId } from '../../../src-shared/primitives';
import type { Video } from '../../../src-shared/video';
import { MADE_FILE } from '../../base/film/files';
import { readState } from '../../base/film/state';
import { type FilmRecord, filmRecord, writeRecord } from '../../base/library/film-record';
import type { Library } from '../../base/library/types';
import { isFolder, makeFolders } from '../../base/make-folder';
import { asWriteError, Cancelled, FileMissing, NoSuchFile } from '../../base/media/errors';
import { fingerprint } from '../../base/media/fingerprint';
import { BundleBroken, BundleUnfit } from './errors';
import {
  asBundleError,
  bundleName,
  isTooLarge,
  MANIFEST_FILE,
  type Manifest,
  openOwn,
  RECORD_FILE,
  readJson,
  readManifest,
  sealOf,
} from './manifest';

export interface ImportOptions {
  /** Whether a pack that is here reads tokens of this pack and version. */
  readonly reads: (packId: string) => boolean;
  /** Finds a film's file by its size and content; see `FilmFinder`. */
  readonly films: { find(id: VideoId, bytes: number): Promise<string | null> };
  readonly signal: AbortSignal;
}

export interface Imported {
  readonly video: Video;
  /** `there`: the library had it, and nothing was done. */
  readonly what: 'imported' | 'there';
}

/**
 * Takes a bundle into a library. A film that has an index there stays as it is. One whose file is found nowhere is taken all the
 * same: it is searched and asked about, and marked as missing.
 * @throws NoSuchFile, BundleBroken, BundleUnfit, Cancelled, DiskFull, and what keeps the library from being written
 */
export async function importBundle(library: Library, dir: string, options: ImportOptions): Promise<Imported> {
  const name = bundleName(dir);
  const found = await readManifest(dir).catch((error: unknown) => {
    throw asBundleError(error, name);
  });
  if (found === null) {
    if (!isFolder(dir)) throw new NoSuchFile(dir);
    throw new BundleBroken(name, `it has no ${MANIFEST_FILE}`);
  }
  const { id } = found.film;
  const known = library.videos.find(id);
  if (known && isWhole(library, known)) return { video: known, what: 'there' };
  const { frames } = found.made;
  if (frames !== null && !options.reads(frames)) throw unread(name, frames);
  const staging = library.makeStaging();
  try {
    await copyChecked(dir, found, staging, options.signal);
    const record = await readRecordOf(staging, found, name);
    await rm(join(staging, RECORD_FILE));
    const path = record.video.media.madeOf
      ? await whereMade(found, staging)
      : await whereIs(found, dir, options.films);
    take(library, { found, record, path, staging, name });
  } catch (error) {
    await rm(staging, { recursive: true, force: true }).catch(() => undefined);
    throw asWriteError(asBundleError(error, name), library.dir);
  }
  return { video: library.videos.get(id), what: 'imported' };
}

/** Whether there is nothing that a bundle could bring, or something of a person's that it must not take away. */
function isWhole({ jobs, segments }: Library, { id, state }: Video): boolean {
  if (segments.isCorrected(id, 'speech') || segments.isCorrected(id, 'text')) return true;
  return state === 'ready' || jobs.find(id)?.state === 'done';
}

function unread(name: string, frames: string): BundleUnfit {
  const [pack] = frames.split('@');
  return new BundleUnfit(
    name,
    `its frames were read with the model pack ${frames}, which is not installed here in this version`,
    `Install the pack ${pack} in this version ("longtake models" lists what is here), or index the film again.`,
  );
}

/** Copies every listed file, and holds what was copied against its size and SHA-256. */
async function copyChecked(
  dir: string,
  { files }: Manifest,
  staging: string,
  signal: AbortSignal,
): Promise<void> {
  const name = bundleName(dir);
  for (const listed of files) {
    if (signal.aborted) throw new Cancelled();
    if (isTooLarge(listed)) throw new BundleBroken(name, `its ${listed.path} is too large`);
    const to = join(staging, ...listed.path.split('/'));
    await makeFolders(dirname(to));
    await using from = await openOwn(dir, listed.path, name);
    // Looked at first: a file of terabytes is not to fill the disk before it is found out.
    if ((await from.stat()).size !== listed.bytes) throw changed(name, listed.path);
    await using file = await open(to, 'wx');
    const { bytes, sha256 } = await sealOf(from, async (piece, come) => {
      if (come > listed.bytes) throw changed(name, listed.path);
      await file.writeFile(piece);
    });
    if (bytes !== listed.bytes || sha256 !== listed.sha256) throw changed(name, listed.path);
    await file.sync();
  }
}

function changed(name: string, path: string): BundleBroken {
  return new BundleBroken(name, `${path} is not what was written`);
}

/** The library's part, which has to be of the same film and the same index as the rest. */
async function readRecordOf(staging: string, { made }: Manifest, name: string): Promise<FilmRecord> {
  const read = filmRecord.safeParse(await readJson(staging, RECORD_FILE, name));
  if (!read.success) {
    const [issue] = read.error.issues;
    const where = issue?.path.join('.');
    throw new BundleBroken(name, `its ${RECORD_FILE} is not as it should be (${where}: ${issue?.message})`);
  }
  const { video } = read.data;
  const state = await readState(staging).catch((cause: unknown) => {
    throw new BundleBroken(name, 'its index cannot be read', { cause });
  });
  if (!state?.finished) throw new BundleBroken(name, 'its index is not whole');
  const frames = state.frames.count > 0 ? state.packId : null;
  const fits =
    frames === made.frames &&
    video.frameCount === state.frames.count &&
    (frames === null || video.packId === frames);
  if (!fits) throw new BundleBroken(name, 'its parts are not of one index');
  return read.data;
}

interface Found {
  readonly path: string;
  readonly there: boolean;
}

/** Where the film is: found among those that were named, or where it was when it was indexed. */
async function whereIs({ film }: Manifest, dir: string, films: ImportOptions['films']): Promise<Found> {
  const found = await films.find(film.id, film.bytes);
  if (found !== null) return { path: found, there: true };
  // A path that leads to another machine is not even looked at: Windows would tell that one who asks.
  const local = isAbsolute(film.path) && !/^[\\/]{2}/.test(film.path) && !film.path.includes('\0');
  if (!local)
    return {
      path: join(resolve(dir), basename(film.fileName.replaceAll('\\', '/')) || 'film'),
      there: false,
    };
  const id = await fingerprint(film.path).catch(() => null);
  return { path: film.path, there: id === film.id };
}

/** A film that was made of pictures comes with its index. */
async function whereMade({ film }: Manifest, staging: string): Promise<Found> {
  const id = await fingerprint(join(staging, MADE_FILE)).catch(() => null);
  return { path: film.path, there: id === film.id };
}

interface Taking {
  readonly found: Manifest;
  readonly record: FilmRecord;
  readonly path: Found;
  readonly staging: string;
  readonly name: string;
}

/** The index first: one without a row costs nothing, a row without an index would be a film that cannot be searched. */
function take(library: Library, { found, record, path, staging, name }: Taking): void {
  const { id } = found.film;
  if (!library.adoptIndex(id, staging)) {
    throw new BundleUnfit(
      name,
      'an index of this film is in use here',
      'Close the other Longtake and try again.',
    );
  }
  const { title, sizeBytes, media, frameCount, error } = record.video;
  library.transaction(() => {
    if (library.videos.has(id)) library.videos.setPath(id, path.path);
    else library.videos.add({ id, path: path.path, title, sizeBytes, media });
    writeRecord(library, id, record);
    library.jobs.save(doneJob(id, frameCount));
    const missing = toUserError(new FileMissing(found.film.fileName));
    library.videos.setState(id, path.there ? 'ready' : 'missing', path.there ? error : missing);
  });
}

/** As a job ends that was done here. */
function doneJob(videoId: VideoId, framesDone: number): Job {
  return {
    ...{ id: randomUUID(), videoId, state: 'done', stage: 'finish', progress: 1, framesDone },
    ...{ etaSeconds: null, framesPerSecond: null, device: null, error: null },
  };
}

/** All bundles among some paths: each is one, or a folder of them. */
export async function findBundles(paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths.map((one) => resolve(one))) {
    const below = await bundlesIn(path);
    found.push(...(below.length > 0 ? below : [path]));
  }
  return [...new Set(found)];
}

/** Bundles that lie in a folder; none where it is one itself. */
async function bundlesIn(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch(() => []);
  if (entries.some(({ name }) => name === MANIFEST_FILE)) return [];
  return entries
    .filter((entry) => entry.isDirectory() && /^[0-9a-f]{32}$/.test(entry.name))
    .map(({ name }) => join(dir, name))
    .sort();
}
