import { readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeviceReport } from '../../../src-shared/devices';
import { temporaryDir } from '../../base/media/testing';
import type { DualText } from '../../base/packs/manifest';
import { loadPack, type Pack } from '../../base/packs/pack';
import { makeDualEncoderPack } from '../checkpoints/hub-packs/dual-encoder';
import { openTextTokens } from './dual-encoder';
import { openFrameEncoder } from './frame-encoder';
import { openTextSpace } from './text-space';
import type { FrameEncoder, TextSpace } from './types';

/** Tiny random models in the hub's layout; recorded by eval/search-parity/dual_encoders.py. */
const FIXTURES = resolve('src-main/worker/checkpoints/hub-packs/testing');
interface Recorded {
  readonly images: readonly { readonly pixels: string; readonly embedding: number[] }[];
  readonly texts: readonly { readonly text: string; readonly ids: number[]; readonly embedding: number[] }[];
}
const recorded: Record<'clip' | 'siglip', Recorded> = JSON.parse(
  readFileSync(join(FIXTURES, 'dual-recorded.json'), 'utf8'),
);

const root = temporaryDir();
const cpu: DeviceReport = { chosen: 'cpu', why: '', candidates: [] };
const quiet = { signal: new AbortController().signal, onProgress: () => undefined };

async function packFrom(folder: string): Promise<Pack> {
  const dir = await mkdtemp(join(root, 'pack-'));
  const source = { dir: folder, repository: null, revision: null, licences: [] };
  await makeDualEncoderPack(source, { dir, id: 'tiny', name: 'Tiny', precision: 'fp32' }, quiet);
  return loadPack(dir);
}

const unit = (vector: readonly number[]) => {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
};
/** The largest difference, in units of vectors of length 1. */
function distance(got: Float32Array, want: readonly number[]): number {
  expect(got.length).toBe(want.length);
  return Math.max(...unit(want).map((value, i) => Math.abs(value - (got[i] as number))));
}

describe.each(['clip', 'siglip'] as const)('a pack made of a published %s', (family) => {
  const { images, texts } = recorded[family];
  let pack: Pack;
  let encoder: FrameEncoder;
  let space: TextSpace;
  beforeAll(async () => {
    pack = await packFrom(join(FIXTURES, family));
    encoder = (await openFrameEncoder(pack, cpu, 1)).encoder;
    const opened = await openTextSpace(pack, 1);
    if (!opened) throw new Error('the pack has no text');
    space = opened;
  });
  afterAll(async () => {
    await encoder.dispose();
    await space.dispose();
  });

  it('gives the picture embeddings of transformers, alone and in a batch', async () => {
    const frames = images.map(({ pixels }) => Buffer.from(pixels, 'base64'));
    const together = await encoder.encode(Buffer.concat(frames), frames.length);
    for (const [row, { embedding }] of images.entries()) {
      const token = together.subarray(row * encoder.dim, (row + 1) * encoder.dim);
      expect(distance(token, embedding)).toBeLessThan(1e-4);
      expect(distance(await encoder.encode(frames[row] as Buffer, 1), embedding)).toBeLessThan(1e-4);
    }
    // Were the pictures alike for the model, the comparison above would prove little.
    expect(distance(together.subarray(0, encoder.dim), images[1]?.embedding ?? [])).toBeGreaterThan(0.05);
  });

  it('cuts larger batches into those that the pack allows', async () => {
    const frame = Buffer.from(images[0]?.pixels ?? '', 'base64');
    const many = await encoder.encode(Buffer.concat(new Array(19).fill(frame)), 19);
    for (let row = 0; row < 19; row++) {
      const token = many.subarray(row * encoder.dim, (row + 1) * encoder.dim);
      expect(distance(token, images[0]?.embedding ?? [])).toBeLessThan(1e-4);
    }
    await expect(encoder.encode(frame, 2)).rejects.toBeInstanceOf(RangeError);
  });

  it.each(texts)('reads “$text” as the same tokens', async ({ text, ids }) => {
    const part = pack.manifest.text as DualText;
    const tokens = await openTextTokens(pack, part);
    expect(tokens.ids(part.prompt.replace('{}', () => text))).toEqual(ids);
  });

  it.each(texts)('gives “$text” the embedding of transformers', async ({ text, embedding }) => {
    expect(distance(await space.embedTexts([text]), embedding)).toBeLessThan(1e-4);
  });

  it('names nothing, whatever is asked', () => {
    expect(space.readQuery('When is a dog seen near the Straße?')).toEqual({
      concepts: [],
      unnamed: ['dog', 'straße'],
    });
    expect(space.labels).toEqual([]);
    expect(space.labelsPerFrame).toBe(0);
  });

  it('keeps a token as its own view, at length 1', async () => {
    const tokens = Float32Array.from({ length: 2 * space.dim }, (_, i) => i - space.dim);
    const { embeddings, labelIds, probabilities } = await space.viewFrames(tokens, 2);
    expect(distance(embeddings.subarray(0, space.dim), [...tokens.subarray(0, space.dim)])).toBeLessThan(
      1e-6,
    );
    expect([labelIds.length, probabilities.length]).toEqual([0, 0]);
    await expect(space.viewFrames(tokens, 3)).rejects.toBeInstanceOf(RangeError);
  });
});
