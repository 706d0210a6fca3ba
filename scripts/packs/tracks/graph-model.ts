import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { readWeights, type Weight, weightsManifest } from '../tfjs-weights';

/** An attribute's value, by its kind; text lies in base64, and integers as text. */
const attribute = z.object({
  i: z.coerce.number().optional(),
  s: z.string().optional(),
  type: z.string().optional(),
  list: z.object({ i: z.array(z.coerce.number()).optional(), s: z.array(z.string()).optional() }).optional(),
  b: z.boolean().optional(),
});
const node = z.object({
  name: z.string(),
  op: z.string(),
  input: z.array(z.string()).default([]),
  attr: z.record(z.string(), attribute).default({}),
});
const graphModel = z.object({
  format: z.literal('graph-model'),
  modelTopology: z.object({ node: z.array(node) }),
  weightsManifest,
});

export type GraphNode = z.infer<typeof node>;

/** A frozen TensorFlow graph as TensorFlow.js keeps it. */
export interface GraphModel {
  readonly nodes: readonly GraphNode[];
  readonly weights: ReadonlyMap<string, Weight>;
}

/**
 * Reads a graph model of TensorFlow.js: https://github.com/tensorflow/tfjs/tree/master/tfjs-converter
 * @param file the model's JSON; the weights lie beside it
 */
export async function readGraphModel(file: string): Promise<GraphModel> {
  const model = graphModel.parse(JSON.parse(await readFile(file, 'utf8')));
  return {
    nodes: model.modelTopology.node,
    weights: await readWeights(model.weightsManifest, dirname(file)),
  };
}

/** A list of integers of a node; empty where it has none. */
export function integers({ attr }: GraphNode, name: string): readonly number[] {
  return attr[name]?.list?.i ?? [];
}

/** A text of a node, or each text of a list; empty where it has none. */
export function texts({ attr }: GraphNode, name: string): readonly string[] {
  const { s, list } = attr[name] ?? {};
  const encoded = s === undefined ? (list?.s ?? []) : [s];
  return encoded.map((text) => Buffer.from(text, 'base64').toString('latin1'));
}
