import { readdir } from 'node:fs/promises';
import type { TrackName } from '../../../src-shared/passes';
import type { VideoId } from '../../../src-shared/primitives';
import { systemCode } from '../../base/media/errors';
import { BundleBroken, NoBundleThere } from './errors';
import {
  bundleName,
  type ListedFile,
  MANIFEST_FILE,
  type Manifest,
  openOwn,
  readManifest,
  sealOf,
} from './manifest';

/** What a bundle has to be for there to be nothing to do. */
export interface Wanted {
  readonly id: VideoId;
  /** The pack that tokens are to be of, with its version; null where it cannot be told: then any. */
  readonly frames: string | null;
  readonly framesPerSecond: number;
  readonly tracks: readonly TrackName[];
  /** Whether every byte is read, or only what there is and how large. */
  readonly everyByte: boolean;
}

/**
 * Whether a film's bundle is there: `other` is one that is damaged, or was made with another pack or other settings.
 * @throws NoBundleThere; BundleUnfit where a later Longtake made it: that is not ours to replace
 */
export async function stateOfBundle(dir: string, wanted: Wanted): Promise<'none' | 'whole' | 'other'> {
  try {
    const found = await readManifest(dir);
    if (found === null) {
      await checkPlace(dir);
      return 'none';
    }
    if (!fits(found, wanted)) return 'other';
    for (const file of found.files) if (!(await isAsListed(dir, file, wanted.everyByte))) return 'other';
    return 'whole';
  } catch (error) {
    if (error instanceof BundleBroken || ['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? ''))
      return 'other';
    throw error;
  }
}

function fits({ film, made }: Manifest, { id, frames, framesPerSecond, tracks }: Wanted): boolean {
  return (
    film.id === id &&
    (made.frames === null || frames === null || made.frames === frames) &&
    made.framesPerSecond === framesPerSecond &&
    tracks.every((name) => made.tracks.includes(name))
  );
}

async function isAsListed(
  dir: string,
  { path, bytes, sha256 }: ListedFile,
  everyByte: boolean,
): Promise<boolean> {
  await using file = await openOwn(dir, path, bundleName(dir));
  if ((await file.stat()).size !== bytes) return false;
  if (!everyByte) return true;
  return (await sealOf(file)).sha256 === sha256;
}

/** What is no bundle is not made to be one: a library's own index has the same name. @throws NoBundleThere */
export async function checkPlace(target: string): Promise<void> {
  const there = await readdir(target).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return [];
    if (systemCode(error) === 'ENOTDIR') return [''];
    throw error;
  });
  if (there.length > 0 && !there.includes(MANIFEST_FILE)) throw new NoBundleThere(target);
}
