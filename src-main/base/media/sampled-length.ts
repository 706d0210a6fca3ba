// How long a broadcast is whose clock jumps: told from its clock at some places of the file, before it is read as a whole.
import { type FileHandle, open } from 'node:fs/promises';
import { MICROS_PER_SECOND, type Micros } from '../../../src-shared/time';

/** Places that are looked at, evenly spread; more where the clock jumps between two of them. */
const PLACES = 64;
/** More looks than so many, or milliseconds on a slow disk, are no longer cheap: then nothing is told. */
const MOST_LOOKS = 600;
const LONGEST = 3000;
/** Read at a place until the clock is told, which is so at least ten times a second. */
const PIECE = 64 * 1024;
const MOST_PIECES = 24;
/** Clocks count 90,000 a second, and begin anew after 26 hours. */
const TICKS = 90_000;
const ROUND = 2 ** 33;
/** Seconds over which no clock goes on untold, and which ffmpeg leaves as they are: see recording-clock.ts. */
const GAP = 10;

/** The clock at a place of a file. */
interface Sample {
  readonly at: number;
  readonly ticks: number;
}

/** Finds the first clock in some bytes. @returns at which of them, or null */
type FindClock = (bytes: Buffer) => Sample | null;

/**
 * The length of a transport or programme stream whose clock jumps, without the jumps. Reads a few megabytes.
 * @param container ffmpeg's name of it
 * @returns null where it does not jump, or cannot be told cheaply
 */
export async function lengthWithoutJumps(
  path: string,
  { size, container }: { readonly size: number; readonly container: string },
): Promise<Micros | null> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return null;
  try {
    const find = container === 'mpegts' ? await transportClock(file) : packClock;
    return find && (await lengthOf(new Samples(file, find, size)));
  } catch {
    // What cannot be read says so itself, when the film is.
    return null;
  } finally {
    await file.close().catch(() => undefined);
  }
}

async function lengthOf(samples: Samples): Promise<Micros | null> {
  const found: Sample[] = [];
  for (let n = 0; n <= PLACES; n++) {
    const sample = await samples.from((samples.size * n) / PLACES);
    if (sample && sample.at > (found.at(-1)?.at ?? -1)) found.push(sample);
  }
  const steps = found.slice(1).map((next, n): [Sample, Sample] => [found[n] as Sample, next]);
  if (steps.length === 0) return null;
  const usual = median(steps.map(between));
  let [seconds, jumps] = [0, 0];
  for (const [from, to] of steps) {
    const gone = between([from, to]);
    const jump = gone > GAP + 3 * usual ? await samples.jumpsWithin(from, to) : 0;
    if (jump > 0) jumps++;
    seconds += gone - jump;
  }
  // Behind the last place something is left.
  const [first, last] = [found[0] as Sample, found.at(-1) as Sample];
  seconds *= (samples.size - first.at) / (last.at - first.at);
  return jumps === 0 || samples.spent ? null : Math.round(seconds * MICROS_PER_SECOND);
}

class Samples {
  #looks = 0;
  readonly #until = Date.now() + LONGEST;

  constructor(
    private readonly file: FileHandle,
    private readonly find: FindClock,
    readonly size: number,
  ) {}

  get spent(): boolean {
    return this.#looks > MOST_LOOKS || Date.now() > this.#until;
  }

  /** The first clock from a place on. */
  async from(place: number): Promise<Sample | null> {
    this.#looks++;
    const start = Math.floor(place);
    let bytes: Buffer = Buffer.alloc(0);
    for (let n = 0; n < MOST_PIECES && !this.spent; n++) {
      const { buffer, bytesRead } = await this.file.read(Buffer.alloc(PIECE), 0, PIECE, start + n * PIECE);
      bytes = Buffer.concat([bytes, buffer.subarray(0, bytesRead)]);
      const found = this.find(bytes);
      if (found) return { at: start + found.at, ticks: found.ticks };
      if (bytesRead < PIECE) return null;
    }
    return null;
  }

  /** Seconds that the clock jumps between two places: what it leaps over where nothing lies between. */
  async jumpsWithin(from: Sample, to: Sample): Promise<number> {
    const gone = between([from, to]);
    if (gone <= GAP || this.spent) return 0;
    const middle = await this.from((from.at + to.at) / 2);
    if (middle && middle.at > from.at && middle.at < to.at) {
      return (await this.jumpsWithin(from, middle)) + (await this.jumpsWithin(middle, to));
    }
    // The clock is not told in the second half, but may be in the first.
    const next = await this.from(from.at + 1);
    if (next && next.at < to.at && between([from, next]) <= GAP) return this.jumpsWithin(next, to);
    return gone;
  }
}

/** Seconds from one to the other; a clock that goes back seems to go on for a day. */
function between([from, to]: readonly [Sample, Sample]): number {
  return ((to.ticks - from.ticks + ROUND) % ROUND) / TICKS;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** Bytes of a packet of a transport stream: as it is, with a time before it (`.m2ts`), with sixteen to mend it by. */
const PACKET_SIZES = [188, 192, 204];
const SYNC = 0x47;

/**
 * PCR of ISO 13818-1, of the programme that is the first of the file: others have clocks of their own.
 * @returns null where the file begins with no packets
 */
async function transportClock(file: FileHandle): Promise<FindClock | null> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(MOST_PIECES * PIECE), 0, MOST_PIECES * PIECE, 0);
  const start = buffer.subarray(0, bytesRead);
  const size = PACKET_SIZES.find((size) => synchronised(start, size) !== null);
  if (size === undefined) return null;
  const [first] = clocksOfPackets(start, size);
  if (!first) return null;
  const { pid } = first;
  return (bytes) => clocksOfPackets(bytes, size).find((clock) => clock.pid === pid) ?? null;
}

/** Where packets begin: a byte that comes again at each of the next. */
function synchronised(bytes: Buffer, size: number): number | null {
  for (let at = 0; at < size && at + 4 * size < bytes.length; at++) {
    if ([0, 1, 2, 3, 4].every((n) => bytes[at + n * size] === SYNC)) return at;
  }
  return null;
}

function clocksOfPackets(bytes: Buffer, size: number): (Sample & { readonly pid: number })[] {
  const found: (Sample & { readonly pid: number })[] = [];
  for (let at = synchronised(bytes, size) ?? bytes.length; at + 12 <= bytes.length; at += size) {
    const flags = bytes.readUInt8(at + 3);
    const told = (flags & 0x20) > 0 && bytes.readUInt8(at + 4) >= 7 && (bytes.readUInt8(at + 5) & 0x10) > 0;
    if (bytes[at] !== SYNC || !told) continue;
    const ticks = bytes.readUInt32BE(at + 6) * 2 + (bytes.readUInt8(at + 10) >> 7);
    found.push({ at, ticks, pid: bytes.readUInt16BE(at + 1) & 0x1fff });
  }
  return found;
}

const PACK = Buffer.from([0, 0, 1, 0xba]);

/** SCR of ISO 13818-1 and, of MPEG-1, of ISO 11172-1. */
function packClock(bytes: Buffer): Sample | null {
  for (let at = bytes.indexOf(PACK); at >= 0 && at + 9 <= bytes.length; at = bytes.indexOf(PACK, at + 4)) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0] = bytes.subarray(at + 4, at + 9);
    if ((a & 0xc4) === 0x44) {
      const high = ((a >> 3) & 7) * 2 ** 30 + ((a & 3) << 28) + (b << 20);
      return { at, ticks: high + ((c >> 3) << 15) + ((c & 3) << 13) + (d << 5) + (e >> 3) };
    }
    if ((a & 0xf1) === 0x21) {
      return { at, ticks: ((a >> 1) & 7) * 2 ** 30 + (b << 22) + ((c >> 1) << 15) + (d << 7) + (e >> 1) };
    }
  }
  return null;
}
