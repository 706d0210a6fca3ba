import { ProtobufMessage } from './protobuf';

/** Element types by their number in TensorProto.DataType. */
const TYPES = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, bool: 9, float16: 10 } as const;
export type ElementType = keyof typeof TYPES;
/** Bytes of one element. */
const SIZES: Record<ElementType, number> = {
  float32: 4,
  uint8: 1,
  int8: 1,
  int32: 4,
  int64: 8,
  bool: 1,
  float16: 2,
};

/** A size, or the name of a size that is known only when the graph runs. */
export type Dimension = number | string;
export type Attribute = number | string | readonly number[] | { readonly float: number };
export type TensorData = Float32Array | Uint8Array | Int8Array | Int32Array | BigInt64Array | Uint16Array;

/** Which version of the standard operators is meant: 17 is known to every provider of ONNX Runtime. */
const OPSET = 17;
/** Version of the file format that belongs to that set of operators. */
const IR_VERSION = 8;
/** Numbers of attribute types in AttributeProto.AttributeType. */
const ATTRIBUTE = { float: 1, integer: 2, string: 3, integers: 7 } as const;

/**
 * Builds an ONNX model, node by node, in execution order. Weights lie inside the file, which protobuf limits to 2 GiB.
 * Field numbers are those of onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
 */
export class OnnxWriter {
  readonly #nodes: ProtobufMessage[] = [];
  readonly #inputs: ProtobufMessage[] = [];
  readonly #outputs: ProtobufMessage[] = [];
  readonly #weights: ProtobufMessage[] = [];
  /** Every value that a node may read: inputs, weights, outputs of earlier nodes. */
  readonly #known = new Set<string>();

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
    const expected = shape.reduce((product, size) => product * size, 1) * SIZES[type];
    if (data.byteLength !== expected) {
      throw new RangeError(`${name}: ${data.byteLength} bytes, but its shape needs ${expected}`);
    }
    this.#define(name);
    const tensor = new ProtobufMessage();
    for (const size of shape) tensor.integer(1, size);
    tensor.integer(2, TYPES[type]).string(8, name);
    tensor.bytes(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    this.#weights.push(tensor);
    return name;
  }

  scalar(name: string, value: number): string {
    return this.weight(name, 'float32', [], Float32Array.of(value));
  }

  /** Adds an operator with one output. @returns the output's name */
  node(
    operator: string,
    inputs: readonly string[],
    output: string,
    attributes: Readonly<Record<string, Attribute>> = {},
  ): string {
    for (const name of inputs) this.#require(name);
    this.#define(output);
    const node = new ProtobufMessage();
    for (const name of inputs) node.string(1, name);
    node.string(2, output).string(3, `${operator}:${output}`).string(4, operator);
    for (const [key, value] of Object.entries(attributes)) node.message(5, attribute(key, value));
    this.#nodes.push(node);
    return output;
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
    return new ProtobufMessage()
      .integer(1, IR_VERSION)
      .string(2, 'longtake')
      .message(7, graph)
      .message(8, operators)
      .chunks();
  }

  /** The model file as one array. */
  bytes(): Uint8Array {
    return Buffer.concat(this.chunks());
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
  const tensorType = new ProtobufMessage().integer(1, TYPES[type]).message(2, dimensions);
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
