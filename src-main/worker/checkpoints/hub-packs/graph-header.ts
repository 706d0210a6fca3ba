import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { CheckpointUnusable } from '../../../base/packs/errors';
import { type Field, type FieldPlace, fieldsOf, LONGEST_HEAD, readField } from '../../formats/protobuf';

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

/**
 * What a graph takes and gives. Reads these few bytes alone and passes over the weights, which may be gigabytes.
 * @throws CheckpointUnusable when the file is no ONNX graph
 */
export async function readGraphHeader(path: string): Promise<GraphHeader> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    for await (const field of fieldsIn(file, 0, size)) {
      if (field.number !== MODEL_GRAPH) continue;
      const inputs: GraphValue[] = [];
      const outputs: GraphValue[] = [];
      for await (const part of fieldsIn(file, field.from, field.to)) {
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

/** Up to `count` bytes from a place on; fewer at the end. */
async function bytesAt(file: FileHandle, from: number, count: number): Promise<Uint8Array> {
  const { bytesRead, buffer } = await file.read(new Uint8Array(count), 0, count, from);
  return buffer.subarray(0, bytesRead);
}

/** The fields of the protobuf message at [from, to) of a file: what they hold is passed over. */
async function* fieldsIn(file: FileHandle, from: number, to: number): AsyncGenerator<FieldPlace> {
  for (let at = from; at < to; ) {
    const field = readField(await bytesAt(file, at, Math.min(LONGEST_HEAD, to - at)), at, to);
    yield field;
    at = field.to;
  }
}

/** ValueInfoProto: 1 name, 2 type; TypeProto: 1 tensor; Tensor: 1 element type, 2 shape; shape: 1 dimension, in it 1 size. */
async function readValue(file: FileHandle, { from, to }: FieldPlace): Promise<GraphValue> {
  if (to - from > LONGEST_VALUE) throw new RangeError('a declaration is too long');
  let name = '';
  let type = 0;
  const shape: (number | null)[] = [];
  for (const field of fieldsOf(await bytesAt(file, from, to - from))) {
    if (field.number === 1) name = new TextDecoder().decode(field.payload);
    if (field.number !== 2) continue;
    for (const part of numbered(1, field.payload).flatMap((tensor) => [...fieldsOf(tensor.payload)])) {
      if (part.number === 1) type = part.value;
      if (part.number !== 2) continue;
      for (const dimension of numbered(1, part.payload)) {
        shape.push(numbered(1, dimension.payload).at(-1)?.value ?? null);
      }
    }
  }
  return { name, type, shape };
}

function numbered(number: number, message: Uint8Array): Field[] {
  return [...fieldsOf(message)].filter((field) => field.number === number);
}
