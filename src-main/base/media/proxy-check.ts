import { open, readFile, rm, stat } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { replaceFile } from '../replace-file';

/** What a copy for preview was when it was made, beside it. */
const record = z.object({
  size: z.number(),
  checksum: z.number(),
  /** The sound track that it has, as it stands in `media.audio`. */
  track: z.number().default(0),
});
const recordPath = (proxy: string): string => `${proxy}.json`;
const CHUNK = 4 * 1024 * 1024;

/** Writes down what a copy is, once it is made. */
export async function recordProxy(proxy: string, track = 0): Promise<void> {
  const { size } = await stat(proxy);
  const path = recordPath(proxy);
  const written = { size, checksum: await checksumOf(proxy), ...(track > 0 ? { track } : {}) };
  await replaceFile(path, `${JSON.stringify(written)}\n`);
}

/**
 * Whether a copy is there, as long as it was made, by what takes no time: the length written down, or, of a copy of an earlier
 * version, that of the parts which an MP4 is made of. One with another sound track does not count.
 */
export async function isProxyThere(proxy: string, track = 0): Promise<boolean> {
  try {
    const info = await stat(proxy);
    if (!info.isFile()) return false;
    const known = await readRecord(proxy);
    if ((known?.track ?? 0) !== track) return false;
    return known ? known.size === info.size : (await lengthOfBoxes(proxy)) === info.size;
  } catch {
    return false;
  }
}

/** Removes whatever lies in a copy's place. */
export async function discardProxy(proxy: string): Promise<void> {
  await rm(proxy, { force: true, recursive: true });
}

/** Whether every byte of a copy is what was written. One that nothing was written down of is taken as it is. */
export async function isProxyWhole(proxy: string): Promise<boolean> {
  const known = await readRecord(proxy);
  return known === null || (await checksumOf(proxy)) === known.checksum;
}

async function readRecord(proxy: string): Promise<z.infer<typeof record> | null> {
  try {
    return record.parse(JSON.parse(await readFile(recordPath(proxy), 'utf8')));
  } catch {
    return null;
  }
}

async function checksumOf(path: string): Promise<number> {
  await using file = await open(path, 'r');
  const buffer = Buffer.allocUnsafe(CHUNK);
  let checksum = 0;
  for (let at = 0; ; ) {
    const { bytesRead } = await file.read(buffer, 0, CHUNK, at);
    if (bytesRead === 0) return checksum;
    checksum = crc32(buffer.subarray(0, bytesRead), checksum);
    at += bytesRead;
  }
}

/** Bytes that the boxes of an MP4 say they take, one after the other (ISO/IEC 14496-12, 4.2); 0 where they make no sense. */
async function lengthOfBoxes(path: string): Promise<number> {
  await using file = await open(path, 'r');
  const head = Buffer.alloc(16);
  for (let at = 0; ; ) {
    const { bytesRead } = await file.read(head, 0, 16, at);
    if (bytesRead === 0) return at;
    if (bytesRead < 8) return 0;
    const short = head.readUInt32BE(0);
    const length = short === 1 && bytesRead === 16 ? Number(head.readBigUInt64BE(8)) : short;
    if (length < 8) return 0;
    at += length;
  }
}
