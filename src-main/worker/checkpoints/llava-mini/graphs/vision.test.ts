import { afterAll, describe, expect, it } from 'vitest';
import { GRAPH } from '../graph-io';
import { frameRows, type LlavaMiniConfig } from '../types';
import { interpolate } from './compressor';
import type { GraphOptions } from './index';
import { TINY } from './testing';
import {
  floatTensor,
  type LoadedGraphs,
  loadMadeUp,
  noise,
  relativeError,
  rootMeanError,
} from './testing-run';
import { frameEmbeds, type Matrix, matrix, rowsOf } from './transcription';

const loaded: LoadedGraphs[] = [];
afterAll(async () => {
  for (const graphs of loaded) await graphs.dispose();
});

/** A square of vectors seen at other places: torch's bicubic, written out from its documented formula. */
function bicubic(square: Matrix, to: number): Matrix {
  const from = Math.sqrt(square.rows);
  const result = matrix(to * to, square.columns);
  const kernel = (distance: number) => {
    const [x, a] = [Math.abs(distance), -0.75];
    if (x < 1) return (a + 2) * x ** 3 - (a + 3) * x ** 2 + 1;
    return x < 2 ? a * x ** 3 - 5 * a * x ** 2 + 8 * a * x - 4 * a : 0;
  };
  const inside = (i: number) => Math.max(0, Math.min(from - 1, i));
  for (let y = 0; y < to; y++) {
    for (let x = 0; x < to; x++) {
      const [v, u] = [((y + 0.5) * from) / to - 0.5, ((x + 0.5) * from) / to - 0.5];
      for (let j = Math.floor(v) - 1; j <= Math.floor(v) + 2; j++) {
        for (let i = Math.floor(u) - 1; i <= Math.floor(u) + 2; i++) {
          const share = kernel(v - j) * kernel(u - i);
          const source = rowsOf(square, inside(j) * from + inside(i), inside(j) * from + inside(i) + 1);
          for (let k = 0; k < square.columns; k++) {
            const at = (y * to + x) * square.columns + k;
            result.data[at] = (result.data[at] as number) + share * (source.data[k] as number);
          }
        }
      }
    }
  }
  return result;
}

/** Two frames through the graph, and what the transcription says of them. */
async function bothWays(config: LlavaMiniConfig, options: GraphOptions) {
  const graphs = await loadMadeUp(config, 7, options);
  loaded.push(graphs);
  const { views, total } = frameRows(config);
  const { image, patch } = config.vision;
  const pixels = noise(2 * views, 3 * image * image, 5);
  const outputs = await graphs.sessions.vision.run({
    [GRAPH.vision.pixels]: floatTensor(pixels.data, [2 * views, 3, image, image]),
  });
  const positions = bicubic(
    graphs.weights.get('model.compressor.pos_embed'),
    (image / patch) * config.resolutionRatio,
  );
  const expected = [0, 1].flatMap((frame) => {
    const own = Array.from({ length: views }, (_, view) =>
      Float32Array.from(rowsOf(pixels, frame * views + view, frame * views + view + 1).data),
    );
    return [...frameEmbeds(config, graphs.weights, own, positions).data];
  });
  const frames = outputs[GRAPH.vision.frames];
  expect(frames?.dims).toEqual([2, total, config.llama.hidden]);
  return { actual: frames?.data as Float32Array, expected };
}

describe('the vision graph', () => {
  const grid = (size: number) => ({ grid: size, heads: 8 });
  const cases: [string, LlavaMiniConfig][] = [
    ['one token a frame', TINY],
    ['four tokens a frame', { ...TINY, compressor: grid(2) }],
    ['nine tokens a frame, in high resolution', { ...TINY, compressor: grid(3), resolutionRatio: 2 }],
    ['one token a frame, in high resolution', { ...TINY, resolutionRatio: 2 }],
    [
      'an exact GELU, nine crops, a width that no block divides',
      {
        ...TINY,
        resolutionRatio: 3,
        vision: { ...TINY.vision, image: 16, width: 48, activation: 'gelu', layersRun: 2 },
      },
    ],
  ];

  it.each(cases)('computes what the method says: %s', async (_, config) => {
    const { actual, expected } = await bothWays(config, { precision: 'fp32' });
    expect(relativeError(actual, expected)).toBeLessThan(5e-6);
  });

  it.each([
    ['fp16', 3e-3],
    ['int8', 2e-2],
    ['int4', 2e-2],
  ] as const)('keeps near it in %s', async (precision, bound) => {
    const { actual, expected } = await bothWays({ ...TINY, compressor: grid(2) }, { precision });
    expect(rootMeanError(actual, expected)).toBeLessThan(bound);
  });
});

describe('interpolation of positions', () => {
  it('leaves a square of the same size as it is', () => {
    const square = Float32Array.from({ length: 9 * 4 }, (_, i) => Math.sin(i));
    expect([...interpolate(square, 3, 3, 4)]).toEqual([...square]);
  });

  it('repeats a single vector', () => {
    const spread = interpolate(Float32Array.of(2, -3), 1, 4, 2);
    spread.forEach((value, i) => {
      expect(value).toBeCloseTo(i % 2 === 0 ? 2 : -3, 12);
    });
  });

  it('weighs four neighbours as cubic convolution does', () => {
    // Rows 0 and 1 stretched to four: centres at −0.25, 0.25, 0.75 and 1.25; what lies outside is the edge again.
    const stretched = interpolate(Float32Array.of(0, 0, 1, 1), 2, 4, 1);
    const column = [0, 4, 8, 12].map((i) => stretched[i] as number);
    expect(column[0]).toBeCloseTo(-0.10546875, 12);
    expect(column[1]).toBeCloseTo(0.2265625, 12);
    expect((column[1] as number) + (column[2] as number)).toBeCloseTo(1, 12);
    expect((column[0] as number) + (column[3] as number)).toBeCloseTo(1, 12);
  });
});
