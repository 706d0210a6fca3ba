import type { OnnxGraph, OnnxNode } from '../../../formats/onnx/reader';

export type TensorShape = readonly number[];

/** Shapes of everything in a graph for inputs of given sizes, with the operators that our builders use. */
export class Shapes {
  readonly #shapes = new Map<string, TensorShape>();
  /** Integers that are known before the graph runs: shapes, and what is put together from them. */
  readonly #values = new Map<string, readonly number[]>();

  /** @param sizes what the names stand for in the inputs' shapes, such as S and N */
  constructor(graph: OnnxGraph, sizes: Readonly<Record<string, number>>) {
    for (const [name, weight] of graph.weights) {
      this.#shapes.set(name, weight.shape);
      if (weight.values) this.#values.set(name, weight.values);
    }
    for (const [name, shape] of graph.inputs) {
      this.#shapes.set(
        name,
        shape.map((size) => (typeof size === 'number' ? size : known(sizes[size], `the size ${size}`))),
      );
    }
    for (const node of graph.nodes) this.#infer(node);
  }

  /** @throws Error for a name that the graph does not have */
  of(name: string): TensorShape {
    return known(this.#shapes.get(name), name);
  }

  #infer(node: OnnxNode): void {
    const outputs = shapesAfter(
      node,
      (input) => this.of(input),
      (input) => known(this.#values.get(input), input),
    );
    node.outputs.forEach((name, i) => {
      if (name !== '') this.#shapes.set(name, known(outputs[i], `${node.operator}'s output ${i}`));
    });
    const values = this.#valuesAfter(node);
    if (values) this.#values.set(node.outputs[0] as string, values);
  }

  #valuesAfter(node: OnnxNode): readonly number[] | null {
    if (node.operator === 'Shape')
      return this.of(node.outputs[0] as string).length === 1
        ? sliced(node, this.of(node.inputs[0] as string))
        : null;
    if (node.operator !== 'Concat') return null;
    const parts = node.inputs.map((input) => this.#values.get(input));
    return parts.every((part) => part !== undefined) ? parts.flat() : null;
  }
}

/** Part of a shape that a Shape operator gives. */
function sliced(node: OnnxNode, shape: TensorShape): TensorShape {
  return shape.slice(node.integers.get('start')?.[0] ?? 0, node.integers.get('end')?.[0]);
}

function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`nothing is known of ${what}`);
  return value;
}

const product = (shape: TensorShape) => shape.reduce((all, size) => all * size, 1);

/** Shapes of a node's outputs. */
function shapesAfter(
  node: OnnxNode,
  shapeOf: (name: string) => TensorShape,
  valuesOf: (name: string) => readonly number[],
): (TensorShape | undefined)[] {
  const input = (i: number) => shapeOf(node.inputs[i] as string);
  const attribute = (name: string, otherwise = 0) => node.integers.get(name)?.[0] ?? otherwise;
  const last = (shape: TensorShape, size: number) => [...shape.slice(0, -1), size];
  switch (node.operator) {
    case 'Cast':
    case 'Identity':
    case 'Softmax':
    case 'Sigmoid':
    case 'Gelu':
    case 'QuickGelu':
    case 'LayerNormalization':
    case 'SimplifiedLayerNormalization':
    case 'RotaryEmbedding':
    case 'MultiHeadAttention':
      return [input(0)];
    case 'SkipLayerNormalization':
    case 'SkipSimplifiedLayerNormalization':
      return [input(0), undefined, undefined, input(0)];
    case 'Add':
    case 'Mul':
    case 'Div':
    case 'Max':
    case 'Mean':
      return [node.inputs.map(shapeOf).reduce(broadcast)];
    case 'Shape':
      return [[sliced(node, input(0)).length]];
    case 'Size':
      return [[]];
    case 'Reshape':
      return [reshaped(input(0), valuesOf(node.inputs[1] as string))];
    case 'Expand':
      return [broadcast(input(0), valuesOf(node.inputs[1] as string))];
    case 'Transpose':
      return [known(node.integers.get('perm'), 'perm').map((axis) => known(input(0)[axis], 'an axis'))];
    case 'Concat':
      return [concatenated(node.inputs.map(shapeOf), attribute('axis'))];
    case 'Split':
      return valuesOf(node.inputs[1] as string).map((size) => replaced(input(0), attribute('axis'), size));
    case 'Slice': {
      const [from, to, axis] = [1, 2, 3].map((i) => valuesOf(node.inputs[i] as string)[0] as number);
      return [replaced(input(0), axis as number, (to as number) - (from as number))];
    }
    case 'Gather':
      return [input(0).flatMap((size, axis) => (axis === attribute('axis') ? [...input(1)] : [size]))];
    case 'ReduceSum': {
      const axes = valuesOf(node.inputs[1] as string);
      return [input(0).filter((_, axis) => !axes.includes(axis))];
    }
    case 'Gemm':
      return [[input(0)[0] as number, input(1)[0] as number]];
    case 'MatMul':
      return [
        [
          ...broadcast(input(0).slice(0, -2), input(1).slice(0, -2)),
          ...input(0).slice(-2, -1),
          ...input(1).slice(-1),
        ],
      ];
    case 'MatMulNBits':
      return [last(input(0), attribute('N'))];
    case 'Conv': {
      const [stride, kernel] = [attribute('strides'), attribute('kernel_shape')];
      const place = (size: number) => Math.floor((size - kernel) / stride) + 1;
      const [pictures, , height, width] = input(0) as [number, number, number, number];
      return [[pictures, input(1)[0] as number, place(height), place(width)]];
    }
    case 'GroupQueryAttention': {
      const [batch, rows, width] = input(0) as [number, number, number];
      const [, heads, past, size] = input(3) as [number, number, number, number];
      const present = [batch, heads, past + rows, size];
      return [[batch, rows, width - 2 * heads * size], present, present];
    }
    default:
      throw new Error(`no shape is known after ${node.operator}`);
  }
}

function broadcast(a: TensorShape, b: TensorShape): TensorShape {
  const length = Math.max(a.length, b.length);
  const from = (shape: TensorShape, i: number) => shape[i - (length - shape.length)] ?? 1;
  return Array.from({ length }, (_, i) => (from(a, i) === 1 ? from(b, i) : from(a, i)));
}

function reshaped(shape: TensorShape, wanted: readonly number[]): TensorShape {
  const sizes = wanted.map((size, i) => (size === 0 ? (shape[i] ?? 0) : size));
  const rest = -product(sizes);
  return sizes.map((size) => (size === -1 ? (rest === 0 ? 0 : product(shape) / rest) : size));
}

function concatenated(shapes: readonly TensorShape[], axis: number): TensorShape {
  const first = shapes[0] as TensorShape;
  const at = axis < 0 ? axis + first.length : axis;
  return replaced(
    first,
    at,
    shapes.reduce((sum, shape) => sum + (shape[at] as number), 0),
  );
}

function replaced(shape: TensorShape, axis: number, size: number): TensorShape {
  const at = axis < 0 ? axis + shape.length : axis;
  return shape.map((old, i) => (i === at ? size : old));
}
