// What a bundle says of itself, and what of it is believed: a bundle may come from anybody.
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import { LongtakeError } from '../../../src-shared/errors';
import { videoId } from '../../../src-shared/primitives';
import { trackName } from '../../../src-shared/video';
import { systemCode } from '../../base/media/errors';
import { BundleBroken, BundleUnfit } from './errors';

/** Version of the bundles that are written here. One of another version is refused. */
export const BUNDLE_VERSION = 1;
export const MANIFEST_FILE = 'bundle.json';
/** What a library has of the film: see `FilmRecord`. */
export const RECORD_FILE = 'library.json';

const MOST_FILES = 10_000;
/** Bytes; larger ones are nobody's manifest or record. */
const LARGEST = { [MANIFEST_FILE]: 8 << 20, [RECORD_FILE]: 384 << 20 } as const;
/** A name that means the same on every system, and nothing above its folder. */
const NAME = /^(?!(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))[a-z0-9_][a-z0-9_.@+-]{0,199}(?<!\.)$/i;
const DEEPEST = 4;

const listedFile = z.object({
  /** From the bundle's folder, with slashes. */
  path: z.string().refine((path) => {
    const parts = path.split('/');
    return parts.length <= DEEPEST && parts.every((part) => NAME.test(part)) && path !== MANIFEST_FILE;
  }, 'a file is named that lies elsewhere'),
  bytes: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ListedFile = z.infer<typeof listedFile>;

export const manifest = z.object({
  bundle: z.literal(BUNDLE_VERSION),
  /** Which Longtake wrote it. */
  longtake: z.string().max(100),
  film: z.object({
    id: videoId,
    /** Where it was when it was indexed: a path of that machine. */
    path: z.string().max(32_768),
    fileName: z.string().min(1).max(1000),
    bytes: z.number().int().nonnegative(),
  }),
  /**
   * By what it was made. `frames`: the pack of the tokens with its version, null of a film without pictures; `tracks`: of which there
   * is nothing more to be read.
   */
  made: z.object({
    frames: z.string().max(200).nullable(),
    framesPerSecond: z.number().positive(),
    speech: z.string().max(200).nullable(),
    tracks: z.array(trackName),
  }),
  files: z
    .array(listedFile)
    .min(1)
    .max(MOST_FILES)
    .refine(
      (files) => new Set(files.map(({ path }) => path.toLowerCase())).size === files.length,
      'a file is named twice',
    ),
});
export type Manifest = z.infer<typeof manifest>;

/** A bundle's name for people. */
export function bundleName(dir: string): string {
  return basename(resolve(dir));
}

/**
 * Reads a bundle's manifest, and nothing else of it.
 * @returns null where the folder holds none
 * @throws BundleBroken, BundleUnfit where it is of another version
 */
export async function readManifest(dir: string): Promise<Manifest | null> {
  const name = bundleName(dir);
  const found = await readJson(dir, MANIFEST_FILE, name);
  if (found === null) return null;
  const version = z.object({ bundle: z.number() }).safeParse(found);
  if (version.success && version.data.bundle > BUNDLE_VERSION) {
    throw new BundleUnfit(
      name,
      `it was made by a later Longtake (bundles of version ${version.data.bundle}; this one knows ${BUNDLE_VERSION})`,
      'Install the newest Longtake, then import it again.',
    );
  }
  const read = manifest.safeParse(found);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new BundleBroken(
    name,
    `its ${MANIFEST_FILE} is not as it should be (${issue?.path.join('.')}: ${issue?.message})`,
  );
}

/** What one of the two files of data holds. @returns null where it is not there @throws BundleBroken */
export async function readJson(dir: string, file: keyof typeof LARGEST, name: string): Promise<unknown> {
  try {
    await using handle = await openOwn(dir, file, name);
    if ((await handle.stat()).size > LARGEST[file]) throw new BundleBroken(name, `its ${file} is too large`);
    return JSON.parse(await handle.readFile('utf8')) as unknown;
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    if (!(error instanceof SyntaxError)) throw error;
    throw new BundleBroken(name, `its ${file} cannot be read`, { cause: error });
  }
}

/** The largest record that is read. */
export function isTooLarge({ path, bytes }: ListedFile): boolean {
  return path === RECORD_FILE && bytes > LARGEST[RECORD_FILE];
}

/**
 * Opens a file of a bundle: an ordinary file that lies in the bundle, reached by no link.
 * @throws BundleBroken; what the system says where it is not there
 */
export async function openOwn(dir: string, path: string, name: string): Promise<FileHandle> {
  const parts = path.split('/');
  for (const depth of parts.keys()) {
    const at = join(dir, ...parts.slice(0, depth + 1));
    const found = await lstat(at);
    const right = depth < parts.length - 1 ? found.isDirectory() : found.isFile();
    if (!right) throw new BundleBroken(name, `${path} is no file of its own, but a link or something else`);
  }
  const handle = await open(join(dir, ...parts), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  throw new BundleBroken(name, `${path} is no file`);
}

/**
 * What a file that is open holds, to its end. @param onPiece is given each piece, and how many bytes came until its end
 * @throws what `onPiece` throws
 */
export async function sealOf(
  file: FileHandle,
  onPiece?: (piece: Buffer, bytes: number) => Promise<void>,
): Promise<Omit<ListedFile, 'path'>> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of file.createReadStream({ autoClose: false })) {
    const piece = chunk as Buffer;
    bytes += piece.length;
    await onPiece?.(piece, bytes);
    hash.update(piece);
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** What reading a bundle failed with, in its own words where it is the bundle's. */
export function asBundleError(error: unknown, name: string): unknown {
  if (error instanceof LongtakeError) return error;
  switch (systemCode(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new BundleBroken(name, 'a file of it is missing', { cause: error });
    case 'ELOOP':
    case 'EISDIR':
      return new BundleBroken(name, 'something else lies in the place of a file of it', { cause: error });
    default:
      return error;
  }
}
