/**
 * Adds outputs to an ONNX model held in memory, so that values computed inside it can be read.
 *
 * Moonshine's decoder computes where in the sound it looks for each token (the softmax of its cross-attention)
 * but does not return it. Word times come from there. The file on disk, and so its hash, stays untouched.
 *
 * Only as much of the protobuf wire format is read as is needed
 * (https://protobuf.dev/programming-guides/encoding/, field numbers from onnx/onnx.proto).
 */
const MODEL_GRAPH = 7;
const GRAPH_NODE = 1;
const GRAPH_OUTPUT = 12;
const NODE_OUTPUT = 2;
const NODE_OP_TYPE = 4;
const NODE_ATTRIBUTE = 5;
const ATTRIBUTE_GRAPH = 6;
const VALUE_NAME = 1;
const VALUE_TYPE = 2;
const TYPE_TENSOR = 1;
const TENSOR_ELEMENT_TYPE = 1;
const FLOAT = 1;

interface Field {
  readonly number: number;
  readonly wire: number;
  /** The whole field with its key; the payload alone for length-delimited ones. */
  readonly whole: Uint8Array;
  readonly payload: Uint8Array;
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return Uint8Array.from(bytes);
}

function readVarint(bytes: Uint8Array, at: number): { value: number; next: number } {
  let value = 0;
  let scale = 1;
  for (let next = at; next < bytes.length; next++) {
    const byte = bytes[next] as number;
    value += (byte & 127) * scale;
    if (byte < 128) return { value, next: next + 1 };
    scale *= 128;
  }
  throw new RangeError('protobuf ends within a number');
}

function* fieldsOf(message: Uint8Array): Generator<Field> {
  let at = 0;
  while (at < message.length) {
    const key = readVarint(message, at);
    const wire = key.value % 8;
    let start = key.next;
    let end: number;
    if (wire === 0) end = readVarint(message, start).next;
    else if (wire === 1) end = start + 8;
    else if (wire === 5) end = start + 4;
    else if (wire === 2) {
      const length = readVarint(message, start);
      start = length.next;
      end = start + length.value;
    } else throw new RangeError(`protobuf wire type ${wire} is not used by ONNX`);
    if (end > message.length) throw new RangeError('protobuf ends within a field');
    yield {
      number: Math.floor(key.value / 8),
      wire,
      whole: message.subarray(at, end),
      payload: message.subarray(start, end),
    };
    at = end;
  }
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function delimited(number: number, payload: Uint8Array): Uint8Array {
  return concat([varint(number * 8 + 2), varint(payload.length), payload]);
}

const text = (value: string) => new TextEncoder().encode(value);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** A ValueInfoProto of float values without a stated shape. */
function floatOutput(name: string): Uint8Array {
  const tensor = concat([varint(TENSOR_ELEMENT_TYPE * 8), varint(FLOAT)]);
  return concat([delimited(VALUE_NAME, text(name)), delimited(VALUE_TYPE, delimited(TYPE_TENSOR, tensor))]);
}

const outputsNamed = (names: readonly string[]) =>
  names.map((name) => delimited(GRAPH_OUTPUT, floatOutput(name)));

function widenBranch(graph: Uint8Array, inner: readonly string[]): Uint8Array {
  return concat([graph, ...outputsNamed(inner)]);
}

function widenNode(node: Uint8Array, inner: readonly string[], outer: readonly string[]): Uint8Array {
  const fields = [...fieldsOf(node)];
  const isIf = fields.some((f) => f.number === NODE_OP_TYPE && textOf(f.payload) === 'If');
  if (!isIf) return node;
  const parts = fields.map((field) => {
    if (field.number !== NODE_ATTRIBUTE) return field.whole;
    const attribute = [...fieldsOf(field.payload)].map((part) =>
      part.number === ATTRIBUTE_GRAPH ? delimited(part.number, widenBranch(part.payload, inner)) : part.whole,
    );
    return delimited(NODE_ATTRIBUTE, concat(attribute));
  });
  return concat([...parts, ...outer.map((name) => delimited(NODE_OUTPUT, text(name)))]);
}

/**
 * Returns a copy of a model whose graph is one `If` node, with further float outputs.
 * @param inner names of values that exist in both branches
 * @param outer the names under which the model returns them, in the same order
 * @throws RangeError when the bytes are no protobuf message
 */
export function exposeBranchValues(
  model: Uint8Array,
  inner: readonly string[],
  outer: readonly string[],
): Uint8Array {
  const parts = [...fieldsOf(model)].map((field) => {
    if (field.number !== MODEL_GRAPH) return field.whole;
    const graph = [...fieldsOf(field.payload)].map((part) =>
      part.number === GRAPH_NODE ? delimited(GRAPH_NODE, widenNode(part.payload, inner, outer)) : part.whole,
    );
    return delimited(MODEL_GRAPH, concat([...graph, ...outputsNamed(outer)]));
  });
  return concat(parts);
}
