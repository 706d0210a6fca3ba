import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { CheckpointUnusable } from '../../../base/packs/errors';

/** A graph's input or output. */
export interface GraphValue {
  readonly name: string;
  /** Number of its element type in TensorProto.DataType: 1 is float32, 7 int64, 10 float16; 0 where it is no tensor. */
  readonly type: number;
  /** Null for a size that is only known when the graph runs. */
  readonly shape: readonly (number | null)[];
}

export interface GraphHeader {
  readonly inputs: readonly GraphValue[];
  readonly outputs: readonly GraphValue[];
}

/** Field numbers of onnx.proto. */
const MODEL_GRAPH = 7;
const GRAPH_INPUT = 11;
const GRAPH_OUTPUT = 12;
/** A declared input or output is a name and a shape: a longer one is something else. */
const LONGEST_VALUE = 1 << 20;

interface Field {
  readonly number: number;
  /** Where its content lies: [from, to). */
  readonly from: number;
  readonly to: number;
  /** Of a varint. */
  readonly value: number;
}

/**
 * What a graph takes and gives. Reads these few bytes alone and passes over the weights, which may be gigabytes.
 * @throws CheckpointUnusable when the file is no ONNX graph
 */
export async function readGraphHeader(path: string): Promise<GraphHeader> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    for await (const field of fieldsOf(fromFile(file), 0, size)) {
      if (field.number !== MODEL_GRAPH) continue;
      const inputs: GraphValue[] = [];
      const outputs: GraphValue[] = [];
      for await (const part of fieldsOf(fromFile(file), field.from, field.to)) {
        if (part.number === GRAPH_INPUT) inputs.push(await readValue(file, part));
        if (part.number === GRAPH_OUTPUT) outputs.push(await readValue(file, part));
      }
      return { inputs, outputs };
    }
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw notOnnx(path, cause);
  } finally {
    await file.close();
  }
  throw notOnnx(path, undefined);
}

function notOnnx(path: string, cause: unknown): CheckpointUnusable {
  return new CheckpointUnusable(`has a file that is no whole ONNX graph (${basename(path)})`, undefined, {
    cause,
  });
}

/** Gives up to `count` bytes from a place on; fewer at the end. */
type Source = (from: number, count: number) => Promise<Uint8Array>;

function fromFile(file: FileHandle): Source {
  return async (from, count) => {
    const { bytesRead, buffer } = await file.read(new Uint8Array(count), 0, count, from);
    return buffer.subarray(0, bytesRead);
  };
}

/** The fields of the protobuf message at [from, to): https://protobuf.dev/programming-guides/encoding/ */
async function* fieldsOf(source: Source, from: number, to: number): AsyncGenerator<Field> {
  for (let at = from; at < to; ) {
    const head = await source(at, Math.min(20, to - at));
    const key = varint(head, 0);
    const number = Math.floor(key.value / 8);
    const wire = key.value % 8;
    let start = at + key.length;
    let end = start;
    let value = 0;
    if (wire === 0 || wire === 2) {
      const read = varint(head, key.length);
      value = read.value;
      start += read.length;
      end = wire === 0 ? start : start + read.value;
    } else if (wire === 1 || wire === 5) {
      end = start + (wire === 1 ? 8 : 4);
    } else throw new RangeError(`wire type ${wire}`);
    if (number === 0 || end > to) throw new RangeError('a field leaves its message');
    yield { number, from: start, to: end, value };
    at = end;
  }
}

function varint(bytes: Uint8Array, at: number): { value: number; length: number } {
  let value = 0;
  for (let i = 0; i < 10; i++) {
    const byte = bytes[at + i];
    if (byte === undefined) throw new RangeError('a number is cut off');
    value += (byte & 127) * 2 ** (7 * i);
    if (byte < 128) return { value, length: i + 1 };
  }
  throw new RangeError('a number is too long');
}

/** ValueInfoProto: 1 name, 2 type; TypeProto: 1 tensor; Tensor: 1 element type, 2 shape; shape: 1 dimension, in it 1 size. */
async function readValue(file: FileHandle, { from, to }: Field): Promise<GraphValue> {
  if (to - from > LONGEST_VALUE) throw new RangeError('a declaration is too long');
  const bytes = await fromFile(file)(from, to - from);
  const source: Source = async (at, count) => bytes.subarray(at, at + count);
  const inside = (field: Field) => fieldsOf(source, field.from, field.to);
  const all: Field = { number: 0, from: 0, to: bytes.length, value: 0 };
  let name = '';
  let type = 0;
  const shape: (number | null)[] = [];
  for await (const field of inside(all)) {
    if (field.number === 1) name = new TextDecoder().decode(bytes.subarray(field.from, field.to));
    if (field.number !== 2) continue;
    for await (const tensor of inside(field)) {
      if (tensor.number !== 1) continue;
      for await (const part of inside(tensor)) {
        if (part.number === 1) type = part.value;
        if (part.number !== 2) continue;
        for await (const dimension of inside(part)) {
          let size: number | null = null;
          for await (const said of inside(dimension)) if (said.number === 1) size = said.value;
          shape.push(size);
        }
      }
    }
  }
  return { name, type, shape };
}
