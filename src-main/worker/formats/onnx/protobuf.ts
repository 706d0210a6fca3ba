/**
 * Writes the protobuf wire format, as far as ONNX needs it: varints, 32-bit floats, strings, bytes, nested messages.
 * https://protobuf.dev/programming-guides/encoding/
 */
export class ProtobufMessage {
  readonly #chunks: Uint8Array[] = [];
  #length = 0;

  /** Bytes written so far. */
  get length(): number {
    return this.#length;
  }

  /** @param value a safe integer; negative ones are written as 64-bit two's complement */
  integer(field: number, value: number | bigint): this {
    return this.#push(varint(field << 3)).#push(varint(value));
  }

  float32(field: number, value: number): this {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    return this.#push(varint((field << 3) | 5)).#push(bytes);
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

  /** The encoded message, in pieces to be written one after the other. */
  chunks(): readonly Uint8Array[] {
    return this.#chunks;
  }

  #header(field: number, length: number): this {
    return this.#push(varint((field << 3) | 2)).#push(varint(length));
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
