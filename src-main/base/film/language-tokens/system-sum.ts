import { readFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { IndexBroken } from '../errors';
import { type LanguageTokenState, systemPath } from './state';

/** The sum of the system prompt's rows over what a language model read. @returns float64 [systemRows, hidden] @throws IndexBroken */
export async function readSystemSum(
  dir: string,
  { systemRows, hidden, frames, systemChecksum }: LanguageTokenState,
): Promise<Float64Array> {
  const sum = new Float64Array(systemRows * hidden);
  if (frames.count === 0) return sum;
  const bytes = await readFile(systemPath(dir, frames.count)).catch((cause: unknown) => {
    throw new IndexBroken('the sum of what the language model read is missing', { cause });
  });
  if (bytes.length !== sum.byteLength || crc32(bytes) !== systemChecksum) {
    throw new IndexBroken('the sum of what the language model read has changed');
  }
  new Uint8Array(sum.buffer).set(bytes);
  return sum;
}
