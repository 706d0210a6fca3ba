import type { Attribute, OnnxWriter } from '../../../src-main/worker/formats/onnx/writer';
import type { Weight } from '../tfjs-weights';
import { type GraphModel, type GraphNode, integers, texts } from './graph-model';

/**
 * A value on the way: its name in the ONNX graph, and how its axes lie. TensorFlow has the channels of a picture last, ONNX
 * has them second: `picture` lies as ONNX has it, `plain` as TensorFlow has it.
 */
interface Value {
  readonly name: string;
  readonly layout: 'picture' | 'plain';
}

/** Where an axis of a picture in TensorFlow's order, [N, height, width, channels], lies in ONNX's. */
const PICTURE_AXIS = [0, 2, 3, 1] as const;
const FLOAT32 = 1;

/** Operators that work on each number alone, or on numbers in the same place. */
const ELEMENTWISE: Readonly<Record<string, string>> = {
  Add: 'Add',
  Sub: 'Sub',
  Mul: 'Mul',
  // Of whole numbers that are not negative, for which all ways of rounding are one.
  FloorDiv: 'Div',
  FloorMod: 'Mod',
  Equal: 'Equal',
  Relu: 'Relu',
  Sigmoid: 'Sigmoid',
  Identity: 'Identity',
};

/**
 * Writes a TensorFlow graph for detection as an ONNX graph. Knows the operators that such graphs have, each in the forms that
 * were met; anything else is refused rather than guessed.
 */
export class GraphTranslator {
  readonly #values = new Map<string, Value>();
  readonly #nodes: ReadonlyMap<string, GraphNode>;

  constructor(
    private readonly model: GraphModel,
    private readonly graph: OnnxWriter,
  ) {
    this.#nodes = new Map(model.nodes.map((node) => [node.name, node]));
  }

  /**
   * Names a picture that the ONNX graph has as the graph's placeholder.
   * @param picture float32 [1, channels, height, width]
   */
  feed(placeholder: string, picture: string): void {
    this.#values.set(placeholder, { name: picture, layout: 'picture' });
  }

  /**
   * Translates what a value is made from, and the value.
   * @returns its name in the ONNX graph, its axes in TensorFlow's order
   */
  translate(name: string): string {
    return this.#plain(name);
  }

  #value(name: string): Value {
    const known = this.#values.get(name);
    if (known) return known;
    const [nodeName = '', output] = name.split(':');
    const node = this.#nodes.get(nodeName);
    if (!node) throw new Error(`the graph has no node ${nodeName}`);
    if (output !== undefined) {
      this.#value(nodeName);
      const other = this.#values.get(name);
      if (!other) throw new Error(`${nodeName} has no output ${output}`);
      return other;
    }
    const value = this.#translate(node);
    this.#values.set(name, value);
    return value;
  }

  #translate(node: GraphNode): Value {
    const same = ELEMENTWISE[node.op];
    if (same) return this.#elementwise(node, same);
    switch (node.op) {
      case 'Const':
        return { name: this.#constant(node.name), layout: 'plain' };
      case 'Conv2D':
      case '_FusedConv2D':
        return this.#conv(node, false);
      case 'DepthwiseConv2dNative':
      case 'FusedDepthwiseConv2dNative':
        return this.#conv(node, true);
      case 'Relu6':
        return this.#relu6(this.#input(node, 0), node.name);
      case 'MaxPool':
        return this.#maxPool(node);
      case 'ResizeBilinear':
        return this.#resize(node);
      case 'Mean':
        return this.#mean(node);
      case 'ConcatV2':
        return this.#concat(node);
      case 'Cast':
        return this.#cast(node);
      default:
        return { name: this.#onPlain(node), layout: 'plain' };
    }
  }

  /** Operators on lists, whose axes are TensorFlow's. */
  #onPlain(node: GraphNode): string {
    const { name } = node;
    const input = (index: number) => this.#plain(node.input[index]);
    switch (node.op) {
      case 'Reshape':
        return this.graph.node('Reshape', [input(0), input(1)], name);
      case 'ExpandDims':
        return this.graph.node('Unsqueeze', [input(0), this.#axes(node, 1)], name);
      case 'GatherV2':
        return this.graph.node('Gather', [input(0), input(1)], name, {
          axis: this.#list(node, 2)[0] ?? 0,
        });
      case 'TopKV2': {
        const outputs = [name, `${name}:1`];
        this.#values.set(outputs[1] as string, { name: outputs[1] as string, layout: 'plain' });
        return this.graph.node('TopK', [input(0), this.#axes(node, 1)], outputs, {
          axis: -1,
          largest: 1,
          sorted: 1,
        });
      }
      case 'StridedSlice':
        return this.#slice(node);
      default:
        throw new Error(`${name} is a ${node.op}, which is not known here`);
    }
  }

  /** Operands both lie the same way, or one is a single number. */
  #elementwise(node: GraphNode, operator: string): Value {
    const operands = node.input.map((input) => this.#value(input));
    const isNumber = node.input.map((input) => this.model.weights.get(input)?.shape.length === 0);
    const layouts = new Set(operands.flatMap(({ layout }, i) => (isNumber[i] ? [] : [layout])));
    if (layouts.size > 1) throw new Error(`${node.name} mixes a picture with a list`);
    const [layout = 'plain'] = layouts;
    const names = operands.map(({ name }) => name);
    return { name: this.graph.node(operator, names, node.name), layout };
  }

  #conv(node: GraphNode, depthwise: boolean): Value {
    const kernel = this.#weight(node.input[1]);
    const [height, width, channels, multiplier] = kernel.shape as [number, number, number, number];
    // [height, width, in, out] becomes [out, in, height, width]; each channel alone: [in · multiplier, 1, height, width].
    const shape = depthwise
      ? [channels * multiplier, 1, height, width]
      : [multiplier, channels, height, width];
    const order = depthwise ? ([2, 3, 0, 1] as const) : ([3, 2, 0, 1] as const);
    const weights = `${node.name}/kernel`;
    this.graph.weight(weights, 'float32', shape, transpose(kernel, order));
    const fused = texts(node, 'fused_ops');
    const bias = fused[0] === 'BiasAdd' ? [this.#constant(node.input[2] ?? '')] : [];
    const activation = fused[bias.length];
    if (fused.length > 2 || (activation !== undefined && activation !== 'Relu')) {
      throw new Error(`${node.name} does ${fused.join(' and ')}, which is not known here`);
    }
    const raw = activation ? `${node.name}/raw` : node.name;
    const attributes = {
      ...this.#window(node, 'strides', [height, width]),
      dilations: inner(integers(node, 'dilations')),
      group: depthwise ? channels : 1,
    };
    this.graph.node('Conv', [this.#picture(node.input[0]), weights, ...bias], raw, attributes);
    return { name: activation ? this.graph.node('Relu', [raw], node.name) : raw, layout: 'picture' };
  }

  #maxPool(node: GraphNode): Value {
    const attributes = this.#window(node, 'strides', inner(integers(node, 'ksize')));
    return {
      name: this.graph.node('MaxPool', [this.#picture(node.input[0])], node.name, attributes),
      layout: 'picture',
    };
  }

  /** What convolutions and pools have in common. */
  #window(node: GraphNode, strides: string, kernel: readonly number[]): Record<string, Attribute> {
    const [padding] = texts(node, 'padding');
    if (texts(node, 'data_format')[0] !== 'NHWC') throw new Error(`${node.name} has its channels first`);
    if (padding !== 'SAME' && padding !== 'VALID') throw new Error(`${node.name} pads as ${padding}`);
    return {
      kernel_shape: [...kernel],
      strides: inner(integers(node, strides)),
      auto_pad: padding === 'SAME' ? 'SAME_UPPER' : 'VALID',
    };
  }

  #relu6(value: Value, name: string): Value {
    const limit = (number: number) => {
      const limitName = `limit_${number}`;
      return this.graph.has(limitName) ? limitName : this.graph.scalar(limitName, number);
    };
    return { ...value, name: this.graph.node('Clip', [value.name, limit(0), limit(6)], name) };
  }

  /** TensorFlow's older way: corners at 0, neither aligned nor half a pixel in. */
  #resize(node: GraphNode): Value {
    if (node.attr.align_corners?.b || node.attr.half_pixel_centers?.b) {
      throw new Error(`${node.name} places its pixels in a way that is not known here`);
    }
    const picture = this.#picture(node.input[0]);
    const batch = this.graph.node('Shape', [picture], `${node.name}/batch`, { start: 0, end: 2 });
    const sizes = this.graph.node('Concat', [batch, this.#plain(node.input[1])], `${node.name}/sizes`, {
      axis: 0,
    });
    const resized = this.graph.node('Resize', [picture, '', '', sizes], node.name, {
      mode: 'linear',
      coordinate_transformation_mode: 'asymmetric',
    });
    return { name: resized, layout: 'picture' };
  }

  #mean(node: GraphNode): Value {
    const axes = this.#list(node, 1).map((axis) => pictureAxis(axis));
    const keepdims = node.attr.keep_dims?.b ? 1 : 0;
    if (!keepdims) throw new Error(`${node.name} drops axes of a picture`);
    const name = this.graph.node('ReduceMean', [this.#picture(node.input[0])], node.name, { axes, keepdims });
    return { name, layout: 'picture' };
  }

  #concat(node: GraphNode): Value {
    const last = node.input.length - 1;
    const parts = node.input.slice(0, last).map((input) => this.#value(input));
    const axis = this.#list(node, last)[0] ?? 0;
    const layout = parts[0]?.layout ?? 'plain';
    if (parts.some((part) => part.layout !== layout))
      throw new Error(`${node.name} mixes a picture with a list`);
    const names = parts.map(({ name }) => name);
    const name = this.graph.node('Concat', names, node.name, {
      axis: layout === 'picture' ? pictureAxis(axis) : axis,
    });
    return { name, layout };
  }

  #cast(node: GraphNode): Value {
    if (node.attr.DstT?.type !== 'DT_FLOAT') throw new Error(`${node.name} does not make float32`);
    const value = this.#input(node, 0);
    return { ...value, name: this.graph.node('Cast', [value.name], node.name, { to: FLOAT32 }) };
  }

  #slice(node: GraphNode): string {
    for (const mask of ['ellipsis_mask', 'new_axis_mask', 'shrink_axis_mask']) {
      if (node.attr[mask]?.i) throw new Error(`${node.name} has ${mask}, which is not known here`);
    }
    const [begins, ends, strides] = [1, 2, 3].map((i) => this.#list(node, i)) as [
      number[],
      number[],
      number[],
    ];
    const open = (node.attr.begin_mask?.i ?? 0) & (node.attr.end_mask?.i ?? 0);
    if (open !== ((node.attr.begin_mask?.i ?? 0) | (node.attr.end_mask?.i ?? 0))) {
      throw new Error(`${node.name} is open at one end of an axis`);
    }
    const axes = begins.map((_, axis) => axis).filter((axis) => ((open >> axis) & 1) === 0);
    const lists = Object.entries({ begins, ends, axes, strides }).map(([key, values]) => {
      const chosen = key === 'axes' ? axes : axes.map((axis) => values[axis] as number);
      return this.graph.weight(`${node.name}/${key}`, 'int64', [axes.length], longs(chosen));
    });
    return this.graph.node('Slice', [this.#plain(node.input[0]), ...lists], node.name);
  }

  #input(node: GraphNode, index: number): Value {
    return this.#value(node.input[index] ?? '');
  }

  #picture(input: string | undefined): string {
    const { name, layout } = this.#value(input ?? '');
    if (layout !== 'picture') throw new Error(`${input} is not a picture`);
    return name;
  }

  /** A value with its axes in TensorFlow's order; a picture is turned, once. */
  #plain(input: string | undefined): string {
    const { name, layout } = this.#value(input ?? '');
    if (layout === 'plain') return name;
    const turned = `${name}/channels_last`;
    return this.graph.has(turned)
      ? turned
      : this.graph.node('Transpose', [name], turned, { perm: [0, 2, 3, 1] });
  }

  /** A constant of the graph; ONNX wants 64 bits where TensorFlow has 32 for whole numbers. */
  #constant(name: string): string {
    if (this.graph.has(name)) return name;
    const { shape, data } = this.#weight(name);
    return data instanceof Int32Array
      ? this.graph.weight(name, 'int64', shape, longs(data))
      : this.graph.weight(name, 'float32', shape, data);
  }

  /** A constant of one number as the list of one that ONNX wants. */
  #axes(node: GraphNode, index: number): string {
    return this.graph.weight(`${node.name}/list`, 'int64', [1], longs(this.#list(node, index)));
  }

  /** A constant as numbers. */
  #list(node: GraphNode, index: number): number[] {
    return [...this.#weight(node.input[index]).data];
  }

  #weight(name: string | undefined): Weight {
    const weight = this.model.weights.get(name ?? '');
    if (!weight) throw new Error(`${name} is not a constant of the graph`);
    return weight;
  }
}

/** Height's and width's of four numbers in TensorFlow's order. */
function inner(numbers: readonly number[]): number[] {
  return numbers.length === 4 ? numbers.slice(1, 3) : [1, 1];
}

function pictureAxis(axis: number): number {
  return PICTURE_AXIS[axis < 0 ? axis + 4 : axis] as number;
}

function longs(numbers: Iterable<number>): BigInt64Array {
  return BigInt64Array.from(numbers, BigInt);
}

/** The values of a weight of four axes, its axes in another order: `order[i]` is the old place of the new axis i. */
function transpose({ shape, data }: Weight, order: readonly [number, number, number, number]): Float32Array {
  const steps = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const sizes = order.map((axis) => shape[axis] as number) as [number, number, number, number];
  const [a, b, c, d] = order.map((axis) => steps[axis] as number) as [number, number, number, number];
  const out = new Float32Array(data.length);
  let at = 0;
  for (let i = 0; i < sizes[0]; i++)
    for (let j = 0; j < sizes[1]; j++)
      for (let k = 0; k < sizes[2]; k++)
        for (let l = 0; l < sizes[3]; l++) out[at++] = data[i * a + j * b + k * c + l * d] as number;
  return out;
}
