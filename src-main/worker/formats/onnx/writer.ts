import { ProtobufMessage } from '../protobuf';
import { ELEMENT_BYTES, type ElementType, type TensorData, TYPE_NUMBERS } from './elements';
import { storedMessage } from './stored';
import type { StoredTensor } from './tensor-file';

/** A size, or the name of a size that is known only when the graph runs. */
export type Dimension = number | string;
export type Attribute = number | string | readonly number[] | { readonly float: number };

/** Which version of the standard operators is meant: 17 is known to every provider of ONNX Runtime. */
const OPSET = 17;
/** Version of the file format that belongs to that set of operators. */
const IR_VERSION = 8;
/** Operators that ONNX Runtime adds to the standard: attention with a past, quantised products and the like. */
export const MICROSOFT = 'com.microsoft';
/** Numbers of attribute types in AttributeProto.AttributeType. */
const ATTRIBUTE = { float: 1, integer: 2, string: 3, integers: 7 } as const;

/**
 * Builds an ONNX model, node by node, in execution order. Weights lie inside the file, which protobuf limits to 2 GiB, or
 * in a TensorFile beside it.
 * Field numbers are those of onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
 */
export class OnnxWriter {
  readonly #nodes: ProtobufMessage[] = [];
  readonly #inputs: ProtobufMessage[] = [];
  readonly #outputs: ProtobufMessage[] = [];
  readonly #weights: ProtobufMessage[] = [];
  /** Every value that a node may read: inputs, weights, outputs of earlier nodes. */
  readonly #known = new Set<string>();
  #usesMicrosoft = false;

  constructor(private readonly name: string) {}

  input(name: string, type: ElementType, shape: readonly Dimension[]): string {
    this.#define(name);
    this.#inputs.push(valueInfo(name, type, shape));
    return name;
  }

  /** Declares a value that a node made as an output of the graph. */
  output(name: string, type: ElementType, shape: readonly Dimension[]): string {
    this.#require(name);
    this.#outputs.push(valueInfo(name, type, shape));
    return name;
  }

  /** A constant tensor. `data` is kept by reference until `chunks` is read; float16 comes as its bits. */
  weight(name: string, type: ElementType, shape: readonly number[], data: TensorData): string {
    const expected = shape.reduce((product, size) => product * size, 1) * ELEMENT_BYTES[type];
    if (data.byteLength !== expected) {
      throw new RangeError(`${name}: ${data.byteLength} bytes, but its shape needs ${expected}`);
    }
    this.#define(name);
    const tensor = new ProtobufMessage();
    for (const size of shape) tensor.integer(1, size);
    tensor.integer(2, TYPE_NUMBERS[type]).string(8, name);
    tensor.bytes(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    this.#weights.push(tensor);
    return name;
  }

  /** A constant tensor that lies in a file beside the model. Nothing of it is read before the model is loaded. */
  stored(name: string, tensor: StoredTensor): string {
    this.#define(name);
    this.#weights.push(storedMessage(name, tensor));
    return name;
  }

  /** Whether something of this name is there to be read: an input, a weight or what a node made. */
  has(name: string): boolean {
    return this.#known.has(name);
  }

  scalar(name: string, value: number): string {
    return this.weight(name, 'float32', [], Float32Array.of(value));
  }

  /**
   * Adds an operator. Inputs and outputs that it can do without are left out by an empty name.
   * @param output its output's name, or several
   * @returns the first output's name
   */
  node(
    operator: string,
    inputs: readonly string[],
    output: string | readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): string {
    return this.#add('', operator, inputs, output, attributes);
  }

  /** As `node`, for an operator that ONNX Runtime adds to the standard ones (domain com.microsoft). */
  runtimeNode(
    operator: string,
    inputs: readonly string[],
    output: string | readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): string {
    this.#usesMicrosoft = true;
    return this.#add(MICROSOFT, operator, inputs, output, attributes);
  }

  /** The model file, in pieces to be written one after the other. */
  chunks(): readonly Uint8Array[] {
    const graph = new ProtobufMessage();
    for (const node of this.#nodes) graph.message(1, node);
    graph.string(2, this.name);
    for (const tensor of this.#weights) graph.message(5, tensor);
    for (const value of this.#inputs) graph.message(11, value);
    for (const value of this.#outputs) graph.message(12, value);
    const operators = new ProtobufMessage().string(1, '').integer(2, OPSET);
    const model = new ProtobufMessage()
      .integer(1, IR_VERSION)
      .string(2, 'longtake')
      .message(7, graph)
      .message(8, operators);
    if (this.#usesMicrosoft) model.message(8, new ProtobufMessage().string(1, MICROSOFT).integer(2, 1));
    return model.chunks();
  }

  /** The model file as one array. */
  bytes(): Uint8Array {
    return Buffer.concat(this.chunks());
  }

  #add(
    domain: string,
    operator: string,
    inputs: readonly string[],
    output: string | readonly string[],
    attributes: Readonly<Record<string, Attribute>>,
  ): string {
    const outputs = typeof output === 'string' ? [output] : output;
    for (const name of inputs) if (name !== '') this.#require(name);
    for (const name of outputs) if (name !== '') this.#define(name);
    const first = outputs[0] as string;
    const node = new ProtobufMessage();
    for (const name of inputs) node.string(1, name);
    for (const name of outputs) node.string(2, name);
    node.string(3, `${operator}:${first}`).string(4, operator);
    for (const [key, value] of Object.entries(attributes)) node.message(5, attribute(key, value));
    if (domain !== '') node.string(7, domain);
    this.#nodes.push(node);
    return first;
  }

  #define(name: string): void {
    if (this.#known.has(name)) throw new Error(`${this.name}: ${name} is defined twice`);
    this.#known.add(name);
  }

  #require(name: string): void {
    if (!this.#known.has(name)) throw new Error(`${this.name}: ${name} is used before it is defined`);
  }
}

function valueInfo(name: string, type: ElementType, shape: readonly Dimension[]): ProtobufMessage {
  const dimensions = new ProtobufMessage();
  for (const size of shape) {
    const dimension = new ProtobufMessage();
    dimensions.message(1, typeof size === 'number' ? dimension.integer(1, size) : dimension.string(2, size));
  }
  const tensorType = new ProtobufMessage().integer(1, TYPE_NUMBERS[type]).message(2, dimensions);
  return new ProtobufMessage().string(1, name).message(2, new ProtobufMessage().message(1, tensorType));
}

function attribute(name: string, value: Attribute): ProtobufMessage {
  const message = new ProtobufMessage().string(1, name);
  if (typeof value === 'number') return message.integer(3, value).integer(20, ATTRIBUTE.integer);
  if (typeof value === 'string') return message.string(4, value).integer(20, ATTRIBUTE.string);
  if ('float' in value) return message.float32(2, value.float).integer(20, ATTRIBUTE.float);
  for (const item of value) message.integer(8, item);
  return message.integer(20, ATTRIBUTE.integers);
}
