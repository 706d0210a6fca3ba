// Weights of a checkpoint in safetensors: one file or shards with an index, opened by their headers.
import { type FileHandle, open, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { unusable } from '../../../base/packs/errors';
import type { WeightSource } from '../weight-source';
import { FloatBuffer } from './floats';
import {
  headerLength,
  LENGTH_BYTES,
  parseHeader,
  type TensorEntry,
  WEIGHT_BYTES,
  type WeightType,
} from './header';

export const SINGLE_FILE = 'model.safetensors';
export const INDEX_FILE = 'model.safetensors.index.json';

/** An open checkpoint. Every file of it stays open until it is closed. */
export interface Checkpoint extends WeightSource {
  readonly names: readonly string[];
  /** Files with their sizes, headers and times of change: another string where the checkpoint is another one. */
  readonly stamp: string;
  close(): Promise<void>;
}

/** File names of the shards in the index; a name leads nowhere but to the index's own folder. */
const index = z.object({ weight_map: z.record(z.string(), z.string().regex(/^[\w.-]+\.safetensors$/)) });

/**
 * Opens the safetensors of a folder: one file, or shards with an index. Only headers are read.
 * @throws CheckpointUnusable where files are missing or damaged
 */
export async function openCheckpoint(dir: string): Promise<Checkpoint> {
  const shards = await shardsOf(dir);
  const opened: Shard[] = [];
  try {
    for (const [file, names] of shards) opened.push(await openShard(join(dir, file), names));
    return new ShardedCheckpoint(opened);
  } catch (error) {
    await Promise.all(opened.map(({ handle }) => handle.close()));
    throw error;
  }
}

/**
 * The files that make up a checkpoint, with the tensors that the index places in each; null for one file without an index.
 * @throws CheckpointUnusable where there is none, or the index cannot be read or leads elsewhere
 */
export async function shardsOf(dir: string): Promise<Map<string, readonly string[] | null>> {
  let text: string;
  try {
    text = await readFile(join(dir, INDEX_FILE), 'utf8');
  } catch {
    if (await isFile(join(dir, SINGLE_FILE))) return new Map([[SINGLE_FILE, null]]);
    throw unusable(await whyNoWeights(dir));
  }
  const read = index.safeParse(parseJson(text));
  if (!read.success) {
    const found = read.error.issues.find(({ path }) => path.length === 2)?.path[1];
    throw unusable(
      found === undefined
        ? `${INDEX_FILE} cannot be read`
        : `${INDEX_FILE} places ${String(found)} in a file that is not a safetensors file of this folder`,
    );
  }
  const shards = new Map<string, string[]>();
  for (const [name, file] of Object.entries(read.data.weight_map)) {
    shards.set(file, [...(shards.get(file) ?? []), name]);
  }
  if (shards.size === 0) throw unusable(`${INDEX_FILE} lists no tensors`);
  const missing: string[] = [];
  for (const file of shards.keys()) if (!(await isFile(join(dir, file)))) missing.push(file);
  if (missing.length > 0) {
    throw unusable(
      `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing of its ${shards.size} files of weights`,
    );
  }
  return shards;
}

async function whyNoWeights(dir: string): Promise<string> {
  for (const file of ['pytorch_model.bin', 'pytorch_model.bin.index.json']) {
    if (await isFile(join(dir, file))) {
      return 'its weights are there as pytorch_model.bin alone, and only safetensors files are read';
    }
  }
  return `${SINGLE_FILE} or ${INDEX_FILE} is missing`;
}

interface Shard {
  readonly file: string;
  readonly handle: FileHandle;
  readonly entries: readonly TensorEntry[];
  readonly stamp: string;
}

async function openShard(path: string, expected: readonly string[] | null): Promise<Shard> {
  const file = basename(path);
  const handle = await open(path, 'r').catch((cause: unknown) => {
    throw unusable(`${file} cannot be opened`, undefined, { cause });
  });
  try {
    const { size, mtimeMs } = await handle.stat();
    const length = headerLength(file, await readBytes(handle, 0, Math.min(LENGTH_BYTES, size), file), size);
    const entries = parseHeader(file, await readBytes(handle, LENGTH_BYTES, length, file), size);
    const here = new Set(entries.map(({ name }) => name));
    const missing = expected?.find((name) => !here.has(name));
    if (missing !== undefined) throw unusable(`${file} lacks ${missing}, which the index places there`);
    // What the index does not place here is not part of the checkpoint: another shard may have it, too.
    const placed = expected && new Set(expected);
    const kept = placed ? entries.filter(({ name }) => placed.has(name)) : entries;
    return { file, handle, entries: kept, stamp: `${file} ${size} ${length} ${mtimeMs}` };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

class ShardedCheckpoint implements Checkpoint {
  readonly #tensors = new Map<string, { readonly shard: Shard; readonly entry: TensorEntry }>();

  constructor(private readonly shards: readonly Shard[]) {
    for (const shard of shards) {
      for (const entry of shard.entries) this.#tensors.set(entry.name, { shard, entry });
    }
  }

  get names(): readonly string[] {
    return [...this.#tensors.keys()];
  }

  get stamp(): string {
    return this.shards.map(({ stamp }) => stamp).join('\n');
  }

  has(name: string): boolean {
    return this.#tensors.has(name);
  }

  shape(name: string): readonly number[] {
    return this.#find(name).entry.shape;
  }

  async read(name: string, from = 0, to?: number): Promise<Float32Array> {
    const { shard, entry } = this.#find(name);
    const { type, shape } = entry;
    if (!isWeightType(type)) {
      throw unusable(`${name} is ${type}, and weights are read as ${Object.keys(WEIGHT_BYTES).join(', ')}`);
    }
    const rows = shape[0] ?? 1;
    const end = to ?? rows;
    if (from < 0 || from > end || end > rows)
      throw new RangeError(`${name} has ${rows} rows, not ${from} to ${end}`);
    const rowBytes = rows === 0 ? 0 : entry.bytes / rows;
    const buffer = new FloatBuffer(type, ((end - from) * rowBytes) / WEIGHT_BYTES[type]);
    await fill(buffer.bytes, shard.handle, entry.offset + from * rowBytes, shard.file);
    return buffer.toFloat32();
  }

  async close(): Promise<void> {
    await Promise.all(this.shards.map(({ handle }) => handle.close()));
  }

  #find(name: string): { readonly shard: Shard; readonly entry: TensorEntry } {
    const found = this.#tensors.get(name);
    if (!found) throw unusable(`the tensor ${name} is missing`);
    return found;
  }
}

async function readBytes(
  handle: FileHandle,
  position: number,
  length: number,
  file: string,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  await fill(bytes, handle, position, file);
  return bytes;
}

/** @throws CheckpointUnusable where the file ends before the buffer is full */
async function fill(bytes: Uint8Array, handle: FileHandle, position: number, file: string): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesRead } = await handle.read(bytes, done, bytes.length - done, position + done);
    if (bytesRead === 0) throw unusable(`${file} became shorter while it was read`);
    done += bytesRead;
  }
}

function isWeightType(type: string): type is WeightType {
  return Object.hasOwn(WEIGHT_BYTES, type);
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
