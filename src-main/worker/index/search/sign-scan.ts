/**
 * The first pass over an archive: of each row only the sign of each value is looked at, 1 bit instead of 8, and the rows
 * that come nearest to a query are kept for a second pass that reads them whole.
 *
 * The query keeps its values: for each four of them a table of 16 entries has what each pattern of four signs adds to the
 * sum, and one SIMD instruction looks it up for 16 rows at a time (as "fast scan" does with product quantisation,
 * https://arxiv.org/abs/1704.07355). Rows therefore lie in groups of 16, one byte (8 signs) of each after the other.
 */
import {
  ADD,
  constant,
  END,
  get,
  I32,
  IF,
  LESS_UNSIGNED,
  LOOP,
  load128,
  moduleOf,
  REPEAT_IF,
  SUB,
  set,
  simd,
  store128,
  storeI32,
  tee,
  V128,
  zeroVector,
} from './assembler';

/** Rows that one instruction looks up. */
export const GROUP = 16;
/** Sums of two table entries stay within a byte. */
const LARGEST_ENTRY = 63;
/** Of one group that holds a row worth keeping: 16 scores of 16 bits and the group's number, padded. */
export const RECORD = 48;
/** More would not fit into sums of 16 bits. */
export const MOST_DIM = 2_048;

/** Bytes of a row's signs. */
export function signBytes(dim: number): number {
  return Math.ceil(dim / 8);
}
/** Bytes of 16 rows. */
export function groupBytes(dim: number): number {
  return GROUP * signBytes(dim);
}
/** Bytes of all groups of so many rows; the last one is filled up with zeros. */
export function signsBytes(rows: number, dim: number): number {
  return Math.ceil(rows / GROUP) * groupBytes(dim);
}

/**
 * Writes the signs of one row.
 * @param values `dim` values from `from` on
 * @param out groups of 16 rows, zero where nothing was written
 */
export function putSigns(
  values: Int8Array | Float32Array,
  from: number,
  dim: number,
  out: Uint8Array,
  row: number,
): void {
  let at = Math.floor(row / GROUP) * groupBytes(dim) + (row % GROUP);
  for (let i = 0; i < dim; i += 8, at += GROUP) {
    let bits = 0;
    const end = Math.min(8, dim - i);
    for (let j = 0; j < end; j++) if ((values[from + i + j] as number) > 0) bits |= 1 << j;
    out[at] = bits;
  }
}

/**
 * Two tables of 16 bytes for each byte of signs: what its lower and its upper four add to a row's score.
 * @param query [dim], each value times how large the rows' values are at that place
 */
export function scanTables(query: Float32Array, dim: number): Int8Array {
  const nibbles = 2 * signBytes(dim);
  const sums = new Float32Array(16 * nibbles);
  let largest = 0;
  for (let nibble = 0; nibble < nibbles; nibble++) {
    for (let pattern = 0; pattern < 16; pattern++) {
      let sum = 0;
      for (let j = 0; j < 4; j++) sum += ((pattern >> j) & 1 ? 1 : -1) * (query[4 * nibble + j] ?? 0);
      sums[16 * nibble + pattern] = sum;
      largest = Math.max(largest, Math.abs(sum));
    }
  }
  const scale = largest === 0 ? 0 : LARGEST_ENTRY / largest;
  return Int8Array.from(sums, (sum) => Math.round(sum * scale));
}

/** (groups, count, bytes a group, tables, floor, out, number of the first group): where out ends. See `RECORD`. */
export type Scan = (
  at: number,
  count: number,
  stride: number,
  tables: number,
  floor: number,
  out: number,
  first: number,
) => number;

/** The kernel. @param sharedPages of the memory that it is used with */
export function scanModule(sharedPages: number): WebAssembly.Module {
  const [at, left, stride, tables, floor, out, number] = [0, 1, 2, 3, 4, 5, 6];
  const [end, table, low, high, signs, sums, mask, floors] = [7, 8, 9, 10, 11, 12, 13, 14];
  const [splat8, splat16, swizzle, and, or, anyTrue] = [0x0f, 0x10, 0x0e, 0x4e, 0x50, 0x53].map(simd);
  const [add8, add16, shiftRight16, widenLow, widenHigh, greater16] = [
    0x6e, 0x8e, 0x8d, 0x87, 0x88, 0x31,
  ].map(simd);
  const some = (opcode: number[] | undefined) => opcode as number[];
  const widen = (into: number, half: number[]) => [
    ...[...get(into), ...get(sums), ...half, ...some(add16), ...set(into)],
  ];
  const above = (half: number) => [...get(half), ...get(floors), ...some(greater16)];
  const code = [
    ...[...constant(15), ...some(splat8), ...set(mask), ...get(floor), ...some(splat16), ...set(floors)],
    ...LOOP,
    ...[...zeroVector, ...set(low), ...zeroVector, ...set(high), ...get(tables), ...set(table)],
    ...[...get(at), ...get(stride), ADD, ...set(end)],
    ...LOOP,
    ...[...get(at), ...load128(0), ...set(signs)],
    ...[...get(table), ...load128(0), ...get(signs), ...get(mask), ...some(and), ...some(swizzle)],
    ...[...get(table), ...load128(16), ...get(signs), ...constant(4), ...some(shiftRight16)],
    ...[...get(mask), ...some(and), ...some(swizzle), ...some(add8), ...set(sums)],
    ...[...widen(low, some(widenLow)), ...widen(high, some(widenHigh))],
    ...[...get(table), ...constant(32), ADD, ...set(table)],
    ...[...get(at), ...constant(16), ADD, ...tee(at), ...get(end), LESS_UNSIGNED, ...REPEAT_IF],
    END,
    ...[...above(low), ...above(high), ...some(or), ...some(anyTrue)],
    ...IF,
    ...[...get(out), ...get(low), ...store128(0), ...get(out), ...get(high), ...store128(16)],
    ...[...get(out), ...get(number), ...storeI32(32), ...get(out), ...constant(RECORD), ADD, ...set(out)],
    END,
    ...[...get(number), ...constant(1), ADD, ...set(number)],
    ...[...get(left), ...constant(1), SUB, ...tee(left), ...REPEAT_IF],
    END,
    ...get(out),
  ];
  const locals = [
    [2, I32],
    [6, V128],
  ] as const;
  return moduleOf({ name: 'scan', parameters: 7, answers: true, locals, code, sharedPages });
}

/** What one thread is to go over. All but `spans` is the same for all. */
export interface ScanJob {
  /** Pairs: number of the first group, how many rows. */
  readonly spans: Uint32Array;
  /** Where the groups begin, the tables lie, and this thread's records go. */
  readonly dataAt: number;
  readonly tablesAt: number;
  readonly outAt: number;
  readonly stride: number;
  /** Room for so many records. */
  readonly outRecords: number;
  /** Most rows that are kept. */
  readonly keep: number;
}

export interface Scanned {
  /** Group times 16 and the place in it; best first is not promised. */
  readonly rows: Uint32Array;
  readonly scores: Int16Array;
}

/**
 * The rows with the highest scores. Its text is what a thread runs (see `threads.ts`): nothing from outside may stand in it.
 */
export function scanSpans(scan: Scan, memory: ArrayBufferLike, job: ScanJob): Scanned {
  const { spans, dataAt, tablesAt, outAt, stride, outRecords, keep } = job;
  const rows = new Uint32Array(4 * keep + 16);
  const scores = new Int16Array(4 * keep + 16);
  const counts = new Int32Array(65_536);
  const words = new Int32Array(memory);
  const halves = new Int16Array(memory);
  let kept = 0;
  let floor = -32_768;
  const drop = () => {
    if (kept <= keep) return;
    counts.fill(0);
    for (let i = 0; i < kept; i++) {
      const at = (scores[i] as number) + 32_768;
      counts[at] = (counts[at] as number) + 1;
    }
    let cut = 65_535;
    for (let above = 0; cut > 0; cut--) {
      above += counts[cut] as number;
      if (above >= keep) break;
    }
    floor = cut - 32_768;
    let better = 0;
    for (let i = cut + 1; i < 65_536; i++) better += counts[i] as number;
    let equals = keep - better;
    let to = 0;
    for (let i = 0; i < kept; i++) {
      const score = scores[i] as number;
      if (score < floor || (score === floor && equals-- <= 0)) continue;
      rows[to] = rows[i] as number;
      scores[to++] = score;
    }
    kept = to;
  };
  for (let span = 0; span < spans.length; span += 2) {
    const first = spans[span] as number;
    const end = first * 16 + (spans[span + 1] as number);
    const groups = Math.ceil((end - first * 16) / 16);
    for (let done = 0; done < groups; done += outRecords) {
      const count = Math.min(outRecords, groups - done);
      const group = first + done;
      const until = scan(dataAt + group * stride, count, stride, tablesAt, floor, outAt, group);
      for (let record = outAt; record < until; record += 48) {
        const row = 16 * (words[(record + 32) >> 2] as number);
        for (let lane = 0; lane < 16 && row + lane < end; lane++) {
          const score = halves[(record >> 1) + lane] as number;
          if (score <= floor) continue;
          rows[kept] = row + lane;
          scores[kept++] = score;
        }
        if (kept > 4 * keep) drop();
      }
    }
  }
  drop();
  return { rows: rows.slice(0, kept), scores: scores.slice(0, kept) };
}
