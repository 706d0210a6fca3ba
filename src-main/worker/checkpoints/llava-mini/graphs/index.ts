import { join } from 'node:path';
import { replaceFile } from '../../../../base/replace-file';
import { forgetProgress, PlannedTensors, TensorFile } from '../../../formats/onnx/tensor-file';
import { OnnxWriter } from '../../../formats/onnx/writer';
import type { WeightSource } from '../../../formats/weight-source';
import type { LlavaMiniConfig } from '../types';
import { buildAnswer } from './answer';
import { buildPrefill, buildPrefusion, type DecoderPlan } from './growing';
import { GraphPart } from './part';
import { type CacheType, defaultCacheType, type Forms, formsOf, type Precision } from './precision';
import { buildVision } from './vision';

export type { CacheType, Precision } from './precision';

export interface GraphOptions {
  readonly precision: Precision;
  /** What the graphs compute in and keep keys and values in: float16 for fp16, float32 for the others, unless it is said. */
  readonly cacheType?: CacheType;
  /** Rows that the rotary tables reach to, at most the model's own; 16,384 unless it is said. */
  readonly maxPositions?: number;
  /**
   * Says what the weights are and how they are held. A run that was stopped is gone on with when the next one says the
   * same; nothing is kept between runs without it.
   */
  readonly resumeKey?: string;
  readonly signal?: AbortSignal;
  /** Called with the bytes just written, or found written by a run that was stopped before. */
  readonly onBytes?: (bytes: number) => void;
}

export interface WrittenGraphs {
  /** File names in the folder. */
  readonly graphs: {
    readonly vision: string;
    readonly prefusion: string;
    readonly prefill: string;
    readonly answer: string;
    readonly answerOnDevice: string;
  };
  /** Files with the graphs' weights, in the same folder. */
  readonly data: readonly string[];
  readonly precision: Precision;
  readonly cacheType: CacheType;
  readonly maxPositions: number;
}

/** 10,000 frames, their question and its answer fit, and the tables stay small: 8 MB for heads of 128. */
export const DEFAULT_POSITIONS = 16_384;

/**
 * Writes the five graphs of graph-io.ts and their weights into a folder that exists.
 * Weights are read and quantised in pieces of 16 MB; all else that is in memory is one matrix of scales.
 * @throws CheckpointUnusable from the weights
 * @throws the signal's reason
 */
export async function writeGraphs(
  dir: string,
  config: LlavaMiniConfig,
  weights: WeightSource,
  options: GraphOptions,
): Promise<WrittenGraphs> {
  const { precision } = options;
  const cacheType = options.cacheType ?? defaultCacheType(precision);
  const plan = planOf(config, options);
  const { forms, maxPositions } = plan;
  const task: Task = { dir, weights, forms, options };
  const { vision, prefusion, ...llm } = buildersOf(config, plan);
  await writePart(task, 'vision', { vision });
  await writePart(task, 'prefusion', { prefusion });
  await writePart(task, 'llm', llm);
  for (const file of DATA_FILES) await forgetProgress(join(dir, file));
  return {
    graphs: FILES,
    data: DATA_FILES,
    precision,
    cacheType,
    maxPositions,
  };
}

const FILES = {
  vision: 'vision.onnx',
  prefusion: 'prefusion.onnx',
  prefill: 'prefill.onnx',
  answer: 'answer.onnx',
  answerOnDevice: 'answer-on-device.onnx',
} as const;
const DATA_FILES = ['vision.data', 'prefusion.data', 'llm.data'];

/** A file is only gone on with when it is made from the same weights in the same way. */
function resumeSettings({ resumeKey, maxPositions }: GraphOptions, forms: Forms): string | null {
  return resumeKey === undefined ? null : JSON.stringify([resumeKey, forms, maxPositions ?? null]);
}

/**
 * The graphs as they would be written, without their weights: to count what they cost. Only the compressor's few are
 * asked for.
 */
export async function planGraphs(
  config: LlavaMiniConfig,
  weights: WeightSource,
  options: GraphOptions,
): Promise<Record<keyof WrittenGraphs['graphs'], Uint8Array>> {
  const plan = planOf(config, options);
  const built = Object.entries(buildersOf(config, plan)).map(async ([name, build]) => {
    const graph = new OnnxWriter(name);
    await build(new GraphPart(graph, new PlannedTensors(), weights, plan.forms.type, options.signal));
    return [name, graph.bytes()];
  });
  return Object.fromEntries(await Promise.all(built));
}

function planOf(config: LlavaMiniConfig, options: GraphOptions): DecoderPlan {
  return {
    llama: config.llama,
    forms: formsOf(options.precision, options.cacheType),
    prefusionLayers: config.prefusionLayers,
    tiedEmbeddings: config.tiedEmbeddings,
    maxPositions: Math.min(options.maxPositions ?? DEFAULT_POSITIONS, config.llama.maxPositions),
  };
}

function buildersOf(config: LlavaMiniConfig, plan: DecoderPlan) {
  return {
    vision: (part: GraphPart) => buildVision(part, config, plan.forms.vision),
    prefusion: (part: GraphPart) => buildPrefusion(part, plan),
    prefill: (part: GraphPart) => buildPrefill(part, plan),
    answer: (part: GraphPart) => buildAnswer(part, plan, false),
    answerOnDevice: (part: GraphPart) => buildAnswer(part, plan, true),
  };
}

interface Task {
  readonly dir: string;
  readonly weights: WeightSource;
  readonly forms: Forms;
  readonly options: GraphOptions;
}

/** Writes one file of weights and the graphs that read it. */
async function writePart(
  task: Task,
  name: string,
  builders: Readonly<Record<string, (part: GraphPart) => Promise<void>>>,
): Promise<void> {
  const { weights, forms, options } = task;
  options.signal?.throwIfAborted();
  const file = await TensorFile.open(
    join(task.dir, `${name}.data`),
    resumeSettings(options, forms),
    options.onBytes ?? (() => {}),
  );
  const graphs = new Map<string, OnnxWriter>();
  try {
    for (const [graphName, build] of Object.entries(builders)) {
      const graph = new OnnxWriter(graphName);
      await build(new GraphPart(graph, file, weights, forms.type, options.signal));
      graphs.set(graphName, graph);
    }
  } catch (error) {
    await file.abandon();
    throw error;
  }
  await file.finish();
  for (const [graphName, graph] of graphs) {
    await replaceFile(join(task.dir, FILES[graphName as keyof typeof FILES]), graph.bytes());
  }
}
