import { z } from 'zod';
import { type Device, otherUse } from '../../../src-shared/domain';
import type { FramesPart, PackManifest } from '../../base/packs/manifest';
import type { Pack } from '../../base/packs/pack';
import { runCheckGraph } from './check-graph';
import { frameSpeed } from './frame-speed';
import { tryGraph, wholeGraph } from './graph-check';
import { languageParts, languageSpeed } from './llava-mini/language-check';

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
}

/** What trying a device tells, in this order. `milliseconds` are those of the check's own unit of work: fewer are better. */
export type CheckNews = { readonly parts: readonly CheckPart[] } | { readonly milliseconds: number };

/**
 * Tries a device: first what tells whether it computes rightly, then how long it takes.
 * @throws DeviceRefused, and what its kernels throw
 */
export async function* checkDevice(
  check: DeviceCheck,
  device: Device,
  threads: number,
): AsyncGenerator<CheckNews> {
  if (check.use === 'frames') {
    const values = [...(await runCheckGraph(device))];
    yield { parts: [{ name: 'probabilities', values, tolerance: 0.02 }] };
    yield { milliseconds: await frameSpeed(check.graph, device, threads) };
  } else if (check.use === 'graph') {
    yield* tryGraph(check.graph, device, threads);
  } else {
    yield { parts: await languageParts(check.shape, device) };
    yield { milliseconds: await languageSpeed(check.shape, device, threads) };
  }
}

/** The check of a pack's frame encoder. */
export function frameCheck(pack: Pack, frames: FramesPart): DeviceCheck {
  const { kind, input, output, width, height, batch } = frames;
  return {
    use: 'frames',
    graph: { path: pack.file(frames.file), kind, input, output, width, height, batch },
  };
}

/** The check of a pack's language model. */
export function languageCheck(answers: NonNullable<PackManifest['answers']>): DeviceCheck {
  return { use: 'language', shape: languageShape.parse(answers) };
}
