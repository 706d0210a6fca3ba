import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  decoder,
  frameEmbeds,
  head,
  type Matrix,
  matrix,
  rowsOf,
  stack,
  Weights,
} from '../../checkpoints/llava-mini/graphs/transcription';
import { openSource } from '../../checkpoints/llava-mini/source';
import { tensorShapes } from '../../checkpoints/llava-mini/tensors';
import { answersOf, openFrameReader, type PictureReader } from './frame-reader';
import { openLanguageModel } from './language-model';
import { frameViews } from './picture-crops';
import { buildPrompt, isPadding } from './prompt';
import { asking, noise, TINY, type TinyPack, tinyPack, watch } from './testing/tiny';
import { openTextTokens } from './tokenizer';

const FRAMES = 5;
const SIDE = TINY.vision.image;

let tiny: TinyPack;
let reader: PictureReader;
let weights: Weights;

beforeAll(async () => {
  tiny = await tinyPack();
  // A short system prompt with an exclamation mark, whose id counts as padding.
  answersOf(tiny.pack).systemPrompt = 'Look!';
  reader = await openFrameReader(tiny.pack, 'cpu', 1);
  const source = await openSource(join(tiny.root, 'checkpoint'));
  weights = await Weights.load(source.weights, tensorShapes(TINY).keys());
  await source.close();
}, 60_000);
afterAll(async () => {
  await reader?.dispose();
  tiny?.remove();
});

/** Rows of the embedding table; ids below 0 stand for 0. */
function embed(ids: readonly number[]): Matrix {
  const table = weights.get('model.embed_tokens.weight');
  return stack(...ids.map((id) => rowsOf(table, Math.max(0, id), Math.max(0, id) + 1)));
}

/** What the method does with one frame and all text, in its own order: tokens and fused text. */
function readLiterally(pixels: Uint8Array, ids: readonly number[]): { token: Matrix; text: Matrix } {
  const values = new Float32Array(3 * SIDE * SIDE);
  frameViews({ data: pixels, width: SIDE, height: SIDE }, answersOf(tiny.pack), values, 0);
  const place = weights.get('model.compressor.pos_embed');
  const patches = (SIDE / TINY.vision.patch) ** 2;
  const positions = stack(...Array.from({ length: patches }, () => rowsOf(place, 0, 1)));
  const frame = frameEmbeds(TINY, weights, [values], positions);
  const text = embed(ids);
  // Masked rows are seen by nobody and take no position: the others are as if they were not there.
  const seen = [...ids.keys()].filter((i) => !isPadding(ids[i] as number));
  const rows = stack(frame, ...seen.map((i) => rowsOf(text, i, i + 1)));
  const fused = decoder(TINY.llama, weights, 'model.prefusion_layers.', TINY.prefusionLayers, rows);
  seen.forEach((i, at) => {
    text.data.set(rowsOf(fused, frame.rows + at, frame.rows + at + 1).data, i * text.columns);
  });
  return { token: rowsOf(fused, patches, patches + 1), text };
}

describe('the method in its literal order, in float64', () => {
  it('gives the same frame tokens, and the same answer to a question that all frames were fused with', async () => {
    const all = Array.from({ length: FRAMES }, (_, i) => i);
    const watched = await watch(reader, FRAMES, all, join(tiny.root, 'cache'));
    const tokens = await openTextTokens(tiny.pack, answersOf(tiny.pack));
    const { systemPrompt, stopIds } = answersOf(tiny.pack);
    const prompt = buildPrompt(tokens, systemPrompt, [], 'What! Is it?');
    expect(prompt.question.filter(isPadding)).toHaveLength(1);
    const image = -200;
    const ids = [...prompt.system, image, ...prompt.question];

    const pixels = noise(FRAMES, SIDE);
    const read = all.map((i) =>
      readLiterally(pixels.subarray(i * SIDE * SIDE * 3, (i + 1) * SIDE * SIDE * 3), ids),
    );
    const stored = await watched.readTokens(0, FRAMES);
    const literal = stack(...read.map(({ token }) => token));
    const size = Math.max(...literal.data.map(Math.abs));
    for (const [i, value] of literal.data.entries()) {
      expect(Math.abs((stored[i] as number) - value)).toBeLessThan(1e-4 * size);
    }

    const mean = matrix(ids.length, TINY.llama.hidden);
    for (const { text } of read)
      text.data.forEach((value, i) => {
        mean.data[i] = (mean.data[i] as number) + value / FRAMES;
      });
    const at = prompt.system.length;
    let rows = stack(rowsOf(mean, 0, at), literal, rowsOf(mean, at + 1, ids.length));
    const expected: number[] = [];
    while (expected.length < 5) {
      const out = decoder(TINY.llama, weights, 'model.layers.', TINY.llama.layers, rows);
      const scores = head(TINY, weights, rowsOf(out, out.rows - 1, out.rows)).data;
      const id = scores.indexOf(Math.max(...scores));
      expected.push(id);
      if (stopIds.includes(id)) break;
      rows = stack(rows, embed([id]));
    }

    const model = await openLanguageModel(tiny.pack, 'cpu', 1, { memoryBytes: 1e9, chunk: 32 });
    const answer = await model.ask(asking(watched, { question: 'What! Is it?', maxTokens: 5 }));
    await model.dispose();
    expect(answer.details).toContain('Question fused with all 5 frames');
    const said = expected.filter((id) => !stopIds.includes(id));
    expect(answer.text).toBe(tokens.decode(said).trim());
    expect(answer.tokens).toBe(expected.length);
    expect(answer.text).not.toBe('');
  }, 60_000);
});
