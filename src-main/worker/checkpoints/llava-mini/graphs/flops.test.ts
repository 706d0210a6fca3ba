import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readOnnx } from '../../../formats/onnx/reader';
import { frameRows, type LlavaMiniConfig } from '../types';
import { compareFlops, decoderFlops, packFlops, plannedFlops } from './flops';
import { type Precision, writeGraphs } from './index';
import { madeUpWeights, TINY } from './testing';

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

async function count(config: LlavaMiniConfig, precision: Precision) {
  const dir = await mkdtemp(join(tmpdir(), 'longtake-flops-'));
  folders.push(dir);
  const { graphs } = await writeGraphs(dir, config, madeUpWeights(config, 1), { precision });
  return packFlops(dir, graphs, config);
}

/** The tower with its embedding, compressor with its folded queries, and projector, by formula. */
function visionFormula(config: LlavaMiniConfig): number {
  const { width, intermediate, patch, layersRun } = config.vision;
  const { patches, views, compressed, total } = frameRows(config);
  const rows = patches + 1;
  const layer = 2 * rows * (4 * width * width + 2 * width * intermediate) + 4 * rows * rows * width;
  const tower = views * (2 * patches * 3 * patch * patch * width + layersRun * layer);
  const seen = patches * config.resolutionRatio ** 2;
  const compressor = 4 * seen * width * config.compressor.heads * compressed + 4 * compressed * width * width;
  const { hidden } = config.llama;
  return tower + compressor + 2 * total * (width * hidden + hidden * hidden);
}

/** What the last layer need not do for rows that are not wanted: the output of its attention, and its feed-forward. */
function unwanted({ llama }: LlavaMiniConfig, rows: number): number {
  return 2 * rows * llama.hidden * (llama.heads * llama.headDim + 3 * llama.intermediate);
}

describe('floating-point operations counted from the written graphs', () => {
  it.each([
    ['fp32', TINY],
    ['fp16', { ...TINY, resolutionRatio: 2, compressor: { grid: 2, heads: 8 } }],
    ['int8', { ...TINY, compressor: { grid: 2, heads: 8 } }],
    ['int4', TINY],
  ] as [Precision, LlavaMiniConfig][])('are those of the formula: %s', async (precision, config) => {
    const flops = await count(config, precision);
    const { llama, prefusionLayers } = config;
    const { total, compressed } = frameRows(config);
    expect(flops.vision).toBe(visionFormula(config));
    expect(flops.prefusion).toBe(
      decoderFlops(config, prefusionLayers, total) - unwanted(config, total - compressed),
    );
    expect(flops.frame()).toBe(flops.vision + flops.prefusion);
    const head = 2 * llama.hidden * llama.vocab;
    const all = decoderFlops(config, llama.layers, 50) - unwanted(config, 49) + head;
    expect(flops.prefill(50)).toBe(all);
    // In two chunks every row still sees those before it; each chunk's last row leaves through the head.
    expect(flops.prefill(30) + flops.prefill(20, 30)).toBe(
      all + head + 2 * llama.hidden * (llama.heads * llama.headDim + 3 * llama.intermediate),
    );
    expect(flops.answerToken(40, 9)).toBe(flops.prefill(1, 49));
  });

  it('are the same for graphs that are planned and never written', async () => {
    const [planned, written] = [await plannedFlops(TINY, madeUpWeights(TINY, 2)), await count(TINY, 'int4')];
    expect(planned.frame()).toBe(written.frame());
    expect(planned.answerToken(10_000, 5)).toBe(written.answerToken(10_000, 5));
  });

  it('save most of what LLaVA-v1.5 takes when the language model is much larger than what is before it', async () => {
    const config = { ...TINY, llama: { ...TINY.llama, layers: 32 } };
    const { mini, llava15, saved } = compareFlops(config, await count(config, 'fp32'), 2);
    expect(saved).toBeCloseTo(1 - mini / llava15, 12);
    expect(saved).toBeGreaterThan(0.5);
  });
});

describe('reading a model file', () => {
  it('refuses what is none', () => {
    expect(() => readOnnx(Uint8Array.of(1, 2, 3))).toThrow(RangeError);
    expect(() => readOnnx(new Uint8Array(0))).toThrow(RangeError);
  });
});
