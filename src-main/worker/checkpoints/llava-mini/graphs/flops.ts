import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type OnnxGraph, type OnnxNode, readOnnx } from '../../../formats/onnx/reader';
import type { WeightSource } from '../../../formats/weight-source';
import { frameRows, type LlavaMiniConfig } from '../types';
import { planGraphs, type WrittenGraphs } from './index';
import { Shapes } from './shapes';

/**
 * Floating-point operations of a graph's products for inputs of given sizes: two for each multiplication with its addition,
 * as papers count them. Attention counts what a causal mask leaves; norms, activations and softmax are left out, which is
 * less than a hundredth.
 * @param sizes what the names stand for in the inputs' shapes, such as S and N
 */
export function graphFlops(graph: OnnxGraph, sizes: Readonly<Record<string, number>>): number {
  const shapes = new Shapes(graph, sizes);
  return graph.nodes.reduce((sum, node) => sum + nodeFlops(node, shapes), 0);
}

function nodeFlops(node: OnnxNode, shapes: Shapes): number {
  const input = (i: number) => shapes.of(node.inputs[i] as string);
  const output = () => shapes.of(node.outputs[0] as string).reduce((all, size) => all * size, 1);
  switch (node.operator) {
    case 'Gemm':
    case 'MatMul':
    case 'MatMulNBits':
      return 2 * output() * (input(0).at(-1) as number);
    case 'Conv':
      return (
        2 *
        output() *
        input(1)
          .slice(1)
          .reduce((all, size) => all * size, 1)
      );
    case 'MultiHeadAttention': {
      const [batch, rows, width] = input(0) as [number, number, number];
      return 4 * batch * rows * (input(1)[1] as number) * width;
    }
    case 'GroupQueryAttention': {
      const [batch, rows, width] = shapes.of(node.outputs[0] as string) as [number, number, number];
      const past = input(3)[2] as number;
      return 4 * batch * width * (rows * past + (rows * (rows + 1)) / 2);
    }
    default:
      return 0;
  }
}

/** What the written graphs of a pack cost. All in floating-point operations. */
export interface PackFlops {
  /** Tower, compressor and projector for one frame. */
  readonly vision: number;
  /** Pre-fusion of one frame, its compressed rows alone being wanted. */
  readonly prefusion: number;
  /** Both: what a frame costs before it is a token. */
  frame(): number;
  /** Pre-fusion of a question's rows on a frame's cache. */
  fuse(questionRows: number): number;
  /** The language model over `rows` behind `past`, the logits of the last one being wanted. */
  prefill(rows: number, past?: number): number;
  /** One token of an answer behind a prefix and `suffix` rows after it. */
  answerToken(prefix: number, suffix: number): number;
}

/** Counts the graphs in a folder. @throws RangeError where one is not a model file */
export async function packFlops(
  dir: string,
  graphs: WrittenGraphs['graphs'],
  config: LlavaMiniConfig,
): Promise<PackFlops> {
  const read = async (file: string) => readOnnx(await readFile(join(dir, file)));
  return countPack(
    {
      vision: await read(graphs.vision),
      prefusion: await read(graphs.prefusion),
      prefill: await read(graphs.prefill),
      answer: await read(graphs.answer),
    },
    config,
  );
}

/** As `packFlops`, for graphs as they would be written: sizes alone decide, so any weights do. */
export async function plannedFlops(config: LlavaMiniConfig, weights: WeightSource): Promise<PackFlops> {
  const { vision, prefusion, prefill, answer } = await planGraphs(config, weights, { precision: 'fp32' });
  return countPack(
    {
      vision: readOnnx(vision),
      prefusion: readOnnx(prefusion),
      prefill: readOnnx(prefill),
      answer: readOnnx(answer),
    },
    config,
  );
}

function countPack(
  graphs: Readonly<Record<Exclude<keyof WrittenGraphs['graphs'], 'answerOnDevice'>, OnnxGraph>>,
  config: LlavaMiniConfig,
): PackFlops {
  const rows = frameRows(config);
  const vision = graphFlops(graphs.vision, { V: rows.views });
  const prefusion = graphFlops(graphs.prefusion, { S: rows.total, N: 0, R: rows.compressed });
  return {
    vision,
    prefusion,
    frame: () => vision + prefusion,
    fuse: (questionRows) => graphFlops(graphs.prefusion, { S: questionRows, N: rows.total, R: questionRows }),
    prefill: (count, past = 0) => graphFlops(graphs.prefill, { S: count, N: past, R: 1 }),
    answerToken: (prefix, suffix) =>
      graphFlops(graphs.answer, { S: 1, N: prefix, M: suffix, T: suffix + 1, R: 1, A: 0 }),
  };
}

/**
 * LLaVA-v1.5 with the same tower and language model, for comparison: all patches of a frame go through the projector and
 * the language model. Counted by formula: there is no such graph here.
 * @param textRows rows of the prompt beside the picture
 */
export function llava15Flops(config: LlavaMiniConfig, visionFlops: number, textRows: number): number {
  const { patches } = frameRows(config);
  return visionFlops + decoderFlops(config, config.llama.layers, patches + textRows);
}

/** Decoder layers over rows of their own, all of them run to the end. */
export function decoderFlops({ llama }: LlavaMiniConfig, layers: number, rows: number): number {
  const { hidden, heads, kvHeads, headDim, intermediate } = llama;
  const weights = hidden * headDim * (2 * heads + 2 * kvHeads) + 3 * hidden * intermediate;
  const attention = 4 * heads * headDim * ((rows * (rows + 1)) / 2);
  return layers * (2 * rows * weights + attention);
}

/** Rows of a table: what a picture and a short question cost here and in LLaVA-v1.5, and how much less that is. */
export interface FlopsComparison {
  readonly mini: number;
  readonly llava15: number;
  /** Share of LLaVA-v1.5's operations that are saved, 0 to 1; the paper says 0.77. */
  readonly saved: number;
}

/**
 * One picture and a question: the paper's comparison. Everything for one answer's first token is counted on both sides:
 * tower, pre-fusion of the frame with its text, language model.
 */
export function compareFlops(config: LlavaMiniConfig, flops: PackFlops, textRows: number): FlopsComparison {
  const { compressed } = frameRows(config);
  const mini = flops.frame() + flops.fuse(textRows) + flops.prefill(compressed + textRows);
  const llava15 = llava15Flops(config, flops.vision, textRows);
  return { mini, llava15, saved: 1 - mini / llava15 };
}
