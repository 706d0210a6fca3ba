/**
 * The protobuf wire format, read and written, as far as ONNX needs it: varints, fixed 32 and 64 bits, strings, bytes, nested messages;
 * no groups. https://protobuf.dev/programming-guides/encoding/
 *
 * Own code, since a model's weights are gigabytes: what is written keeps them by reference and hands them on in pieces, and what is read
 * gives views of them, or only where they lie in a file. Libraries at hand copy them, or want all of a message in memory.
 */

/** How a field's content is kept: a varint, 8 bytes, a length and as many bytes, 4 bytes. */
export const WIRE = { varint: 0, fixed64: 1, delimited: 2, fixed32: 5 } as const;
/** A key and a length, each of ten bytes at most: with so many, `readField` has all that it looks at. */
export const LONGEST_HEAD = 20;

/** Where a field lies, counted as the place that it was read from is. */
export interface FieldPlace {
  readonly number: number;
  /** One of `WIRE`. */
  readonly wire: number;
  /** Where its content lies: [from, to). The next field begins at `to`. */
  readonly from: number;
  readonly to: number;
  /** Of a varint, as a signed 64-bit integer; exact where it is a safe one. */
  readonly value: number;
}

/** A field of a message in memory. The arrays are views: nothing is copied. */
export interface Field extends FieldPlace {
  /** The whole field with its key. */
  readonly whole: Uint8Array;
  /** Its content alone. */
  readonly payload: Uint8Array;
}

/**
 * Reads the head of the field that begins at `at` of a message that ends at `end`.
 * @param head the bytes from `at` on; `LONGEST_HEAD` are enough
 * @throws RangeError where there is no field, or it leaves its message
 */
export function readField(head: Uint8Array, at: number, end: number): FieldPlace {
  const key = readVarint(head, 0);
  const number = Math.floor(key.value / 8);
  const wire = key.value % 8;
  let from = at + key.length;
  let to = from;
  let value = 0;
  if (wire === WIRE.varint || wire === WIRE.delimited) {
    const read = readVarint(head, key.length);
    value = read.value;
    from += read.length;
    to = wire === WIRE.varint ? from : from + value;
  } else if (wire === WIRE.fixed64 || wire === WIRE.fixed32) {
    to = from + (wire === WIRE.fixed64 ? 8 : 4);
  } else throw new RangeError(`protobuf wire type ${wire} is not used by ONNX`);
  if (number < 1 || to < from || to > end) throw new RangeError('a protobuf field leaves its message');
  return { number, wire, from, to, value };
}

/** The fields of a message, in order. @throws RangeError where the bytes are none */
export function* fieldsOf(message: Uint8Array): Generator<Field> {
  for (let at = 0; at < message.length; ) {
    const field = readField(message.subarray(at, at + LONGEST_HEAD), at, message.length);
    const { from, to } = field;
    yield { ...field, whole: message.subarray(at, to), payload: message.subarray(from, to) };
    at = to;
  }
}

/** A varint as a signed 64-bit integer, and how many bytes it takes. @throws RangeError where it is cut off or too long */
function readVarint(bytes: Uint8Array, at: number): { value: number; length: number } {
  let value = 0n;
  for (let n = 0; n < 10; n++) {
    const byte = bytes[at + n];
    if (byte === undefined) throw new RangeError('a protobuf number is cut off');
    value |= BigInt(byte & 127) << BigInt(7 * n);
    if (byte < 128) return { value: Number(BigInt.asIntN(64, value)), length: n + 1 };
  }
  throw new RangeError('a protobuf number is too long');
}

/** A message that is written. */
export class ProtobufMessage {
  readonly #chunks: Uint8Array[] = [];
  #length = 0;

  /** Bytes written so far. */
  get length(): number {
    return this.#length;
  }

  /** @param value a safe integer; negative ones are written as 64-bit two's complement */
  integer(field: number, value: number | bigint): this {
    return this.#push(varint(field * 8 + WIRE.varint)).#push(varint(value));
  }

  float32(field: number, value: number): this {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    return this.#push(varint(field * 8 + WIRE.fixed32)).#push(bytes);
  }

  /** The bytes are kept by reference until `chunks` is read: large tensors are not copied. */
  bytes(field: number, value: Uint8Array): this {
    return this.#header(field, value.length).#push(value);
  }

  string(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value));
  }

  message(field: number, value: ProtobufMessage): this {
    this.#header(field, value.length);
    for (const chunk of value.#chunks) this.#push(chunk);
    return this;
  }

  /** Fields as they were read, each with its key: one, or all of a message. Kept by reference. */
  whole(fields: Uint8Array): this {
    return this.#push(fields);
  }

  /** The encoded message, in pieces to be written one after the other. */
  chunks(): readonly Uint8Array[] {
    return this.#chunks;
  }

  /** The encoded message in one piece, which is a copy. */
  encoded(): Uint8Array {
    const { buffer, byteOffset, length } = Buffer.concat(this.#chunks);
    return new Uint8Array(buffer, byteOffset, length);
  }

  #header(field: number, length: number): this {
    return this.#push(varint(field * 8 + WIRE.delimited)).#push(varint(length));
  }

  #push(bytes: Uint8Array): this {
    this.#chunks.push(bytes);
    this.#length += bytes.length;
    return this;
  }
}

function varint(value: number | bigint): Uint8Array {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}
