import { z } from 'zod';
import { otherUse } from '../../../src-shared/devices';

/** A form of a pack's graph that is made at first use, and where it is kept. */
export const madeForm = z.object({
  form: z.enum(['fp32', 'fp16', 'int8', 'int4']),
  folder: z.string(),
  /** Names the graph: its pack and its file. */
  name: z.string(),
  /** SHA-256 of the pack's own file. */
  sha256: z.string(),
});
export type MadeForm = z.infer<typeof madeForm>;

/** A graph of one input as its pack runs it: made-up numbers of the real size go in. */
export const wholeGraph = z.object({
  path: z.string(),
  made: madeForm.optional(),
  type: z.enum(['uint8', 'float32']),
  dims: z.array(z.number().int().positive()),
  /** Those that are held against the CPU's; null is all. Numbers in the order of other numbers, such as the best boxes, are none. */
  outputs: z.array(z.string()).nullable(),
});
export type WholeGraph = z.infer<typeof wholeGraph>;

/** What of a language model decides which kernels run it, and how large they are. */
export const languageShape = z.object({
  precision: z.enum(['fp32', 'fp16', 'int8', 'int4']),
  cacheType: z.enum(['float32', 'float16']),
  hidden: z.number().int().positive(),
  heads: z.number().int().positive(),
  kvHeads: z.number().int().positive(),
  headDim: z.number().int().positive(),
  vocab: z.number().int().positive(),
});
export type LanguageShape = z.infer<typeof languageShape>;

/** A frame encoder's graph, and what it is given. */
export const frameGraph = z.object({
  path: z.string(),
  made: madeForm.optional(),
  kind: z.enum(['classifier', 'dual-encoder']),
  input: z.string(),
  output: z.string(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  batch: z.number().int().positive(),
});
export type FrameGraph = z.infer<typeof frameGraph>;

/** What a device is to be tried with: what a pack really runs, or as much of it as takes seconds. */
export const deviceCheck = z.discriminatedUnion('use', [
  z.object({ use: z.literal('frames'), graph: frameGraph }),
  z.object({ use: z.literal('language'), shape: languageShape }),
  z.object({
    use: z.literal('graph'),
    for: otherUse,
    graph: wholeGraph,
  }),
]);
export type DeviceCheck = z.infer<typeof deviceCheck>;

/** Numbers of one part of a check: near those of the CPU, where the device is right. */
export interface CheckPart {
  readonly name: string;
  readonly values: readonly number[];
  /** Largest difference to the CPU that rounding explains, over the largest value of the part. */
  readonly tolerance: number;
  /** Least cosine to the CPU's numbers, where their direction is what counts. */
  readonly cosine?: number;
}

/** What trying a device tells, in this order. `milliseconds` are those of the check's own unit of work: fewer are better. */
export type CheckNews = { readonly parts: readonly CheckPart[] } | { readonly milliseconds: number };
