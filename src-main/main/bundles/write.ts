// Bundles are written: out of an index that was made for one, which is moved, or out of a library, whose index is copied.
import { randomUUID } from 'node:crypto';
import { copyFile, lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isReadable, TRACKS } from '../../../src-shared/passes';
import type { VideoId } from '../../../src-shared/primitives';
import { isProxyFile, SOUND_FILE } from '../../base/film/files';
import { FIRST_PICTURE } from '../../base/film/reader';
import { readState } from '../../base/film/state';
import { readRecord } from '../../base/library/film-record';
import { DOOMED } from '../../base/library/folders';
import type { Library } from '../../base/library/types';
import { makeFolders } from '../../base/make-folder';
import { asWriteError, systemCode } from '../../base/media/errors';
import { replaceFile } from '../../base/replace-file';
import { NothingToBundle } from './errors';
import {
  BUNDLE_VERSION,
  type ListedFile,
  MANIFEST_FILE,
  type Manifest,
  RECORD_FILE,
  sealOf,
} from './manifest';
import { checkPlace } from './state';

/** What is no part of an index: sound while it is being read, a picture for the time before, copies to be played; by their ending, files on their way. */
const NO_PART = [SOUND_FILE, FIRST_PICTURE, MANIFEST_FILE, RECORD_FILE];

/** Where the bundle of a film lies in a folder of bundles. */
export function bundleDir(root: string, id: VideoId): string {
  return join(root, id);
}

/**
 * Makes the index of a film a bundle, and moves it to its place as a whole. A kill leaves the index as it was, or the bundle.
 * @param replace whether a bundle that is there makes room; else it stays, and is what is meant
 * @throws NothingToBundle, DiskFull, NoPermission
 */
export async function publish(
  library: Library,
  id: VideoId,
  { root, version, replace }: { readonly root: string; readonly version: string; readonly replace: boolean },
): Promise<void> {
  const dir = library.indexDir(id);
  const target = bundleDir(root, id);
  try {
    const all = await filesIn(dir);
    for (const path of all) if (!isPart(path)) await rm(join(dir, path), { force: true });
    await describe(library, id, dir, { version, parts: all.filter(isPart) });
    // What is left of it there is deleted when somebody comes by.
    if (replace) await makeRoom(target, join(dirname(dir), `${DOOMED}${randomUUID()}`));
    await rename(dir, target);
  } catch (error) {
    // Another process was first: its bundle is of the same content.
    if (['ENOTEMPTY', 'EEXIST'].includes(systemCode(error) ?? '')) return;
    throw asWriteError(error, target);
  }
}

/**
 * Copies a film of a library to a bundle. @returns whether there was none yet
 * @throws NothingToBundle, DiskFull, NoPermission
 */
export async function exportBundle(
  library: Library,
  id: VideoId,
  { root, version, again }: { readonly root: string; readonly version: string; readonly again: boolean },
): Promise<boolean> {
  const target = bundleDir(root, id);
  if (!again && (await exists(join(target, MANIFEST_FILE)))) return false;
  const partial = join(root, `.export-${id}`);
  try {
    await checkPlace(target);
    const away = `${partial}-old`;
    for (const left of [partial, away]) await rm(left, { recursive: true, force: true });
    await makeFolders(partial);
    const from = library.indexDir(id);
    const parts = (await filesIn(from)).filter(isPart);
    for (const path of parts) {
      await mkdir(dirname(join(partial, path)), { recursive: true });
      await copyFile(join(from, path), join(partial, path));
    }
    await describe(library, id, partial, { version, parts });
    await makeRoom(target, away);
    await rename(partial, target);
    return true;
  } catch (error) {
    await rm(partial, { recursive: true, force: true }).catch(() => undefined);
    throw asWriteError(error, target);
  }
}

/** What lies in a bundle's place is moved away first, so that the new one comes as a whole. */
async function makeRoom(target: string, away: string): Promise<void> {
  try {
    await rename(target, away);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return;
    throw error;
  }
  await rm(away, { recursive: true, force: true });
}

/** Writes what makes a bundle of an index: the library's record of the film, and last the manifest. */
async function describe(
  library: Library,
  id: VideoId,
  dir: string,
  { version, parts }: { readonly version: string; readonly parts: readonly string[] },
): Promise<void> {
  const state = await readState(dir);
  const record = readRecord(library, id);
  if (!state?.finished) throw new NothingToBundle(record.video.title);
  await replaceFile(join(dir, RECORD_FILE), `${JSON.stringify(record)}\n`);
  const files: ListedFile[] = [];
  for (const path of [...parts, RECORD_FILE].sort()) {
    files.push({ path, ...(await sealed(join(dir, path))) });
  }
  const { fileName, packId, tracks, sizeBytes, media } = library.videos.get(id);
  const described: Manifest = {
    bundle: BUNDLE_VERSION,
    longtake: version,
    film: { id, path: library.videos.path(id), fileName, bytes: sizeBytes },
    made: {
      frames: state.frames.count > 0 ? packId : null,
      framesPerSecond: state.framesPerSecond,
      speech: state.speech.model ?? null,
      tracks: TRACKS.filter((name) => tracks.includes(name) || !isReadable(name, media)),
    },
    files,
  };
  await replaceFile(join(dir, MANIFEST_FILE), `${JSON.stringify(described, null, 1)}\n`);
}

/** Size and SHA-256 of a file, once it lies on the disk. */
async function sealed(path: string): Promise<Omit<ListedFile, 'path'>> {
  await using file = await open(path, 'r+');
  const seal = await sealOf(file);
  await file.sync();
  return seal;
}

function isPart(path: string): boolean {
  return !isProxyFile(path) && !NO_PART.includes(path) && !/\.(new|part)$/.test(path);
}

/** Paths of all files below a folder, with slashes, in an order that is the same everywhere. */
async function filesIn(dir: string, below = ''): Promise<string[]> {
  const entries = await readdir(join(dir, below), { withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) found.push(...(await filesIn(dir, path)));
    else if (entry.isFile()) found.push(path);
  }
  return found.sort();
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
