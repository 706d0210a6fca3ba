import { fieldsOf, WIRE } from '../protobuf';
import { type ElementType, TYPE_NUMBERS } from './elements';

/** A model file as far as sizes and operators go. Weights' bytes are read only where they are short lists of integers. */
export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[];
  readonly inputs: ReadonlyMap<string, readonly (number | string)[]>;
  readonly outputs: readonly string[];
  readonly weights: ReadonlyMap<string, OnnxWeight>;
}

export interface OnnxNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Integers and lists of them; other attributes are left out. */
  readonly integers: ReadonlyMap<string, readonly number[]>;
}

export interface OnnxWeight {
  readonly type: ElementType;
  readonly shape: readonly number[];
  /** Of int64 weights that lie in the model file. */
  readonly values: readonly number[] | null;
}

/** Reads what OnnxWriter writes. @throws RangeError where the bytes are not a model file */
export function readOnnx(bytes: Uint8Array): OnnxGraph {
  const graph = messageAt(fieldsByNumber(bytes), 7);
  const fields = fieldsByNumber(graph);
  const named = (field: number) => all(fields, field).map((item) => fieldsByNumber(item));
  return {
    nodes: all(fields, 1).map(readNode),
    weights: new Map(all(fields, 5).map(readWeight)),
    inputs: new Map(named(11).map((item) => [text(item, 1), shapeOf(item)])),
    outputs: named(12).map((item) => text(item, 1)),
  };
}

/** What a model's file says of itself, by its keys: metadata_props of onnx.proto. */
export function readMetadata(bytes: Uint8Array): Readonly<Record<string, string>> {
  const pairs = all(fieldsByNumber(bytes), 14).map((item) => fieldsByNumber(item));
  return Object.fromEntries(pairs.map((pair) => [text(pair, 1), text(pair, 2)]));
}

/** The bytes of a model file's weights that lie in it, in place, by name. */
export function weightBytes(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const graph = fieldsByNumber(messageAt(fieldsByNumber(bytes), 7));
  const found = new Map<string, Uint8Array>();
  for (const weight of all(graph, 5).map((item) => fieldsByNumber(item))) {
    const [raw] = all(weight, 9);
    if (raw) found.set(text(weight, 8), raw);
  }
  return found;
}

type Value = number | Uint8Array;
type Fields = ReadonlyMap<number, readonly Value[]>;

/** A message's fields by number: varints as numbers, strings and messages as bytes, the rest left out. */
function fieldsByNumber(bytes: Uint8Array): Fields {
  const fields = new Map<number, Value[]>();
  for (const { number, wire, value, payload } of fieldsOf(bytes)) {
    if (wire !== WIRE.varint && wire !== WIRE.delimited) continue;
    const values = fields.get(number) ?? [];
    values.push(wire === WIRE.varint ? value : payload);
    fields.set(number, values);
  }
  return fields;
}

function all(fields: Fields, field: number): Uint8Array[] {
  return (fields.get(field) ?? []).filter((value) => value instanceof Uint8Array);
}

function numbers(fields: Fields, field: number): number[] {
  return (fields.get(field) ?? []).filter((value) => typeof value === 'number');
}

function messageAt(fields: Fields, field: number): Uint8Array {
  const [message] = all(fields, field);
  if (!message) throw new RangeError('not a model file');
  return message;
}

function text(fields: Fields, field: number): string {
  const [bytes] = all(fields, field);
  return bytes ? new TextDecoder().decode(bytes) : '';
}

function readNode(bytes: Uint8Array): OnnxNode {
  const fields = fieldsByNumber(bytes);
  const words = (field: number) => all(fields, field).map((item) => new TextDecoder().decode(item));
  const integers = all(fields, 5).map((item): [string, number[]] => {
    const attribute = fieldsByNumber(item);
    return [text(attribute, 1), [...numbers(attribute, 3), ...numbers(attribute, 8)]];
  });
  return {
    operator: text(fields, 4),
    inputs: words(1),
    outputs: words(2),
    integers: new Map(integers.filter(([, list]) => list.length > 0)),
  };
}

function readWeight(bytes: Uint8Array): [string, OnnxWeight] {
  const fields = fieldsByNumber(bytes);
  const number = numbers(fields, 2)[0];
  const type = Object.entries(TYPE_NUMBERS).find(([, value]) => value === number)?.[0] as ElementType;
  const [raw] = all(fields, 9);
  const values = type === 'int64' && raw ? integersIn(raw) : null;
  return [text(fields, 8), { type, shape: numbers(fields, 1), values }];
}

function integersIn(raw: Uint8Array): number[] {
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  return Array.from({ length: raw.length / 8 }, (_, i) => Number(view.getBigInt64(8 * i, true)));
}

/** Sizes, or their names, of a graph's input. */
function shapeOf(value: Fields): (number | string)[] {
  const tensor = fieldsByNumber(messageAt(fieldsByNumber(messageAt(value, 2)), 1));
  const [shape] = all(tensor, 2);
  if (!shape) return [];
  return all(fieldsByNumber(shape), 1).map((item) => {
    const dimension = fieldsByNumber(item);
    return numbers(dimension, 1)[0] ?? text(dimension, 2);
  });
}
