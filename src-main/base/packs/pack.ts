import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { toUserError } from '../../../src-shared/errors';
import type { PackSummary } from '../../../src-shared/packs';
import { Cancelled } from '../media/errors';
import { ModelPackBroken, ModelPackMissing } from './errors';
import type { StepOptions } from './install-types';
import { type PackManifest, packManifest } from './manifest';
import { VerifiedFiles } from './verified-files';

/** A model pack whose files are those that its manifest lists. */
export interface Pack {
  readonly dir: string;
  readonly manifest: PackManifest;
  /** Path of a file that the manifest lists, by its name there. */
  file(relative: string): string;
}

export interface LoadOptions {
  /**
   * Where to remember which files were found good, so that the next start need not read them again. Without it they are
   * remembered for as long as the process lives. What an install found good lies beside the pack and counts, too.
   */
  readonly verifiedFile?: string;
}

/** For the whole process, so that a worker that opens a pack for each job reads it once. */
const verifiedHere = new VerifiedFiles();

/**
 * Opens a pack and checks every file of it against the manifest.
 * @throws ModelPackMissing when the folder or its manifest is not there
 * @throws ModelPackBroken when the manifest cannot be read, or a file is missing or altered
 */
export async function loadPack(dir: string, options: LoadOptions = {}): Promise<Pack> {
  const manifest = await readManifest(dir);
  const known = await VerifiedFiles.open(verifiedBeside(dir));
  const verified = options.verifiedFile ? await VerifiedFiles.open(options.verifiedFile) : verifiedHere;
  for (const file of manifest.files) await verify(dir, manifest, file, [known, verified]);
  await verified.save();
  const listed = new Set(manifest.files.map((file) => file.path));
  return {
    dir,
    manifest,
    file(relative) {
      if (!listed.has(relative)) throw new ModelPackBroken(manifest.name, `has no file ${relative}`);
      return join(dir, relative);
    },
  };
}

/** Where installed packs have it remembered which of their files are good: one file for all of them, in their folder. */
export function verifiedBeside(packDir: string): string {
  return join(dirname(packDir), 'verified.json');
}

/** A file of a pack as it was when its content was found right. */
export interface VerifiedFile {
  readonly path: string;
  readonly stamp: { readonly size: number; readonly mtimeMs: number };
  readonly sha256: string;
}

/**
 * Reads every file of a pack, whatever was remembered.
 * @throws ModelPackMissing, ModelPackBroken as loadPack does; Cancelled
 */
export async function verifyFiles(dir: string, options: StepOptions): Promise<VerifiedFile[]> {
  const manifest = await readManifest(dir);
  const bytesTotal = manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
  const verified: VerifiedFile[] = [];
  let bytesDone = 0;
  for (const file of manifest.files) {
    const stamp = await sizeAsListed(dir, manifest, file);
    const found = await sha256(join(dir, file.path), (bytes) => {
      if (options.signal.aborted) throw new Cancelled();
      bytesDone += bytes;
      options.onProgress({ step: 'check', bytesDone, bytesTotal });
    });
    if (found !== file.sha256) throw wrongContent(manifest, file.path);
    verified.push({ path: file.path, stamp, sha256: found });
  }
  return verified;
}

/**
 * Names what made a token: tokens of different names must not be compared. A pack whose frame encoder gives other
 * tokens needs another version.
 */
export function tokenModel({ id, version }: Pick<PackManifest, 'id' | 'version'>): string {
  return `${id}@${version}`;
}

/** Every pack in a folder of packs, broken ones too, by name. A folder that is not there holds none. */
export async function listPacks(
  folder: string,
  options: LoadOptions & { builtIn: boolean },
): Promise<PackSummary[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const dirs = entries.filter((entry) => entry.isDirectory() && !isUnfinished(entry.name));
  const summaries: PackSummary[] = [];
  // One after the other: they share the file that remembers what was verified.
  for (const entry of dirs) summaries.push(await summarise(join(folder, entry.name), options));
  return summaries.sort((a, b) => a.name.localeCompare(b.name));
}

/** A pack as the user sees it; a broken one with what to do about it. */
export async function summarise(
  dir: string,
  options: LoadOptions & { builtIn: boolean },
): Promise<PackSummary> {
  const { builtIn } = options;
  try {
    const { manifest } = await loadPack(dir, options);
    return { ...describe(manifest), builtIn, state: 'ready', error: null };
  } catch (error) {
    const known = await readManifest(dir).then(describe, () => unknownPack(basename(dir)));
    return { ...known, builtIn, state: 'broken', error: toUserError(error) };
  }
}

/** Folders that an interrupted build or import leaves behind: `core.part-123`. */
function isUnfinished(name: string): boolean {
  return name.includes('.');
}

type Description = Omit<PackSummary, 'builtIn' | 'state' | 'error'>;

function describe(manifest: PackManifest): Description {
  const { id, name, version, description, provides, files, licences } = manifest;
  const bytes = files.reduce((total, file) => total + file.bytes, 0);
  const shown = licences.map(({ part, source, name: licence, text }) => ({
    part: `${part} (${source})`,
    name: licence,
    text,
  }));
  return {
    id,
    name,
    version,
    description,
    bytes,
    provides: provides.slice(),
    precision: manifest.answers?.precision ?? null,
    fit: null,
    licences: shown,
  };
}

function unknownPack(name: string): Description {
  return {
    id: name,
    name,
    version: '?',
    description: '',
    bytes: 0,
    provides: [],
    precision: null,
    fit: null,
    licences: [],
  };
}

/** What a pack says of itself; its files are not looked at. @throws ModelPackMissing, ModelPackBroken */
export async function readManifest(dir: string): Promise<PackManifest> {
  const name = basename(dir);
  let text: string;
  try {
    text = await readFile(join(dir, 'manifest.json'), 'utf8');
  } catch (cause) {
    throw new ModelPackMissing(name, { cause });
  }
  try {
    return packManifest.parse(JSON.parse(text));
  } catch (cause) {
    throw new ModelPackBroken(name, 'has a manifest that cannot be read', { cause });
  }
}

async function verify(
  dir: string,
  manifest: PackManifest,
  expected: PackManifest['files'][number],
  known: readonly [VerifiedFiles, VerifiedFiles],
): Promise<void> {
  const path = join(dir, expected.path);
  const found = await sizeAsListed(dir, manifest, expected);
  if (known.some((files) => files.has(path, found, expected.sha256))) return;
  if ((await sha256(path, () => undefined)) !== expected.sha256) throw wrongContent(manifest, expected.path);
  known[1].add(path, found, expected.sha256);
}

async function sizeAsListed(dir: string, manifest: PackManifest, expected: PackManifest['files'][number]) {
  const found = await stat(join(dir, expected.path)).catch((cause: unknown) => {
    throw new ModelPackBroken(manifest.name, `lacks the file ${expected.path}`, { cause });
  });
  if (found.size !== expected.bytes) {
    throw new ModelPackBroken(
      manifest.name,
      `has a file of the wrong size (${expected.path}: ${found.size} bytes instead of ${expected.bytes})`,
    );
  }
  return found;
}

function wrongContent({ name }: PackManifest, path: string): ModelPackBroken {
  return new ModelPackBroken(name, `has a file with the wrong content (${path})`);
}

async function sha256(path: string, onBytes: (bytes: number) => void): Promise<string> {
  const hash = createHash('sha256');
  // Pieces small enough that hashing one does not hold up the process.
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) {
    hash.update(piece);
    onBytes(piece.length);
  }
  return hash.digest('hex');
}
