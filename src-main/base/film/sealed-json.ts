import { readFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { z } from 'zod';
import { systemCode } from '../media/errors';
import { asReadError, IndexBroken, LaterIndex } from './errors';

/**
 * A JSON object on one line that ends with `seal`, the CRC-32 of the object without it. A changed digit is as good a number as
 * the one before it: nothing but a checksum tells.
 */
export function sealJson(value: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify({ ...value, seal: crc32(JSON.stringify(value)) })}\n`;
}

/**
 * Reads such an object back. Version 1 had no seal, and is taken as it is.
 * @throws LaterIndex where a later Longtake wrote it; SyntaxError, ZodError or Error where it is not what was written
 */
export function openSealed<T extends z.ZodType>(text: string, form: T): z.infer<T> {
  const found: unknown = JSON.parse(text);
  if (typeof found !== 'object' || found === null) throw new Error('no object');
  const { seal, ...rest } = found as Record<string, unknown>;
  // Before the seal, which a later version may make otherwise.
  if (typeof rest.version === 'number' && rest.version > SEALED_VERSION) throw new LaterIndex();
  const unsealed = seal === undefined && rest.version === 1;
  if (!unsealed && seal !== crc32(JSON.stringify(rest)))
    throw new Error('it has changed since it was written');
  return form.parse(rest);
}

/**
 * Reads a file of such an object.
 * @param words for the errors: what the disk does not give back, and what is said of one that was changed
 * @returns null where there is none @throws LaterIndex, IndexBroken, and what `asReadError` makes of the system's
 */
export async function readSealed<T extends z.ZodType>(
  path: string,
  form: T,
  words: { readonly what: string; readonly broken: string },
): Promise<z.infer<T> | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw asReadError(error, words.what);
  }
  try {
    return openSealed(text, form);
  } catch (cause) {
    if (cause instanceof LaterIndex) throw cause;
    throw new IndexBroken(words.broken, { cause });
  }
}

/** Version of the sealed forms; what earlier ones lack is null. */
export const SEALED_VERSION = 2;
