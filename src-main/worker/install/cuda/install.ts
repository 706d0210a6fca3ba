// CUDA support: packages fetched by their hashes, a few files of each unpacked beside a copy of the installed runtime.
import { copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type CudaPart, type CudaParts, cudaBytes, takenName } from '../../../base/devices/cuda/parts';
import { SUPPORT, type SupportFile } from '../../../base/devices/cuda/support';
import { makeFolders } from '../../../base/make-folder';
import { freeBytes } from '../../../base/media/disk';
import { PackDiskFull } from '../../../base/packs/errors';
import { asDiskError, DownloadFailed } from '../../../base/packs/hub-errors';
import type { CudaRequest, StepOptions } from '../../../base/packs/install-types';
import { writeWhole } from '../../../base/packs/whole-file';
import { type InstalledRuntime, installedRuntime } from '../../onnx-runtime/installed';
import { unpack } from '../archive';
import { downloadAll } from '../hub/download';
import { type Timing, Transport } from '../hub/transport';

export interface CudaTools {
  /** Shorter times and smaller pieces for tests, and a runtime that is none. */
  readonly timing?: Partial<Timing>;
  readonly pieceBytes?: number;
  readonly runtime?: InstalledRuntime;
}

/** Kept free on the disk, as for models. */
const RESERVE = 256 * 1024 * 1024;

/**
 * Fetches what is missing, unpacks the named files, copies the installed runtime beside them, and moves the folder to its place, where
 * one that was there makes room. Whatever ends it, the next run with the same folder goes on where it was.
 * @throws DownloadFailed, CheckpointUnusable, DiskFull, Cancelled
 */
export async function installCuda(
  { workDir, dir, proxy, wanted }: CudaRequest,
  options: StepOptions,
  { timing, pieceBytes, runtime = installedRuntime() }: CudaTools = {},
): Promise<void> {
  if (runtime.version !== wanted.runtime) {
    throw new DownloadFailed(
      'CUDA support',
      `this Longtake runs ONNX Runtime ${runtime.version}, and what is published is for ${wanted.runtime}`,
      'Use another device until a newer version of Longtake is out.',
    );
  }
  const fetched = join(workDir, 'fetched');
  const made = join(workDir, 'made');
  try {
    for (const folder of [fetched, made]) await makeFolders(folder);
    const missing: CudaPart[] = [];
    for (const part of wanted.parts) if (!(await isUnpacked(part, made))) missing.push(part);
    await checkDisk(missing, fetched, wanted);
    await fetchParts(missing, fetched, { from: wanted.from, proxy, timing, pieceBytes }, options);
    await unpackParts(missing, fetched, made, options);
    const files: Record<string, number> = {};
    for (const name of runtime.files) await copyFile(join(runtime.dir, name), join(made, name));
    for (const name of await readdir(made)) files[name] = (await stat(join(made, name))).size;
    delete files[SUPPORT];
    const support: SupportFile = { format: 1, runtime: runtime.version, files, load: [...wanted.load] };
    await writeWhole(join(made, SUPPORT), JSON.stringify(support));
    await moveTo(dir, made, workDir);
  } catch (error) {
    throw asDiskError(error);
  }
  options.onProgress({ step: 'finish', bytesDone: 1, bytesTotal: 1 });
}

async function isUnpacked({ take }: CudaPart, made: string): Promise<boolean> {
  for (const [file, bytes] of Object.entries(take)) {
    const found = await stat(join(made, takenName(file))).catch(() => null);
    if (found?.size !== bytes) return false;
  }
  return true;
}

/** A package has a name of its own below the folder that it is fetched into. */
function archiveOf({ sha256 }: CudaPart): string {
  return `${sha256}.zip`;
}

/** @throws DiskFull where what is still to come will not fit */
async function checkDisk(missing: readonly CudaPart[], fetched: string, wanted: CudaParts): Promise<void> {
  if (missing.length === 0) return;
  const { download, disk } = cudaBytes({ ...wanted, parts: missing });
  let needed = download + disk + RESERVE;
  for (const part of missing) {
    const path = join(fetched, archiveOf(part));
    const found = (await stat(path).catch(() => null)) ?? (await stat(`${path}.part`).catch(() => null));
    needed -= found ? Math.min(found.blocks * 512, part.bytes) : 0;
  }
  const free = await freeBytes(fetched);
  if (needed > free) throw new PackDiskFull({ needed, free });
}

async function fetchParts(
  parts: readonly CudaPart[],
  dir: string,
  {
    from,
    proxy,
    timing,
    pieceBytes,
  }: {
    from: string;
    proxy: string | null;
    timing?: Partial<Timing> | undefined;
    pieceBytes?: number | undefined;
  },
  options: StepOptions,
): Promise<void> {
  const transport = new Transport({ hub: from, proxy, timing });
  const files = parts.map((part) => ({
    ...{ name: part.name, path: archiveOf(part), url: transport.address(part.path) },
    ...{ bytes: part.bytes, sha256: part.sha256, gitSha1: null },
  }));
  try {
    await downloadAll(files, dir, { ...options, transport, ...(pieceBytes ? { pieceBytes } : {}) });
  } finally {
    await transport.close();
  }
}

/** What was unpacked needs its package no more: the disk holds each once, and once packed. */
async function unpackParts(
  parts: readonly CudaPart[],
  fetched: string,
  made: string,
  options: StepOptions,
): Promise<void> {
  const bytesTotal = parts.reduce((sum, part) => sum + sizeOf(part), 0);
  let before = 0;
  for (const part of parts) {
    const begun = before;
    const only = new Map(Object.keys(part.take).map((file) => [file, takenName(file)]));
    await unpack(join(fetched, archiveOf(part)), made, {
      ...{ signal: options.signal, mostBytes: sizeOf(part), only },
      onProgress: ({ bytesDone }) =>
        options.onProgress({ step: 'finish', bytesDone: begun + bytesDone, bytesTotal }),
    });
    await rm(join(fetched, archiveOf(part)), { force: true });
    before += sizeOf(part);
  }
}

function sizeOf({ take }: CudaPart): number {
  return Object.values(take).reduce((sum, bytes) => sum + bytes, 0);
}

/** Processes that have the old files loaded keep them until they end. */
async function moveTo(dir: string, made: string, workDir: string): Promise<void> {
  const old = join(workDir, 'replaced');
  await rm(old, { recursive: true, force: true });
  await mkdir(join(dir, '..'), { recursive: true });
  await rename(dir, old).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(made, dir);
  await rm(old, { recursive: true, force: true });
}
