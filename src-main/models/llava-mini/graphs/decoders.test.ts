import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Tensor } from '../../../onnx-runtime/runtime';
import { GRAPH } from '../graph-io';
import type { LlavaMiniConfig } from '../types';
import type { GraphOptions } from './index';
import { TINY } from './testing';
import {
  answerFeeds,
  growingFeeds,
  type LoadedGraphs,
  loadMadeUp,
  noise,
  relativeError,
  rootMeanError,
  valuesOf,
} from './testing-run';
import { decoder, head, type Matrix, rowsOf, stack } from './transcription';

type Outputs = Readonly<Record<string, Tensor>>;
type Run = { readonly rows: number; readonly outputs: Outputs };
const NONE: Run = { rows: 0, outputs: {} };
const ROWS = 30;
const all = (rows: number) => Array.from({ length: rows }, (_, i) => i);

const loaded: LoadedGraphs[] = [];
afterAll(async () => {
  for (const graphs of loaded) await graphs.dispose();
});

async function load(config: LlavaMiniConfig, options: GraphOptions): Promise<LoadedGraphs> {
  const graphs = await loadMadeUp(config, 3, options);
  loaded.push(graphs);
  return graphs;
}

/** Rows through pre-fusion or prefill, behind an earlier run. */
async function grow(
  graphs: LoadedGraphs,
  config: LlavaMiniConfig,
  which: 'prefusion' | 'prefill',
  rows: Matrix,
  wanted: readonly number[],
  before: Run = NONE,
): Promise<Run & { values: Float32Array }> {
  const layers = which === 'prefusion' ? config.prefusionLayers : config.llama.layers;
  const name = which === 'prefusion' ? GRAPH.rowIndex : GRAPH.logitIndex;
  const type = graphs.written.cacheType;
  const feeds = growingFeeds(config, layers, type, rows, { name, rows: wanted }, before);
  const outputs = await graphs.sessions[which].run(feeds);
  const values = valuesOf(outputs[which === 'prefusion' ? GRAPH.hidden : GRAPH.logits]);
  return { rows: before.rows + rows.rows, outputs, values };
}

async function answer(
  graphs: LoadedGraphs,
  config: LlavaMiniConfig,
  rows: Matrix,
  prefix: Run,
  before: Run = NONE,
  asked: readonly number[] = [],
): Promise<Run & { values: Float32Array }> {
  const feeds = answerFeeds(config, graphs.written.cacheType, rows, prefix, before, asked);
  const outputs = await graphs.sessions.answer.run(feeds);
  return { rows: before.rows + rows.rows, outputs, values: valuesOf(outputs[GRAPH.logits]) };
}

/** Logits of all rows, by the transcription. */
function logits(graphs: LoadedGraphs, config: LlavaMiniConfig, rows: Matrix): Matrix {
  return head(
    config,
    graphs.weights,
    decoder(config.llama, graphs.weights, 'model.layers.', config.llama.layers, rows),
  );
}

const { llama } = TINY;
const cases: [string, LlavaMiniConfig][] = [
  ['heads of keys shared by two', TINY],
  ['a head of keys for each of queries', { ...TINY, llama: { ...llama, kvHeads: 4 } }],
  ['one head of keys for all', { ...TINY, llama: { ...llama, kvHeads: 1 } }],
  ['heads wider than the rows are', { ...TINY, llama: { ...llama, headDim: 32, heads: 6, kvHeads: 3 } }],
  [
    'positions stretched as in Llama 3.1',
    {
      ...TINY,
      llama: {
        ...llama,
        ropeScaling: {
          kind: 'llama3',
          factor: 8,
          lowFrequencyFactor: 1,
          highFrequencyFactor: 4,
          originalPositions: 64,
        },
      },
    },
  ],
  [
    'positions stretched evenly, one layer',
    { ...TINY, llama: { ...llama, layers: 1, ropeScaling: { kind: 'linear', factor: 4 } } },
  ],
  ['the embedding table as output layer', { ...TINY, tiedEmbeddings: true }],
];

describe.each(cases)('the decoder graphs: %s', (_, config) => {
  let graphs: LoadedGraphs;
  const rows = noise(ROWS, config.llama.hidden, 11);
  beforeAll(async () => {
    graphs = await load(config, { precision: 'fp32' });
  });

  it('fuse rows as the method says, whichever rows are wanted and in chunks', async () => {
    const { llama, prefusionLayers } = config;
    const expected = decoder(llama, graphs.weights, 'model.prefusion_layers.', prefusionLayers, rows);
    const whole = await grow(graphs, config, 'prefusion', rows, [29, 4, 4]);
    expect(
      relativeError(whole.values, stack(...[29, 4, 4].map((row) => rowsOf(expected, row, row + 1))).data),
    ).toBeLessThan(5e-6);

    const first = await grow(graphs, config, 'prefusion', rowsOf(rows, 0, 17), []);
    expect(first.values).toHaveLength(0);
    const second = await grow(graphs, config, 'prefusion', rowsOf(rows, 17, ROWS), all(13), first);
    expect(relativeError(second.values, rowsOf(expected, 17, ROWS).data)).toBeLessThan(5e-6);
  });

  it('give the logits that the method says, at once, in chunks and one by one', async () => {
    const expected = logits(graphs, config, rows);
    const whole = await grow(graphs, config, 'prefill', rows, all(ROWS));
    expect(relativeError(whole.values, expected.data)).toBeLessThan(5e-6);

    const first = await grow(graphs, config, 'prefill', rowsOf(rows, 0, 12), []);
    const second = await grow(graphs, config, 'prefill', rowsOf(rows, 12, 29), [16], first);
    expect(relativeError(second.values, rowsOf(expected, 28, 29).data)).toBeLessThan(5e-6);
    const third = await grow(graphs, config, 'prefill', rowsOf(rows, 29, ROWS), [0], second);
    expect(relativeError(third.values, rowsOf(expected, 29, ROWS).data)).toBeLessThan(5e-6);
  });

  it('give the same logits behind a prefix that is only read', async () => {
    const expected = logits(graphs, config, rows);
    const prefix = await grow(graphs, config, 'prefill', rowsOf(rows, 0, 20), []);
    const question = await answer(graphs, config, rowsOf(rows, 20, 27), prefix);
    expect(relativeError(question.values, rowsOf(expected, 20, 27).data)).toBeLessThan(5e-6);
    const next = await answer(graphs, config, rowsOf(rows, 27, 28), prefix, question);
    const last = await answer(graphs, config, rowsOf(rows, 28, ROWS), prefix, next);
    const both = [...next.values, ...last.values];
    expect(relativeError(both, rowsOf(expected, 27, ROWS).data)).toBeLessThan(5e-6);
  });

  it('need no prefix at all', async () => {
    const expected = logits(graphs, config, rowsOf(rows, 0, 9));
    const nothing = await grow(graphs, config, 'prefill', rowsOf(rows, 0, 1), []);
    const empty: Run = {
      rows: 0,
      outputs: Object.fromEntries(
        Object.entries(nothing.outputs).filter(([name]) => !name.startsWith('present')),
      ),
    };
    const question = await answer(graphs, config, rowsOf(rows, 0, 9), empty);
    expect(relativeError(question.values, expected.data)).toBeLessThan(5e-6);
  });

  it('say what the asked rows attend to in the prefix, and nothing when none is asked', async () => {
    const expected = new Float64Array(20);
    const { layers } = config.llama;
    decoder(
      config.llama,
      graphs.weights,
      'model.layers.',
      layers,
      rowsOf(rows, 0, 27),
      (row, other, share) => {
        if ((row === 22 || row === 26) && other < 20)
          expected[other] = (expected[other] as number) + share / 2;
      },
    );
    const prefix = await grow(graphs, config, 'prefill', rowsOf(rows, 0, 20), []);
    const weighed = await answer(graphs, config, rowsOf(rows, 20, 27), prefix, NONE, [2, 6]);
    expect(relativeError(valuesOf(weighed.outputs[GRAPH.prefixAttention]), expected)).toBeLessThan(5e-6);
    const silent = await answer(graphs, config, rowsOf(rows, 20, 27), prefix);
    expect([...valuesOf(silent.outputs[GRAPH.prefixAttention])]).toEqual(new Array(20).fill(0));
    expect(silent.values).toEqual(weighed.values);
  });
});

describe('the decoder graphs in fewer bits', () => {
  // Root mean square of the error over that of the logits, on weights that are noise: what every step adds, uncancelled.
  it.each([
    [{ precision: 'fp16' }, 5e-3],
    [{ precision: 'int8' }, 3e-2],
    [{ precision: 'int8', cacheType: 'float16' }, 3e-2],
    [{ precision: 'int4' }, 0.25],
    [{ precision: 'int4', cacheType: 'float16' }, 0.25],
  ] as [GraphOptions, number][])('stay near: %o', async (options, bound) => {
    const graphs = await load(TINY, options);
    const rows = noise(ROWS, llama.hidden, 11);
    const expected = logits(graphs, TINY, rows);
    const whole = await grow(graphs, TINY, 'prefill', rows, all(ROWS));
    expect(rootMeanError(whole.values, expected.data)).toBeLessThan(bound);
    const prefix = await grow(graphs, TINY, 'prefill', rowsOf(rows, 0, 20), []);
    const question = await answer(graphs, TINY, rowsOf(rows, 20, ROWS), prefix);
    expect(rootMeanError(question.values, rowsOf(expected, 20, ROWS).data)).toBeLessThan(bound);
  });
});
