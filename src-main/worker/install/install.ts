// Installing a model: download or folder, conversion, checks, and the move among the packs; resumable.
import { readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { Precision } from '../../../src-shared/packs';
import { cutText } from '../../../src-shared/text';
import { makeFolders } from '../../base/make-folder';
import { freeBytes } from '../../base/media/disk';
import { Cancelled, FileMissing } from '../../base/media/errors';
import { PackDiskFull, unusable } from '../../base/packs/errors';
import { innerFolder, isArchiveName } from '../../base/packs/folders';
import { asDiskError } from '../../base/packs/hub-errors';
import type { InstallRequest, SourceFolder, StepOptions } from '../../base/packs/install-types';
import { verifiedBeside, verifyFiles } from '../../base/packs/pack';
import { choosePrecision } from '../../base/packs/precision-choice';
import { VerifiedFiles } from '../../base/packs/verified-files';
import { writeWhole } from '../../base/packs/whole-file';
import { packSizes, workingBytes } from '../checkpoints/llava-mini/sizes';
import { openSource } from '../checkpoints/llava-mini/source';
import { adoptPack } from './adopt';
import { unpack } from './archive';
import { type ResolvedFile, resolvePart } from './hub/client';
import { downloadAll } from './hub/download';
import { type Timing, Transport } from './hub/transport';
import { identifyFolder, nameOfFolder } from './identify';

export interface InstallTools {
  /** What this machine has for a model while it works; null where that is not known. Decides a precision that nobody chose. */
  readonly memoryBytes: number | null;
  /** Shorter times and smaller pieces for tests. */
  readonly timing?: Partial<Timing>;
  readonly pieceBytes?: number;
}

/** Kept free on the disk, so that the system and the library can go on. */
const RESERVE = 256 * 1024 * 1024;
/** Letters of a pack's name; it stands on a tile. */
const LONGEST_NAME = 100;
/** Packs that come with Longtake: no other may take their names. */
const BUILT_IN = ['core', 'tracks', 'voices'];

/**
 * Fetches or opens a published model, makes a pack of it and moves that to the packs. Whatever ends it, the next run with the
 * same folder goes on where it was; nothing half-made is ever among the packs. What is imported is only read.
 * @throws DownloadFailed, CheckpointUnusable, ModelPackBroken, FileMissing, DiskFull, Cancelled
 */
export async function install(
  request: InstallRequest,
  options: StepOptions,
  tools: InstallTools,
): Promise<{ packId: string }> {
  const { workDir, packsDir } = request;
  await makeFolder(workDir);
  await makeFolder(packsDir);
  const moved = await alreadyMoved(request);
  if (moved) return { packId: moved };
  const source = await gather(request, options, tools);
  const { id, dir } = await makeIn(join(workDir, 'pack'), source, request, options, tools);
  await moveIn(dir, id, request, options);
  // What was fetched has become the pack.
  await rm(join(workDir, 'source'), { recursive: true, force: true });
  options.onProgress({ step: 'finish', bytesDone: 1, bytesTotal: 1 });
  return { packId: id };
}

const moveNote = z.object({ packId: z.string() });

/** A run that ended after the pack was moved and before anybody was told. */
async function alreadyMoved({ workDir, packsDir }: InstallRequest): Promise<string | null> {
  const note = moveNote.safeParse(await readJson(join(workDir, 'moving.json')));
  if (!note.success || (await exists(join(workDir, 'pack', 'manifest.json')))) return null;
  return (await exists(join(packsDir, note.data.packId, 'manifest.json'))) ? note.data.packId : null;
}

/** The published files in a folder. */
async function gather(
  request: InstallRequest,
  options: StepOptions,
  tools: InstallTools,
): Promise<SourceFolder> {
  const { source, licences, workDir } = request;
  const fetched = join(workDir, 'source');
  if (source.kind === 'hub') {
    const revision = await fetchAll(request, source, fetched, options, tools);
    const [first] = source.parts;
    return { dir: fetched, repository: first?.repository ?? null, revision, licences };
  }
  if (!(await exists(source.path))) throw new FileMissing(basename(source.path));
  if (source.kind === 'folder') {
    return { dir: await innerFolder(source.path), repository: null, revision: null, licences };
  }
  if (!isArchiveName(source.path)) {
    throw unusable(
      'the file is no archive that can be unpacked',
      'Choose a .zip, .tar, .tar.gz or .tgz file.',
    );
  }
  if (!(await exists(join(workDir, 'unpacked.json')))) {
    await rm(fetched, { recursive: true, force: true });
    const mostBytes = (await freeBytes(workDir)) - RESERVE;
    await unpack(source.path, fetched, { ...options, mostBytes });
    await writeWhole(join(workDir, 'unpacked.json'), '{}\n');
  }
  return { dir: await innerFolder(fetched), repository: null, revision: null, licences };
}

const resolvedFile = z.object({
  name: z.string(),
  path: z.string(),
  url: z.string(),
  bytes: z.number(),
  sha256: z.string().nullable(),
  gitSha1: z.string().nullable(),
});
const resolved = z.object({ hub: z.string(), revision: z.string().nullable(), files: z.array(resolvedFile) });

async function fetchAll(
  request: InstallRequest,
  source: Extract<InstallRequest['source'], { kind: 'hub' }>,
  dir: string,
  options: StepOptions,
  tools: InstallTools,
): Promise<string | null> {
  const { workDir } = request;
  const transport = new Transport({ hub: source.hub, proxy: source.proxy, timing: tools.timing });
  try {
    const { revision, files } = await resolveAll(workDir, source, transport, options.signal);
    await checkDisk(dir, files, request);
    await downloadAll(files, dir, {
      ...options,
      transport,
      ...(tools.pieceBytes ? { pieceBytes: tools.pieceBytes } : {}),
    });
    return revision;
  } finally {
    await transport.close();
  }
}

/** Asked once and kept: a later run fetches the rest of the same state, whatever `main` has become. */
async function resolveAll(
  workDir: string,
  source: Extract<InstallRequest['source'], { kind: 'hub' }>,
  transport: Transport,
  signal: AbortSignal,
): Promise<{ revision: string | null; files: ResolvedFile[] }> {
  const path = join(workDir, 'source.json');
  const known = resolved.safeParse(await readJson(path));
  if (known.success && known.data.hub === source.hub) return known.data;
  const files: ResolvedFile[] = [];
  let revision: string | null = null;
  for (const part of source.parts) {
    const found = await resolvePart(transport, part, signal);
    revision ??= found.revision;
    files.push(...found.files);
  }
  await writeWhole(path, JSON.stringify({ hub: source.hub, revision, files }));
  return { revision, files };
}

/** @throws DiskFull where what is still to come will not fit */
async function checkDisk(
  dir: string,
  files: readonly ResolvedFile[],
  request: InstallRequest,
): Promise<void> {
  let needed = (request.packBytes ?? 0) + RESERVE;
  for (const { path, bytes } of files) {
    // A file on its way may have holes: only what the disk really gave it is there.
    const found =
      (await stat(join(dir, path)).catch(() => null)) ??
      (await stat(join(dir, `${path}.part`)).catch(() => null));
    needed += Math.max(0, bytes - (found ? found.blocks * 512 : 0));
  }
  const free = await freeBytes(request.workDir);
  if (needed > free) throw new PackDiskFull({ needed, free });
}

async function makeIn(
  dir: string,
  source: SourceFolder,
  request: InstallRequest,
  options: StepOptions,
  tools: InstallTools,
): Promise<{ id: string; dir: string }> {
  if (await exists(join(source.dir, 'manifest.json'))) {
    const own = request.source.kind !== 'folder';
    return { id: await adoptPack(source.dir, dir, { ...options, own, checkId }), dir };
  }
  const found = await identifyFolder(source.dir);
  if (!found.make) throw unusable('its manifest.json is no file');
  // Others are taken in what they were published in.
  const converted = found.kind === 'llava-mini';
  const best = async () => (converted ? bestPrecision(source.dir, tools.memoryBytes) : 'fp32');
  const precision = request.precision ?? (await best());
  const name = cutText(request.name ?? nameOf(request) ?? found.name, LONGEST_NAME);
  const base = request.id ?? name;
  const id = converted ? `${slug(base, 58)}-${precision}` : slug(base, 64);
  checkId(id);
  await found.make(
    source,
    { dir, id, name: converted ? `${name} (${precision})` : name, precision },
    options,
  );
  if (options.signal.aborted) throw new Cancelled();
  return { id, dir };
}

async function bestPrecision(dir: string, memoryBytes: number | null): Promise<Precision> {
  const source = await openSource(dir);
  try {
    return choosePrecision(
      (precision) => workingBytes(packSizes(source.config, precision)),
      memoryBytes,
      'cpu',
    ).precision;
  } finally {
    await source.close();
  }
}

/** An import is named by its file or folder. */
function nameOf({ source }: InstallRequest): string | null {
  if (source.kind === 'hub') return null;
  return nameOfFolder(source.path).replace(/\.(zip|tar|tar\.gz|tgz)$/i, '') || null;
}

/** As manifests and folders allow it. */
function slug(name: string, length: number): string {
  const plain = name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return plain.replace(/^-+/, '').slice(0, length).replace(/-+$/, '') || 'model';
}

function checkId(id: string): void {
  if (BUILT_IN.includes(id)) {
    throw unusable(
      `it has the name of a pack that comes with Longtake (${id})`,
      'Give it another name and import it again.',
    );
  }
}

/** Moves a finished pack among the packs, in the place of one with its name, once the disk gave every file back as it was made. */
async function moveIn(
  dir: string,
  id: string,
  { workDir, packsDir }: InstallRequest,
  options: StepOptions,
): Promise<void> {
  const target = join(packsDir, id);
  const verified = await verifyFiles(dir, options);
  await writeWhole(join(workDir, 'moving.json'), JSON.stringify({ packId: id }));
  const old = join(workDir, 'replaced');
  await rm(old, { recursive: true, force: true });
  if (await exists(target)) await rename(target, old);
  await rename(dir, target);
  await rm(old, { recursive: true, force: true });
  // Gigabytes that were read just now need not be read again by whoever opens the pack.
  const known = await VerifiedFiles.open(verifiedBeside(target));
  for (const { path, stamp, sha256 } of verified) known.add(join(target, path), stamp, sha256);
  await known.save();
}

async function makeFolder(dir: string): Promise<void> {
  try {
    await makeFolders(dir);
  } catch (error) {
    throw asDiskError(error);
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Undefined where there is no such file, or no JSON in it. */
async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}
