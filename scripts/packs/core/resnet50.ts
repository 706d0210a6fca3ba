import type { OnnxWriter } from '../../../src-main/worker/formats/onnx/writer';
import { type Weights, weight } from './keras-weights';

/** A convolution with its batch norm folded in. `kernel` is [out, in, height, width]. */
export interface FoldedConv {
  readonly name: string;
  readonly shape: readonly [number, number, number, number];
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
  readonly stride: number;
}

/** How numbers flow between layers: as float32, or as bytes. Names are those of graph values. */
export interface Arithmetic {
  /** uint8 [N, 3, 224, 224], read as pixel − ZERO_PIXEL. */
  image(pixels: string): string;
  conv(input: string, conv: FoldedConv, relu: boolean): string;
  addRelu(name: string, left: string, right: string): string;
  maxPool(name: string, input: string): string;
  /** Mean over the last two axes: float32 [N, channels] named `output`. */
  meanOverPixels(input: string, positions: number, output: string): string;
}

/** Subtracted from every channel as an integer; what remains of the channels' own means goes into the bias. */
export const ZERO_PIXEL = 117;
/** The means, in RGB order, that Keras' ResNet50 was trained with ("caffe" preprocessing). */
const CHANNEL_MEANS = [123.68, 116.779, 103.939] as const;
const EPSILON = 1e-3;
export const IMAGE_SIZE = 224;
export const FEATURES = 2048;
/** Blocks in stages 2 to 5. */
const STAGES = [3, 4, 6, 3] as const;

/**
 * ResNet50, version 1 (https://arxiv.org/abs/1512.03385), as Keras' weights have it: the stride of a stage is in the
 * first 1×1 convolutions. Input `image` uint8 [N, 224, 224, 3] RGB; output `features` float32 [N, 2048].
 */
export function writeResnet50(graph: OnnxWriter, weights: Weights, numbers: Arithmetic): void {
  graph.input('image', 'uint8', ['N', IMAGE_SIZE, IMAGE_SIZE, 3]);
  const planes = graph.node('Transpose', ['image'], 'planes', { perm: [0, 3, 1, 2] });
  let x = numbers.conv(numbers.image(planes), firstConv(weights), true);
  x = numbers.maxPool('pool1', x);
  STAGES.forEach((blocks, index) => {
    const stage = index + 2;
    for (let block = 0; block < blocks; block++) {
      const name = `${stage}${String.fromCharCode(97 + block)}`;
      const stride = block === 0 && stage > 2 ? 2 : 1;
      const branch = (part: string, s = 1) => fold(weights, `res${name}_${part}`, `bn${name}_${part}`, s);
      const shortcut = block === 0 ? numbers.conv(x, branch('branch1', stride), false) : x;
      let y = numbers.conv(x, branch('branch2a', stride), true);
      y = numbers.conv(y, branch('branch2b'), true);
      y = numbers.conv(y, branch('branch2c'), false);
      x = numbers.addRelu(`res${name}`, y, shortcut);
    }
  });
  numbers.meanOverPixels(x, 7 * 7, 'features');
  graph.output('features', 'float32', ['N', FEATURES]);
}

/** From features to label probabilities: input `features` float32 [N, 2048]; output `probabilities` [N, 1000]. */
export function writeClassifier(graph: OnnxWriter, weights: Weights): void {
  const kernel = weight(weights, 'fc1000/kernel');
  const bias = weight(weights, 'fc1000/bias');
  graph.input('features', 'float32', ['N', FEATURES]);
  graph.weight('kernel', 'float32', kernel.shape, kernel.data);
  graph.weight('bias', 'float32', bias.shape, bias.data);
  graph.node('Gemm', ['features', 'kernel', 'bias'], 'logits');
  graph.node('Softmax', ['logits'], 'probabilities', { axis: -1 });
  graph.output('probabilities', 'float32', ['N', bias.data.length]);
}

/** Folds the batch norm in, and turns Keras' [height, width, in, out] into ONNX' [out, in, height, width]. */
function fold(weights: Weights, convName: string, normName: string, stride: number): FoldedConv {
  const { shape, data } = weight(weights, `${convName}/kernel`);
  const [height = 0, width = 0, inputs = 0, outputs = 0] = shape;
  const norm = (part: string) => weight(weights, `${normName}/${part}`).data;
  const [gamma, beta, mean, variance] = [
    norm('gamma'),
    norm('beta'),
    norm('moving_mean'),
    norm('moving_variance'),
  ];
  const convBias = weight(weights, `${convName}/bias`).data;
  const kernel = new Float32Array(data.length);
  const bias = new Float32Array(outputs);
  const positions = height * width;
  for (let o = 0; o < outputs; o++) {
    const factor = at(gamma, o) / Math.sqrt(at(variance, o) + EPSILON);
    bias[o] = (at(convBias, o) - at(mean, o)) * factor + at(beta, o);
    for (let i = 0; i < inputs; i++) {
      for (let p = 0; p < positions; p++) {
        kernel[(o * inputs + i) * positions + p] = at(data, (p * inputs + i) * outputs + o) * factor;
      }
    }
  }
  return { name: convName, shape: [outputs, inputs, height, width], kernel, bias, stride };
}

/** The first convolution, turned from BGR to RGB, with the channels' means moved into the bias. */
function firstConv(weights: Weights): FoldedConv {
  const conv = fold(weights, 'conv1', 'bn_conv1', 2);
  const [outputs, inputs, height, width] = conv.shape;
  const positions = height * width;
  const kernel = new Float32Array(conv.kernel.length);
  const bias = Float32Array.from(conv.bias);
  for (let o = 0; o < outputs; o++) {
    for (let i = 0; i < inputs; i++) {
      const from = (o * inputs + (inputs - 1 - i)) * positions;
      const plane = conv.kernel.subarray(from, from + positions);
      kernel.set(plane, (o * inputs + i) * positions);
      const sum = plane.reduce((total, value) => total + value, 0);
      bias[o] = at(bias, o) + sum * (ZERO_PIXEL - at(CHANNEL_MEANS, i));
    }
  }
  return { ...conv, kernel, bias };
}

function at(values: ArrayLike<number>, index: number): number {
  return values[index] as number;
}
