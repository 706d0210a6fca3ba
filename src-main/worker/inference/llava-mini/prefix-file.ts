import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import type { CacheArray, CacheShape } from './cache';
import type { KvPrefix } from './kv-prefix';
import { Prefix } from './prefix';

/** First bytes of a file with a prefix; the last is the version of the form. */
const MAGIC = Buffer.from('LTKPRE\x00\x01', 'latin1');

const header = z.object({
  /** What the prefix was made of: another name is another prefix. */
  name: z.string(),
  shape: z.object({
    layers: z.number(),
    kvHeads: z.number(),
    headDim: z.number(),
    type: z.enum(['float32', 'float16']),
  }),
  /** Rows that it holds, and rows when it is whole. */
  rows: z.number().int().positive(),
  capacity: z.number().int().positive(),
  /** CRC-32 of each array: keys and values of the first layer, of the second, … */
  checksums: z.array(z.number()),
});

/**
 * Writes a prefix, whole or not, to a temporary name, syncs and renames.
 * Form: magic, uint32 length and CRC-32 of the header, the header as JSON, then the arrays of `KvPrefix.arrays`, little-endian. They are asked for twice, so that no more than one need be in memory.
 */
export async function writePrefix(path: string, name: string, prefix: KvPrefix): Promise<void> {
  const checksums: number[] = [];
  for await (const array of prefix.arrays()) checksums.push(crc32(bytesOf(array)));
  const { shape, rows, capacity } = prefix;
  const text = Buffer.from(JSON.stringify({ name, shape, rows, capacity, checksums }));
  const lengths = Buffer.alloc(8);
  lengths.writeUInt32LE(text.length, 0);
  lengths.writeUInt32LE(crc32(text), 4);
  const temporary = `${path}.${process.pid}.new`;
  const handle = await open(temporary, 'w');
  try {
    for (const piece of [MAGIC, lengths, text]) await writeAll(handle, piece);
    for await (const array of prefix.arrays()) await writeAll(handle, bytesOf(array));
    await handle.sync();
    await handle.close();
    await rename(temporary, path);
  } catch (error) {
    await handle.close().catch(() => {});
    await rm(temporary, { force: true });
    throw error;
  }
}

/**
 * Reads a prefix that `writePrefix` wrote.
 * @returns null where there is none, or one that is damaged or of something else: it is then made anew
 */
export async function readPrefix(path: string, name: string, shape: CacheShape): Promise<Prefix | null> {
  let handle: FileHandle;
  try {
    handle = await open(path, 'r');
  } catch {
    return null;
  }
  try {
    return await read(handle, name, shape);
  } catch {
    // A file that ends too early or a disk that does not give it back: the same as none.
    return null;
  } finally {
    await handle.close();
  }
}

async function read(handle: FileHandle, name: string, shape: CacheShape): Promise<Prefix | null> {
  const start = await readAll(handle, Buffer.alloc(MAGIC.length + 8));
  if (!start.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  const length = start.readUInt32LE(MAGIC.length);
  if (length > 1 << 20) return null;
  const text = await readAll(handle, Buffer.alloc(length));
  if (crc32(text) !== start.readUInt32LE(MAGIC.length + 4)) return null;
  const found = header.parse(JSON.parse(text.toString()));
  const same = (Object.keys(shape) as (keyof CacheShape)[]).every((key) => found.shape[key] === shape[key]);
  if (found.name !== name || !same || found.rows > found.capacity) return null;
  const prefix = new Prefix(shape, found.capacity);
  const checksums = found.checksums.values();
  await prefix.fill(found.rows, async (array) => {
    const bytes = await readAll(handle, bytesOf(array));
    if (crc32(bytes) !== checksums.next().value) throw new Error('the file is damaged');
  });
  return prefix;
}

function bytesOf(array: CacheArray): Buffer {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength);
}

async function readAll(handle: FileHandle, into: Buffer): Promise<Buffer> {
  for (let at = 0; at < into.length; ) {
    const { bytesRead } = await handle.read(into, at, into.length - at);
    if (bytesRead === 0) throw new Error('the file ends too early');
    at += bytesRead;
  }
  return into;
}

async function writeAll(handle: FileHandle, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    at += (await handle.write(bytes, at, bytes.length - at)).bytesWritten;
  }
}
