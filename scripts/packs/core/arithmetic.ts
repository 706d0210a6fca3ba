import { byteRange, quantiseWeights } from '../../../src-main/worker/formats/onnx/quantise';
import type { OnnxWriter } from '../../../src-main/worker/formats/onnx/writer';
import { type Arithmetic, type FoldedConv, ZERO_PIXEL } from './resnet50';

/** Smallest and largest value of an activation, by its name, over the calibration frames. */
export type Ranges = Readonly<Record<string, readonly [number, number]>>;

const POOL = { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] };

function convAttributes({ shape, stride }: FoldedConv): Record<string, number[]> {
  const [, , height, width] = shape;
  const [y, x] = [(height - 1) / 2, (width - 1) / 2];
  return { kernel_shape: [height, width], strides: [stride, stride], pads: [y, x, y, x] };
}

/** Everything in float32: the reference, and the graph that calibration looks into. */
export class FloatArithmetic implements Arithmetic {
  /** Names of the values that ByteArithmetic needs a range for. */
  readonly activations: string[] = [];

  constructor(private readonly graph: OnnxWriter) {}

  image(pixels: string): string {
    const values = this.graph.node('Cast', [pixels], 'pixels', { to: 1 });
    return this.graph.node('Sub', [values, this.graph.scalar('zero_pixel', ZERO_PIXEL)], 'image_centred');
  }

  conv(input: string, conv: FoldedConv, relu: boolean): string {
    const { name, shape, kernel, bias } = conv;
    this.graph.weight(`${name}/w`, 'float32', shape, kernel);
    this.graph.weight(`${name}/b`, 'float32', [shape[0]], bias);
    const raw = relu ? `${name}/raw` : name;
    this.graph.node('Conv', [input, `${name}/w`, `${name}/b`], raw, convAttributes(conv));
    if (relu) this.graph.node('Relu', [raw], name);
    this.activations.push(name);
    return name;
  }

  addRelu(name: string, left: string, right: string): string {
    this.graph.node('Add', [left, right], `${name}/raw`);
    this.activations.push(name);
    return this.graph.node('Relu', [`${name}/raw`], name);
  }

  maxPool(name: string, input: string): string {
    return this.graph.node('MaxPool', [input], name, POOL);
  }

  meanOverPixels(input: string, _positions: number, output: string): string {
    return this.graph.node('ReduceMean', [input], output, { axes: [2, 3], keepdims: 0 });
  }
}

/**
 * Bytes between layers, written as quantise/dequantise pairs that every provider understands and that ONNX Runtime
 * fuses into integer kernels. A value is named by its bytes; `scale` and `zero` beside it say what they mean.
 */
export class ByteArithmetic implements Arithmetic {
  constructor(
    private readonly graph: OnnxWriter,
    private readonly ranges: Ranges,
  ) {}

  readonly #scales = new Map<string, number>();

  image(pixels: string): string {
    this.#describe(pixels, 1, ZERO_PIXEL);
    return pixels;
  }

  conv(input: string, conv: FoldedConv, relu: boolean): string {
    const { name, shape, kernel } = conv;
    const channels = shape[0];
    const { values, scales } = quantiseWeights(kernel, channels);
    this.graph.weight(`${name}/w_bytes`, 'int8', shape, values);
    this.graph.weight(`${name}/w_scale`, 'float32', [channels], scales);
    this.graph.weight(`${name}/w_zero`, 'int8', [channels], new Int8Array(channels));
    const weights = [`${name}/w_bytes`, `${name}/w_scale`, `${name}/w_zero`];
    this.graph.node('DequantizeLinear', weights, `${name}/w`, { axis: 0 });
    this.#bias(conv, scales, this.#scale(input));
    const real = this.#real(input, name);
    const raw = this.graph.node(
      'Conv',
      [real, `${name}/w`, `${name}/b`],
      `${name}/raw`,
      convAttributes(conv),
    );
    return this.#bytes(relu ? this.graph.node('Relu', [raw], `${name}/relu`) : raw, name);
  }

  addRelu(name: string, left: string, right: string): string {
    const inputs = [this.#real(left, `${name}/left`), this.#real(right, `${name}/right`)];
    const sum = this.graph.node('Add', inputs, `${name}/raw`);
    return this.#bytes(this.graph.node('Relu', [sum], `${name}/relu`), name);
  }

  /** Works on the bytes themselves: larger byte, larger value. */
  maxPool(name: string, input: string): string {
    this.graph.node('MaxPool', [input], name, POOL);
    const [low, high] = this.#range(input);
    const { scale, zeroPoint } = byteRange(low, high);
    this.#describe(name, scale, zeroPoint);
    return name;
  }

  /** Sums the bytes as integers, which no order of summation can change, and scales once at the end. */
  meanOverPixels(input: string, positions: number, output: string): string {
    const integers = this.graph.node('Cast', [input], `${input}/integers`, { to: 6 });
    this.graph.weight('pixel_axes', 'int64', [2], BigInt64Array.of(2n, 3n));
    const sums = this.graph.node('ReduceSum', [integers, 'pixel_axes'], `${input}/sums`, { keepdims: 0 });
    const values = this.graph.node('Cast', [sums], `${input}/sums_float`, { to: 1 });
    const factor = this.graph.scalar('mean_scale', this.#scale(input) / positions);
    return this.graph.node('Mul', [values, factor], output);
  }

  /** The bias in the unit of the integer accumulator: input scale · weight scale. */
  #bias({ name, bias }: FoldedConv, weightScales: Float32Array, inputScale: number): void {
    const scales = weightScales.map((scale) => scale * inputScale);
    const integers = Int32Array.from(bias, (value, o) => Math.round(value / (scales[o] as number)));
    this.graph.weight(`${name}/b_integers`, 'int32', [bias.length], integers);
    this.graph.weight(`${name}/b_scale`, 'float32', [bias.length], scales);
    this.graph.weight(`${name}/b_zero`, 'int32', [bias.length], new Int32Array(bias.length));
    const parts = [`${name}/b_integers`, `${name}/b_scale`, `${name}/b_zero`];
    this.graph.node('DequantizeLinear', parts, `${name}/b`, { axis: 0 });
  }

  #bytes(real: string, name: string): string {
    const [low, high] = this.#range(name);
    const { scale, zeroPoint } = byteRange(low, high);
    this.#describe(name, scale, zeroPoint);
    return this.graph.node('QuantizeLinear', [real, `${name}/scale`, `${name}/zero`], name);
  }

  #real(bytes: string, reader: string): string {
    return this.graph.node(
      'DequantizeLinear',
      [bytes, `${bytes}/scale`, `${bytes}/zero`],
      `${reader}/of/${bytes}`,
    );
  }

  #describe(name: string, scale: number, zeroPoint: number): void {
    this.#scales.set(name, scale);
    this.graph.scalar(`${name}/scale`, scale);
    this.graph.weight(`${name}/zero`, 'uint8', [], Uint8Array.of(zeroPoint));
  }

  #scale(name: string): number {
    const scale = this.#scales.get(name);
    if (scale === undefined) throw new Error(`${name} has no scale`);
    return scale;
  }

  #range(name: string): readonly [number, number] {
    const range = this.ranges[name];
    if (!range) throw new Error(`calibration.json lacks ${name}: run the calibration again`);
    return range;
  }
}
