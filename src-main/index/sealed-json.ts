import { crc32 } from 'node:zlib';
import type { z } from 'zod';

/**
 * A JSON object on one line that ends with `seal`, the CRC-32 of the object without it. A changed digit is as good a number as
 * the one before it: nothing but a checksum tells.
 */
export function sealJson(value: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify({ ...value, seal: crc32(JSON.stringify(value)) })}\n`;
}

/**
 * Reads such an object back. Version 1 had no seal, and is taken as it is.
 * @throws SyntaxError, ZodError or Error where it is not what was written
 */
export function openSealed<T extends z.ZodType>(text: string, form: T): z.infer<T> {
  const found: unknown = JSON.parse(text);
  if (typeof found !== 'object' || found === null) throw new Error('no object');
  const { seal, ...rest } = found as Record<string, unknown>;
  const unsealed = seal === undefined && rest.version === 1;
  if (!unsealed && seal !== crc32(JSON.stringify(rest)))
    throw new Error('it has changed since it was written');
  return form.parse(rest);
}

/** Version of the sealed forms; what earlier ones lack is null. */
export const SEALED_VERSION = 2;
