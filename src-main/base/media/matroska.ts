/** One block of one track, as it stood in the stream. */
export interface Block {
  /** Tracks count from 1, in the order in which ffmpeg was told to write them. */
  readonly track: number;
  /** Milliseconds: the container's own, coarse time. */
  readonly milliseconds: number;
  readonly data: Buffer;
}

/** The bytes are not what ffmpeg's Matroska writer writes. */
export class BrokenStream extends Error {}

const SEGMENT = 0x18538067;
const CLUSTER = 0x1f43b675;
const BLOCK_GROUP = 0xa0;
const CLUSTER_TIME = 0xe7;
const SIMPLE_BLOCK = 0xa3;
const BLOCK = 0xa1;
/** Longest that an element's id and size can be. */
const MAX_HEADER = 12;

interface Payload {
  readonly id: number;
  readonly data: Buffer;
  filled: number;
}

/**
 * Reads the Matroska that ffmpeg writes into a pipe, as the bytes come: only what is needed to get at the blocks.
 * Elements are as in RFC 9559; ffmpeg writes one frame a block (no lacing) and milliseconds as the unit of time.
 * Holds at most one block.
 */
export class MatroskaReader {
  #header = Buffer.alloc(0);
  #payload: Payload | null = null;
  #skip = 0;
  #clusterTime = 0;

  /**
   * Takes the next bytes and gives the blocks that they complete.
   * @throws BrokenStream
   */
  *push(chunk: Buffer): Generator<Block> {
    let rest = chunk;
    while (rest.length > 0) {
      if (this.#skip > 0) {
        const step = Math.min(this.#skip, rest.length);
        this.#skip -= step;
        rest = rest.subarray(step);
      } else if (this.#payload) {
        const copied = rest.copy(this.#payload.data, this.#payload.filled);
        this.#payload.filled += copied;
        rest = rest.subarray(copied);
      } else {
        rest = this.#startElement(rest);
      }
      yield* this.#finishElement();
    }
  }

  /** True between elements: the stream did not stop within one. */
  get complete(): boolean {
    return this.#payload === null && this.#skip === 0 && this.#header.length === 0;
  }

  /** Reads an element's id and size where all of it is there; keeps the beginning of it otherwise. */
  #startElement(rest: Buffer): Buffer {
    const kept = this.#header.length;
    const header = kept > 0 ? Buffer.concat([this.#header, rest.subarray(0, MAX_HEADER)]) : rest;
    const id = readId(header);
    const size = id && readSize(header, id.length);
    if (!id || !size) {
      this.#header = Buffer.from(header.subarray(0, MAX_HEADER));
      return rest.subarray(rest.length);
    }
    this.#header = Buffer.alloc(0);
    const used = id.length + size.length - kept;
    switch (id.value) {
      case SEGMENT:
      case CLUSTER:
      case BLOCK_GROUP:
        // What is inside is read as if it stood beside: the size, which may be unknown, does not matter.
        break;
      case CLUSTER_TIME:
      case SIMPLE_BLOCK:
      case BLOCK:
        if (size.value === null) throw new BrokenStream('a block of unknown size');
        this.#payload = { id: id.value, data: Buffer.allocUnsafeSlow(size.value), filled: 0 };
        break;
      default:
        if (size.value === null) throw new BrokenStream(`element ${id.value.toString(16)} of unknown size`);
        this.#skip = size.value;
    }
    return rest.subarray(used);
  }

  *#finishElement(): Generator<Block> {
    const payload = this.#payload;
    if (!payload || payload.filled < payload.data.length) return;
    this.#payload = null;
    if (payload.id === CLUSTER_TIME) {
      this.#clusterTime = payload.data.readUIntBE(0, payload.data.length);
      return;
    }
    const track = readSize(payload.data, 0);
    if (!track || track.value === null) throw new BrokenStream('a block without a track');
    const { length } = track;
    if (((payload.data[length + 2] ?? 0) & 0x06) !== 0) throw new BrokenStream('a laced block');
    yield {
      track: track.value,
      milliseconds: this.#clusterTime + payload.data.readInt16BE(length),
      data: payload.data.subarray(length + 3),
    };
  }
}

interface Vint<T> {
  readonly value: T;
  readonly length: number;
}

/** An element's id keeps the marker bits that tell its length. Null where bytes are still missing. */
function readId(bytes: Buffer): Vint<number> | null {
  const first = bytes[0];
  if (first === undefined) return null;
  const length = Math.clz32(first) - 23;
  if (length > 4) throw new BrokenStream('no element where one should begin');
  return bytes.length < length ? null : { value: bytes.readUIntBE(0, length), length };
}

/** A size or track number, without its marker bit; all ones means unknown. */
function readSize(bytes: Buffer, at: number): Vint<number | null> | null {
  const first = bytes[at];
  if (first === undefined) return null;
  const length = Math.clz32(first) - 23;
  if (length > 8) throw new BrokenStream('no size where one should stand');
  if (bytes.length < at + length) return null;
  let value = first & (0xff >> length);
  let ones = value === 0xff >> length;
  for (let i = 1; i < length; i++) {
    const byte = bytes[at + i] ?? 0;
    ones &&= byte === 0xff;
    value = value * 256 + byte;
  }
  return { value: ones ? null : value, length };
}
