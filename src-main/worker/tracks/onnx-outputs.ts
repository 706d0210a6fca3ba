/**
 * Adds outputs to an ONNX model held in memory, so that values computed inside it can be read.
 *
 * The decoders of Moonshine and Whisper compute where in the sound they look for each token (the softmax of their
 * cross-attention) but do not return it. Word times come from there. The file on disk, and so its hash, stays untouched.
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

/** A message in pieces: models are large, so they are put together once, at the end. */
type Pieces = readonly Uint8Array[];

const lengthOf = (pieces: Pieces) => pieces.reduce((sum, piece) => sum + piece.length, 0);

function concat(pieces: Pieces): Uint8Array {
  const out = new Uint8Array(lengthOf(pieces));
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

function delimited(number: number, payload: Pieces): Pieces {
  return [varint(number * 8 + 2), varint(lengthOf(payload)), ...payload];
}

const text = (value: string) => new TextEncoder().encode(value);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** ValueInfoProtos that state neither type nor shape: the runtime infers them, halves as well as floats. */
const outputsNamed = (names: readonly string[]) =>
  names.flatMap((name) => delimited(GRAPH_OUTPUT, delimited(VALUE_NAME, [text(name)])));

const isIf = (node: readonly Field[]) =>
  node.some(({ number, payload }) => number === NODE_OP_TYPE && textOf(payload) === 'If');

function widenNode(payload: Uint8Array, inner: readonly string[], outer: readonly string[]): Pieces {
  const node = [...fieldsOf(payload)];
  if (!isIf(node)) return [payload];
  const parts = node.flatMap((field) => {
    if (field.number !== NODE_ATTRIBUTE) return [field.whole];
    const attribute = [...fieldsOf(field.payload)].flatMap((part) =>
      part.number === ATTRIBUTE_GRAPH
        ? delimited(part.number, [part.payload, ...outputsNamed(inner)])
        : [part.whole],
    );
    return delimited(NODE_ATTRIBUTE, attribute);
  });
  return [...parts, ...outer.flatMap((name) => delimited(NODE_OUTPUT, [text(name)]))];
}

/**
 * Returns a copy of a model whose graph is one `If` node, with further outputs.
 * @param inner names of values that exist in both branches
 * @param outer the names under which the model returns them, in the same order
 * @throws RangeError when the bytes are no protobuf message
 */
export function exposeBranchValues(
  model: Uint8Array,
  inner: readonly string[],
  outer: readonly string[],
): Uint8Array {
  const parts = [...fieldsOf(model)].flatMap((field) => {
    if (field.number !== MODEL_GRAPH) return [field.whole];
    const graph = [...fieldsOf(field.payload)].flatMap((part) =>
      part.number === GRAPH_NODE
        ? delimited(GRAPH_NODE, widenNode(part.payload, inner, outer))
        : [part.whole],
    );
    return delimited(MODEL_GRAPH, [...graph, ...outputsNamed(outer)]);
  });
  return concat(parts);
}

/** The payloads of a message's fields of one number. */
function* payloads(message: Uint8Array, number: number): Generator<Uint8Array> {
  for (const field of fieldsOf(message)) if (field.number === number) yield field.payload;
}

/** The names of what a model returns. @throws RangeError when the bytes are no protobuf message */
export function outputNamesOf(model: Uint8Array): string[] {
  const names: string[] = [];
  for (const graph of payloads(model, MODEL_GRAPH)) {
    for (const output of payloads(graph, GRAPH_OUTPUT)) {
      for (const name of payloads(output, VALUE_NAME)) names.push(textOf(name));
    }
  }
  return names;
}

/**
 * The names of the values that every branch of a model's `If` nodes computes.
 * @throws RangeError when the bytes are no protobuf message
 */
export function branchValuesOf(model: Uint8Array): string[] {
  const branches: Set<string>[] = [];
  for (const graph of payloads(model, MODEL_GRAPH)) {
    for (const payload of payloads(graph, GRAPH_NODE)) {
      if (!isIf([...fieldsOf(payload)])) continue;
      for (const attribute of payloads(payload, NODE_ATTRIBUTE)) {
        for (const branch of payloads(attribute, ATTRIBUTE_GRAPH)) branches.push(valuesOf(branch));
      }
    }
  }
  return [...(branches[0] ?? [])].filter((name) => branches.every((branch) => branch.has(name)));
}

function valuesOf(graph: Uint8Array): Set<string> {
  const names = new Set<string>();
  for (const node of payloads(graph, GRAPH_NODE)) {
    for (const name of payloads(node, NODE_OUTPUT)) names.add(textOf(name));
  }
  return names;
}
