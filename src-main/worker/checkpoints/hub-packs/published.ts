import { createHash } from 'node:crypto';
import { open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Precision } from '../../../../src-shared/packs';
import { makeFolders } from '../../../base/make-folder';
import { asWriteError, Cancelled, systemCode } from '../../../base/media/errors';
import { CheckpointUnusable } from '../../../base/packs/errors';
import type { StepOptions } from '../../../base/packs/install-types';
import { type PackManifest, packManifest } from '../../../base/packs/manifest';
import { replaceFile } from '../../../base/replace-file';

/** What the hub's exports in ONNX add to a file's name for each precision. */
const SUFFIXES: Record<Precision, readonly string[]> = {
  fp32: [''],
  fp16: ['_fp16'],
  int8: ['_int8', '_quantized', '_uint8'],
  int4: ['_q4'],
};
/** What is taken where the wanted precision was not published: the nearest, rather a finer one. */
const NEAREST: Record<Precision, readonly Precision[]> = {
  fp32: ['fp32', 'fp16', 'int8', 'int4'],
  fp16: ['fp16', 'fp32', 'int8', 'int4'],
  int8: ['int8', 'fp16', 'fp32', 'int4'],
  int4: ['int4', 'int8', 'fp16', 'fp32'],
};

/** A graph of a published model. */
export interface PublishedGraph {
  readonly path: string;
  readonly precision: Precision;
  /** Files beside it that hold its weights, by their paths. */
  readonly data: readonly string[];
}

/**
 * Finds a graph by its name without ending, in onnx/ or at the top.
 * @throws CheckpointUnusable when it is there in no precision
 */
export async function findGraph(dir: string, stem: string, wanted: Precision): Promise<PublishedGraph> {
  const folders = [join(dir, 'onnx'), dir];
  for (const precision of NEAREST[wanted]) {
    for (const folder of folders) {
      const names = await namesIn(folder);
      const name = SUFFIXES[precision].map((s) => `${stem}${s}.onnx`).find((file) => names.includes(file));
      if (name === undefined) continue;
      // Large graphs keep their weights in name.onnx_data, name.onnx_data_1 and so on.
      const data = names.filter((file) => file === `${name}.data` || file.startsWith(`${name}_data`));
      return { path: join(folder, name), precision, data: data.sort().map((file) => join(folder, file)) };
    }
  }
  throw new CheckpointUnusable(`lacks onnx/${stem}.onnx`);
}

/** Whether a graph of this name is there in any precision. */
export async function hasGraph(dir: string, stem: string): Promise<boolean> {
  return findGraph(dir, stem, 'fp32').then(
    () => true,
    (error: unknown) => {
      if (error instanceof CheckpointUnusable) return false;
      throw error;
    },
  );
}

/** Names in a folder; none where there is no such folder. */
export async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return [];
    throw error;
  });
}

/**
 * Reads a JSON file of a published model.
 * @param check gives the file's content in a known form, or throws
 * @throws CheckpointUnusable when it is missing or not of that form
 */
export async function readJson<T>(dir: string, file: string, check: (json: unknown) => T): Promise<T> {
  const text = await readFile(join(dir, file), 'utf8').catch((cause: unknown) => {
    throw new CheckpointUnusable(`lacks ${file}`, undefined, { cause });
  });
  try {
    return check(JSON.parse(text));
  } catch (cause) {
    throw new CheckpointUnusable(`has a file ${file} that Longtake cannot read`, undefined, { cause });
  }
}

export type ListedFile = PackManifest['files'][number];

const PIECE = 4 << 20;

/**
 * Copies files into a pack's folder, each by its own name. One that is there already with the same content is kept; one
 * gets its name only when it is whole.
 * @throws DiskFull, Cancelled, CheckpointUnusable for a source that is not there
 */
export async function copyInto(
  dir: string,
  sources: readonly string[],
  { signal, onProgress }: StepOptions,
): Promise<ListedFile[]> {
  await makeFolders(dir);
  const sizes = await Promise.all(sources.map(sizeOf));
  const bytesTotal = sizes.reduce((sum, size) => sum + size, 0);
  let bytesDone = 0;
  const listed: ListedFile[] = [];
  for (const source of sources) {
    const advance = (bytes: number) => {
      if (signal.aborted) throw new Cancelled();
      bytesDone += bytes;
      onProgress({ step: 'convert', bytesDone, bytesTotal });
    };
    listed.push(await copyOne(source, join(dir, basename(source)), advance));
  }
  return listed;
}

async function sizeOf(source: string): Promise<number> {
  const found = await stat(source).catch((cause: unknown) => {
    throw new CheckpointUnusable(`lacks ${basename(source)}`, undefined, { cause });
  });
  return found.size;
}

async function copyOne(source: string, to: string, advance: (bytes: number) => void): Promise<ListedFile> {
  const path = basename(to);
  const temporary = `${to}.part`;
  try {
    // What a stopped run left is read, for it may be of another source; if it is alike, nothing is written.
    const there = await stat(to).catch(() => null);
    if (there?.size === (await sizeOf(source))) {
      const left = await digest(to, null, () => undefined);
      const wanted = await digest(source, null, advance);
      if (left.sha256 === wanted.sha256) return { path, ...left };
      advance(-wanted.bytes);
    }
    const copied = await digest(source, temporary, advance);
    await rename(temporary, to);
    return { path, ...copied };
  } catch (error) {
    await rm(temporary, { force: true });
    throw asWriteError(error);
  }
}

/** Hashes a file, and on the way copies it where `copy` names a path. */
async function digest(
  from: string,
  copy: string | null,
  onBytes: (bytes: number) => void,
): Promise<{ bytes: number; sha256: string }> {
  const reading = await open(from, 'r');
  const writing = copy === null ? null : await open(copy, 'w');
  const hash = createHash('sha256');
  const buffer = new Uint8Array(PIECE);
  let bytes = 0;
  try {
    for (;;) {
      const { bytesRead } = await reading.read(buffer, 0, PIECE, bytes);
      if (bytesRead === 0) break;
      hash.update(buffer.subarray(0, bytesRead));
      await writing?.appendFile(buffer.subarray(0, bytesRead));
      bytes += bytesRead;
      onBytes(bytesRead);
    }
    await writing?.sync();
  } finally {
    await reading.close();
    await writing?.close();
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Writes the manifest, which makes the folder a pack: last, and whole or not at all. @throws DiskFull */
export async function writeManifest(dir: string, manifest: PackManifest): Promise<void> {
  const text = `${JSON.stringify(packManifest.parse(manifest), null, 2)}\n`;
  try {
    await replaceFile(join(dir, 'manifest.json'), text);
  } catch (error) {
    throw asWriteError(error);
  }
}
