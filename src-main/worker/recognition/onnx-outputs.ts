/**
 * Adds outputs to an ONNX model held in memory, so that values computed inside it can be read.
 *
 * The decoders of Moonshine and Whisper compute where in the sound they look for each token (the softmax of their
 * cross-attention) but do not return it. Word times come from there. The file on disk, and so its hash, stays untouched.
 */
import { type Field, fieldsOf, ProtobufMessage } from '../formats/protobuf';

/** Field numbers of onnx/onnx.proto. */
const MODEL_GRAPH = 7;
const GRAPH_NODE = 1;
const GRAPH_OUTPUT = 12;
const NODE_OUTPUT = 2;
const NODE_OP_TYPE = 4;
const NODE_ATTRIBUTE = 5;
const ATTRIBUTE_GRAPH = 6;
const VALUE_NAME = 1;

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** Adds ValueInfoProtos that state neither type nor shape: the runtime infers them, halves as well as floats. */
function addOutputs(graph: ProtobufMessage, names: readonly string[]): ProtobufMessage {
  for (const name of names) graph.message(GRAPH_OUTPUT, new ProtobufMessage().string(VALUE_NAME, name));
  return graph;
}

const isIf = (node: readonly Field[]) =>
  node.some(({ number, payload }) => number === NODE_OP_TYPE && textOf(payload) === 'If');

/** A message as it is, but for the fields of one number, each of which becomes what `change` makes of its content. */
function withChanged(
  message: Uint8Array,
  number: number,
  change: (payload: Uint8Array) => ProtobufMessage,
): ProtobufMessage {
  const changed = new ProtobufMessage();
  for (const field of fieldsOf(message)) {
    if (field.number === number) changed.message(number, change(field.payload));
    else changed.whole(field.whole);
  }
  return changed;
}

/** An `If` node whose branches return the inner values, and that gives them the outer names. Other nodes stay as they are. */
function widenNode(node: Uint8Array, inner: readonly string[], outer: readonly string[]): ProtobufMessage {
  if (!isIf([...fieldsOf(node)])) return new ProtobufMessage().whole(node);
  const widened = withChanged(node, NODE_ATTRIBUTE, (attribute) =>
    withChanged(attribute, ATTRIBUTE_GRAPH, (branch) =>
      addOutputs(new ProtobufMessage().whole(branch), inner),
    ),
  );
  for (const name of outer) widened.string(NODE_OUTPUT, name);
  return widened;
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
  return withChanged(model, MODEL_GRAPH, (graph) =>
    addOutputs(
      withChanged(graph, GRAPH_NODE, (node) => widenNode(node, inner, outer)),
      outer,
    ),
  ).encoded();
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
