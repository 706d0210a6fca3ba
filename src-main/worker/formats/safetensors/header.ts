import { z } from 'zod';
import { CheckpointUnusable, unusable } from '../../../base/packs/errors';

/** Element types that weights come in. */
export const WEIGHT_BYTES = { BF16: 2, F16: 2, F32: 4 } as const;
export type WeightType = keyof typeof WEIGHT_BYTES;

/** Every element type of the format, with its bytes: others than weights may be there, but are not read. */
const ELEMENT_BYTES: Record<string, number> = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E5M2: 1,
  F8_E4M3: 1,
  U16: 2,
  I16: 2,
  U32: 4,
  I32: 4,
  U64: 8,
  I64: 8,
  F64: 8,
  ...WEIGHT_BYTES,
};

/** Where a tensor lies in its file. */
export interface TensorEntry {
  readonly name: string;
  /** As the file calls it; only those of WEIGHT_BYTES can be read. */
  readonly type: string;
  readonly shape: readonly number[];
  /** From the file's first byte. */
  readonly offset: number;
  readonly bytes: number;
}

/** Bytes before the header: its length, as an unsigned 64-bit number, little-endian. */
export const LENGTH_BYTES = 8;
/** What the format allows; more is no header but something else. */
const LONGEST_HEADER = 100_000_000;

const count = z.number().int().nonnegative();
const entry = z.object({
  dtype: z.string(),
  shape: z.array(count),
  data_offsets: z.tuple([count, count]),
});

/**
 * How many bytes the header has, from the first eight of the file.
 * @throws CheckpointUnusable where that cannot be
 */
export function headerLength(file: string, start: Uint8Array, fileBytes: number): number {
  if (start.length < LENGTH_BYTES) throw broken(file, 'is empty or ends within its first 8 bytes');
  const length = Number(new DataView(start.buffer, start.byteOffset, LENGTH_BYTES).getBigUint64(0, true));
  if (length > LONGEST_HEADER) throw broken(file, 'does not begin as a safetensors file does');
  if (LENGTH_BYTES + length > fileBytes) throw broken(file, 'ends within its header');
  return length;
}

/**
 * Reads the header: https://github.com/huggingface/safetensors#format. Every tensor must lie within the file, be as long as
 * its shape and type say, and share no byte with another one.
 * @param text the header, without the eight bytes before it
 * @param fileBytes length of the whole file
 * @throws CheckpointUnusable naming the file and the tensor
 */
export function parseHeader(file: string, text: Uint8Array, fileBytes: number): TensorEntry[] {
  const start = LENGTH_BYTES + text.length;
  const entries = namesOnce(file, text).map(([name, value]) => {
    const read = entry.safeParse(value);
    if (!read.success) throw broken(file, `describes ${name} in a way that cannot be read`);
    const { dtype: type, shape, data_offsets: offsets } = read.data;
    const size = ELEMENT_BYTES[type];
    if (size === undefined) throw broken(file, `holds ${name} as ${type}, which is not known`);
    const bytes = shape.reduce((product, length) => product * length, size);
    if (offsets[1] - offsets[0] !== bytes) {
      throw broken(
        file,
        `gives ${name} ${offsets[1] - offsets[0]} bytes, but ${type} [${shape.join(', ')}] takes ${bytes}`,
      );
    }
    if (start + offsets[1] > fileBytes) {
      throw broken(file, `ends at byte ${fileBytes}, before the end of ${name} at ${start + offsets[1]}`);
    }
    return { name, type, shape, offset: start + offsets[0], bytes };
  });
  refuseOverlaps(file, entries);
  return entries;
}

/** The header's members but its remarks. JSON.parse would keep the last of two members of one name, and say nothing. */
function namesOnce(file: string, text: Uint8Array): [string, unknown][] {
  let header: unknown;
  const seen = new Set<string>();
  try {
    const source = new TextDecoder('utf-8', { fatal: true }).decode(text);
    header = JSON.parse(source);
    for (const name of memberNames(source)) {
      if (seen.has(name)) throw broken(file, `describes ${name} twice`);
      seen.add(name);
    }
  } catch (cause) {
    if (cause instanceof CheckpointUnusable) throw cause;
    throw broken(file, 'has a header that cannot be read', cause);
  }
  if (typeof header !== 'object' || header === null || Array.isArray(header)) {
    throw broken(file, 'has a header that is not a list of tensors');
  }
  return Object.entries(header).filter(([name]) => name !== '__metadata__');
}

/** Names of the outermost object's members, in order, as often as they occur. @param source valid JSON */
function* memberNames(source: string): Generator<string> {
  let depth = 0;
  const tokens = /"(?:[^"\\]|\\.)*"|[{}[\]]/gs;
  for (const { 0: token, index } of source.matchAll(tokens)) {
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    else if (depth === 1 && /^\s*:/.test(source.slice(index + token.length, index + token.length + 16))) {
      yield JSON.parse(token) as string;
    }
  }
}

function refuseOverlaps(file: string, entries: readonly TensorEntry[]): void {
  const inOrder = entries.filter(({ bytes }) => bytes > 0).sort((a, b) => a.offset - b.offset);
  for (const [index, next] of inOrder.entries()) {
    const before = inOrder[index - 1];
    if (before && before.offset + before.bytes > next.offset) {
      throw broken(file, `keeps ${before.name} and ${next.name} in the same bytes`);
    }
  }
}

function broken(file: string, what: string, cause?: unknown): CheckpointUnusable {
  return unusable(`${file} ${what}`, undefined, { cause });
}
