// An ONNX model that somebody else made, whole, to be changed and written again: nodes with all their attributes, weights with
// their bytes, and what is said beside them as it was read. OnnxWriter builds models anew; `readOnnx` only looks at them.
import { fieldsOf, ProtobufMessage, WIRE } from '../protobuf';
import { ELEMENT_BYTES, type ElementType, TYPE_NUMBERS } from './elements';
import { EXTERNAL, placeOf, readEntry, storedMessage } from './stored';
import type { StoredTensor } from './tensor-file';

/** A model that cannot be taken apart here: its weights lie elsewhere, or graphs are nested in it. */
export class ModelNotChangeable extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'ModelNotChangeable';
  }
}

export interface ModelNode {
  readonly operator: string;
  /** Empty for the standard operators. */
  readonly domain: string;
  readonly inputs: string[];
  readonly outputs: string[];
  /** AttributeProto of onnx.proto, by its name. */
  readonly attributes: ReadonlyMap<string, Uint8Array>;
}

export interface ModelWeight {
  readonly type: ElementType;
  readonly shape: readonly number[];
  /** Elements, little-endian: views of what was read. */
  readonly bytes: Uint8Array;
}

/** An input or an output of the graph. */
export interface ModelValue {
  readonly name: string;
  readonly type: ElementType | null;
  /** ValueInfoProto as it was read. */
  readonly payload: Uint8Array;
}

export interface OnnxModel {
  nodes: ModelNode[];
  readonly weights: Map<string, ModelWeight>;
  /** Weights that lie in a file beside the model: see `readModel`. */
  readonly stored: Map<string, StoredTensor>;
  readonly inputs: readonly ModelValue[];
  readonly outputs: readonly ModelValue[];
  /** Fields of ModelProto beside the graph, each with its key. */
  readonly around: readonly Uint8Array[];
}

const GRAPH = 7;
const TYPES: ReadonlyMap<number, ElementType> = new Map(
  (Object.keys(TYPE_NUMBERS) as ElementType[]).map((type) => [TYPE_NUMBERS[type], type]),
);

/**
 * @param beside whether weights may lie in a file beside the model: what changes them has to ask for that
 * @throws ModelNotChangeable; RangeError where the bytes are no model
 */
export function readModel(bytes: Uint8Array, beside = false): OnnxModel {
  const around: Uint8Array[] = [];
  let graph: Uint8Array | null = null;
  for (const { number, whole, payload } of fieldsOf(bytes)) {
    if (number === GRAPH) graph = payload;
    else around.push(whole);
  }
  if (graph === null) throw new RangeError('not a model file');
  const nodes: ModelNode[] = [];
  const weights = new Map<string, ModelWeight>();
  const stored = new Map<string, StoredTensor>();
  const inputs: ModelValue[] = [];
  const outputs: ModelValue[] = [];
  for (const { number, payload } of fieldsOf(graph)) {
    if (number === 1) takeNode(readNode(payload), nodes, weights);
    else if (number === 5) takeTensor(readTensor(payload), weights, beside ? stored : null);
    else if (number === 11) inputs.push(readValue(payload));
    else if (number === 12) outputs.push(readValue(payload));
    else if (number === 15) throw new ModelNotChangeable('weights are stored sparsely');
  }
  // Files of earlier versions name weights among the inputs, too.
  const given = inputs.filter(({ name }) => !weights.has(name) && !stored.has(name));
  return { nodes, weights, stored, inputs: given, outputs, around };
}

/** The model's file, in pieces to be written one after the other. Types of values in between are left for the runtime to find. */
export function writeModel({
  nodes,
  weights,
  stored,
  inputs,
  outputs,
  around,
}: OnnxModel): readonly Uint8Array[] {
  const graph = new ProtobufMessage();
  for (const node of nodes) graph.message(1, nodeMessage(node));
  graph.string(2, 'longtake');
  for (const [name, { type, shape, bytes }] of weights) {
    const tensor = new ProtobufMessage();
    for (const size of shape) tensor.integer(1, size);
    graph.message(5, tensor.integer(2, TYPE_NUMBERS[type]).string(8, name).bytes(9, bytes));
  }
  for (const [name, tensor] of stored) graph.message(5, storedMessage(name, tensor));
  for (const { payload } of inputs) graph.bytes(11, payload);
  for (const { payload } of outputs) graph.bytes(12, payload);
  const model = new ProtobufMessage();
  for (const field of around) model.whole(field);
  return model.message(GRAPH, graph).chunks();
}

/** An integer attribute of a node; null where it has none of this name. */
export function integerOf(node: ModelNode, name: string): number | null {
  const attribute = node.attributes.get(name);
  if (!attribute) return null;
  for (const { number, value } of fieldsOf(attribute)) if (number === 3) return value;
  return null;
}

/** A tensor that is an attribute of a node; null where it has none of this name. */
export function tensorOf(node: ModelNode, name: string): ModelWeight | null {
  const attribute = node.attributes.get(name);
  if (!attribute) return null;
  for (const { number, payload } of fieldsOf(attribute)) {
    const value = number === 5 ? readTensor(payload)[1] : null;
    if (value) return isStored(value) ? elsewhere() : value;
  }
  return null;
}

/** A node, of the standard operators unless it is said. @param integers its attributes */
export function newNode(
  operator: string,
  inputs: readonly string[],
  output: string,
  integers: Readonly<Record<string, number>> = {},
  domain = '',
): ModelNode {
  const attributes = Object.entries(integers).map(([name, value]): [string, Uint8Array] => [
    name,
    new ProtobufMessage().string(1, name).integer(3, value).integer(20, 2).encoded(),
  ]);
  return {
    ...{ operator, domain, inputs: [...inputs], outputs: [output] },
    attributes: new Map(attributes),
  };
}

/** A constant that a node makes is a weight like others. */
function takeNode(node: ModelNode, nodes: ModelNode[], weights: Map<string, ModelWeight>): void {
  const value = node.operator === 'Constant' ? tensorOf(node, 'value') : null;
  if (value) weights.set(node.outputs[0] as string, value);
  else nodes.push(node);
}

/** @param stored null where weights must not lie elsewhere */
function takeTensor(
  [name, tensor]: readonly [string, ModelWeight | StoredTensor],
  weights: Map<string, ModelWeight>,
  stored: Map<string, StoredTensor> | null,
): void {
  if (!isStored(tensor)) weights.set(name, tensor);
  else if (stored) stored.set(name, tensor);
  else elsewhere();
}

function isStored(tensor: ModelWeight | StoredTensor): tensor is StoredTensor {
  return 'file' in tensor;
}

function elsewhere(): never {
  throw new ModelNotChangeable('its weights lie in another file');
}

function readNode(payload: Uint8Array): ModelNode {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, Uint8Array>();
  let [operator, domain] = ['', ''];
  for (const field of fieldsOf(payload)) {
    if (field.number === 1) inputs.push(textOf(field.payload));
    else if (field.number === 2) outputs.push(textOf(field.payload));
    else if (field.number === 4) operator = textOf(field.payload);
    else if (field.number === 7) domain = textOf(field.payload);
    else if (field.number === 5) attributes.set(attributeName(field.payload), field.payload);
  }
  return { operator, domain, inputs, outputs, attributes };
}

function attributeName(attribute: Uint8Array): string {
  let name = '';
  for (const { number, payload } of fieldsOf(attribute)) {
    if (number === 1) name = textOf(payload);
    if (number === 6 || number === 11) throw new ModelNotChangeable('graphs are nested in it');
  }
  return name;
}

function nodeMessage({ operator, domain, inputs, outputs, attributes }: ModelNode): ProtobufMessage {
  const message = new ProtobufMessage();
  for (const name of inputs) message.string(1, name);
  for (const name of outputs) message.string(2, name);
  message.string(3, `${operator}:${outputs[0]}`).string(4, operator);
  for (const attribute of attributes.values()) message.bytes(5, attribute);
  return domain === '' ? message : message.string(7, domain);
}

function readTensor(payload: Uint8Array): [string, ModelWeight | StoredTensor] {
  const shape: number[] = [];
  let [name, number] = ['', 0];
  let raw: Uint8Array | null = null;
  let isExternal = false;
  const where = new Map<string, string>();
  const [floats, integers]: [number[], number[]] = [[], []];
  for (const field of fieldsOf(payload)) {
    if (field.number === 1) shape.push(...varintsOf(field));
    else if (field.number === 2) number = field.value;
    else if (field.number === 4) floats.push(...floatsOf(field.payload));
    else if (field.number === 5 || field.number === 7) integers.push(...varintsOf(field));
    else if (field.number === 8) name = textOf(field.payload);
    else if (field.number === 9) raw = field.payload;
    else if (field.number === 13) where.set(...readEntry(field.payload));
    else if (field.number === 14) isExternal = field.value === EXTERNAL;
  }
  const type = TYPES.get(number);
  if (type === undefined) throw new ModelNotChangeable(`it has weights of type ${number}`);
  if (isExternal) return [name, { type, shape, ...knownPlace(where) }];
  return [name, { type, shape, bytes: raw ?? packed(type, type === 'float32' ? floats : integers) }];
}

function knownPlace(where: ReadonlyMap<string, string>) {
  const place = placeOf(where);
  if (place === null) throw new ModelNotChangeable('it does not say where its weights lie');
  return place;
}

/** Elements that stand one by one in the file, as small tensors' may. */
function packed(type: ElementType, values: readonly number[]): Uint8Array {
  const size = ELEMENT_BYTES[type];
  const view = new DataView(new ArrayBuffer(values.length * size));
  values.forEach((value, i) => {
    if (type === 'float32') view.setFloat32(i * size, value, true);
    else if (size === 8) view.setBigInt64(i * size, BigInt(value), true);
    else if (size === 4) view.setInt32(i * size, value, true);
    else if (size === 2) view.setUint16(i * size, value, true);
    else view.setUint8(i * size, value & 255);
  });
  return new Uint8Array(view.buffer);
}

function readValue(payload: Uint8Array): ModelValue {
  let name = '';
  let type: ElementType | null = null;
  for (const field of fieldsOf(payload)) {
    if (field.number === 1) name = textOf(field.payload);
    if (field.number === 2) type = elementOf(field.payload);
  }
  return { name, type, payload };
}

/** Of TypeProto: the element type of a tensor. */
function elementOf(typeProto: Uint8Array): ElementType | null {
  for (const { number, payload } of fieldsOf(typeProto)) {
    if (number !== 1) continue;
    for (const field of fieldsOf(payload)) if (field.number === 1) return TYPES.get(field.value) ?? null;
  }
  return null;
}

/** One number, or several in one field. */
function varintsOf(field: { readonly wire: number; readonly value: number; readonly payload: Uint8Array }) {
  if (field.wire === WIRE.varint) return [field.value];
  const values: number[] = [];
  for (let at = 0; at < field.payload.length; ) {
    let [value, shift] = [0n, 0n];
    for (let more = true; more; at++, shift += 7n) {
      const byte = field.payload[at];
      if (byte === undefined) throw new RangeError('a protobuf number is cut off');
      value |= BigInt(byte & 127) << shift;
      more = byte > 127;
    }
    values.push(Number(BigInt.asIntN(64, value)));
  }
  return values;
}

function floatsOf(payload: Uint8Array): number[] {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  return Array.from({ length: payload.byteLength >> 2 }, (_, i) => view.getFloat32(4 * i, true));
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
