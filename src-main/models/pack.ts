import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { PackSummary } from '../../src-shared/domain';
import { toUserError } from '../../src-shared/errors';
import { ModelPackBroken, ModelPackMissing } from './errors';
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
   * remembered for as long as the process lives.
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
  const verified = options.verifiedFile ? await VerifiedFiles.open(options.verifiedFile) : verifiedHere;
  for (const file of manifest.files) await verify(dir, manifest, file, verified);
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

async function readManifest(dir: string): Promise<PackManifest> {
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
  verified: VerifiedFiles,
): Promise<void> {
  const path = join(dir, expected.path);
  const found = await stat(path).catch((cause: unknown) => {
    throw new ModelPackBroken(manifest.name, `lacks the file ${expected.path}`, { cause });
  });
  if (found.size !== expected.bytes) {
    throw new ModelPackBroken(
      manifest.name,
      `has a file of the wrong size (${expected.path}: ${found.size} bytes instead of ${expected.bytes})`,
    );
  }
  if (verified.has(path, found, expected.sha256)) return;
  if ((await sha256(path)) !== expected.sha256) {
    throw new ModelPackBroken(manifest.name, `has a file with the wrong content (${expected.path})`);
  }
  verified.add(path, found, expected.sha256);
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  // Pieces small enough that hashing one does not hold up the process.
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece);
  return hash.digest('hex');
}
