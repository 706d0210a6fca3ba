import { OnnxWriter } from '../../../src-main/worker/formats/onnx/writer';
import { fourierKernels, melFilters } from './mel';
import type { TorchTensor } from './torch-file';

/** How Resemblyzer's hparams.py has it: Hz, samples a window of the transform and between two, mel channels, and frames a window. */
const MEL = { rate: 16_000, window: 400, step: 160, channels: 40, frames: 160 } as const;
const HIDDEN = 256;
const LAYERS = 3;
export const DIM = 256;
/** Samples that a window of 160 frames is made of: the first and the last frame reach over its 1.6 s by what a transform takes. */
export const WINDOW = (MEL.frames - 1) * MEL.step + MEL.window;

/**
 * The d-vector encoder of Resemblyzer (generalised end-to-end loss, arXiv 1710.10467) as an ONNX graph: samples, float32
 * [N, 25840] at 16 kHz, to unit vectors, float32 [N, 256]. The mel spectrogram is in the graph, so that a window needs nothing but its sound.
 * @param weights of the checkpoint, by PyTorch's names
 */
export function voiceEncoder(
  weights: ReadonlyMap<string, TorchTensor>,
  { input, output }: { input: string; output: string },
): Uint8Array {
  const graph = new OnnxWriter('voice-encoder');
  graph.input(input, 'float32', ['N', WINDOW]);
  let sequence = melsIn(graph, input);
  let last = '';
  for (let layer = 0; layer < LAYERS; layer++) {
    const names = [`rows_${layer}`, `hidden_${layer}`];
    graph.node('LSTM', [sequence, ...lstmWeights(graph, weights, layer)], names, { hidden_size: HIDDEN });
    last = names[1] as string;
    // [frames, 1 direction, N, hidden]: without the direction.
    if (layer + 1 < LAYERS) sequence = graph.node('Squeeze', [`rows_${layer}`, 'one'], `sequence_${layer}`);
  }
  const state = graph.node('Squeeze', [last, 'zero'], 'state');
  graph.weight('linear', 'float32', [DIM, HIDDEN], tensor(weights, 'linear.weight', [DIM, HIDDEN]));
  graph.weight('linear_bias', 'float32', [DIM], tensor(weights, 'linear.bias', [DIM]));
  const raw = graph.node(
    'Relu',
    [graph.node('Gemm', [state, 'linear', 'linear_bias'], 'projected', { transB: 1 })],
    'raw',
  );
  graph.node('LpNormalization', [raw], output, { axis: 1, p: 2 });
  graph.output(output, 'float32', ['N', DIM]);
  return graph.bytes();
}

/** @returns the name of [frames, N, channels] */
function melsIn(graph: OnnxWriter, input: string): string {
  const bins = MEL.window / 2 + 1;
  graph.weight('zero', 'int64', [1], BigInt64Array.of(0n));
  graph.weight('one', 'int64', [1], BigInt64Array.of(1n));
  graph.weight('bins', 'int64', [2], BigInt64Array.of(BigInt(bins), BigInt(bins)));
  graph.weight('fourier', 'float32', [2 * bins, 1, MEL.window], fourierKernels(MEL.window));
  graph.weight('filters', 'float32', [bins, MEL.channels], melFilters(MEL));
  const samples = graph.node('Unsqueeze', [input, 'one'], 'samples_1');
  const spectrum = graph.node('Conv', [samples, 'fourier'], 'spectrum', { strides: [MEL.step] });
  const squares = graph.node('Mul', [spectrum, spectrum], 'squares');
  graph.node('Split', [squares, 'bins'], ['real', 'imaginary'], { axis: 1 });
  const power = graph.node('Add', ['real', 'imaginary'], 'power');
  const rows = graph.node('Transpose', [power], 'power_rows', { perm: [2, 0, 1] });
  return graph.node('MatMul', [rows, 'filters'], 'mels');
}

/** PyTorch's gates are input, forget, cell, output; ONNX's are input, output, forget, cell. */
const GATES = [0, 3, 1, 2];

function lstmWeights(graph: OnnxWriter, weights: ReadonlyMap<string, TorchTensor>, layer: number): string[] {
  const width = layer === 0 ? MEL.channels : HIDDEN;
  const names = [`W_${layer}`, `R_${layer}`, `B_${layer}`];
  const read = (name: string, columns: number[]) =>
    reordered(tensor(weights, `lstm.${name}_l${layer}`, [4 * HIDDEN, ...columns]));
  graph.weight(names[0] as string, 'float32', [1, 4 * HIDDEN, width], read('weight_ih', [width]));
  graph.weight(names[1] as string, 'float32', [1, 4 * HIDDEN, HIDDEN], read('weight_hh', [HIDDEN]));
  const bias = Float32Array.of(...read('bias_ih', []), ...read('bias_hh', []));
  graph.weight(names[2] as string, 'float32', [1, 8 * HIDDEN], bias);
  return names;
}

function reordered(values: Float32Array): Float32Array {
  const gate = values.length / 4;
  const result = new Float32Array(values.length);
  GATES.forEach((from, to) => void result.set(values.subarray(from * gate, (from + 1) * gate), to * gate));
  return result;
}

function tensor(
  weights: ReadonlyMap<string, TorchTensor>,
  name: string,
  shape: readonly number[],
): Float32Array {
  const found = weights.get(name);
  if (!found || found.shape.join() !== shape.join())
    throw new Error(`${name} is ${found ? `[${found.shape}]` : 'not there'}, not [${shape}]`);
  return found.data;
}
