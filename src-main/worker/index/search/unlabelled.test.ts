import { describe, expect, it } from 'vitest';
import { temporaryDir } from '../../../base/media/testing';
import { BLOCK_ROWS, blockAt } from '../frame-embedding-format';
import { ensureViews, FrameEmbeddingFile } from '../frame-embedding-store';
import { FrameSearcher } from './frame-searcher';
import { storeTokens, unlabelledSpace } from './testing';

const root = temporaryDir();
const signal = new AbortController().signal;
const DOG = [9, 1, 0, 0];
const CAT = [0, 9, 0, 1];
const CAR = [0, 0, 9, 1];

const video = async (...tokens: number[][]) => ({
  videoId: '1'.padStart(32, '0'),
  dir: await storeTokens(root, tokens),
});

describe('a text space without labels', () => {
  it('finds by resemblance, with no labels, no probability and nothing named', async () => {
    const one = await video(CAR, DOG, CAT);
    const searcher = new FrameSearcher(unlabelledSpace());
    const found = await searcher.search([one], 'dog', 3, signal);
    expect(found.hits[0]).toMatchObject({ frameIndex: 1, probability: null, labels: [] });
    expect([...found.hits].sort((a, b) => b.resemblance - a.resemblance)).toEqual(found.hits);
    expect([found.named, found.unnamed]).toEqual([[], ['dog']]);
  });

  it('gives no probability over time, and describes frames without a word', async () => {
    const one = await video(CAR, DOG);
    const searcher = new FrameSearcher(unlabelledSpace());
    const presence = await searcher.presence(one, 'dog', signal);
    expect(presence).toMatchObject({ probability: null, named: [], unnamed: ['dog'] });
    expect([...presence.times]).toEqual([0, 1_000_000]);
    expect(await searcher.describe(one, [1], signal)).toEqual([
      { frameIndex: 1, time: 1_000_000, labels: [] },
    ]);
  });

  it('finds what looks like a frame', async () => {
    const one = await video(DOG, CAR, CAT, [8, 2, 0, 0]);
    const found = await new FrameSearcher(unlabelledSpace()).similar([one], one, 0, 2, signal);
    expect(found.hits.map(({ frameIndex }) => frameIndex)).toEqual([3, 2]);
  });

  it('keeps views over several blocks, and adds to them', async () => {
    const tokens = Array.from({ length: BLOCK_ROWS + 3 }, (_, i) => [1 + (i % 7), 1, 2, 0.5]);
    const space = unlabelledSpace();
    const { dir } = await video(...tokens.slice(0, 2));
    await ensureViews(dir, space, () => undefined, signal);
    const whole = await storeTokens(root, tokens);
    expect(await ensureViews(whole, space, () => undefined, signal)).toBe(tokens.length);
    const view = await FrameEmbeddingFile.open(whole, space);
    if (!view) throw new Error('no views were made');
    const last = blockAt(await view.read(1, 1), 0, view.header);
    await view.close();
    expect(view.header.labels).toBe(0);
    expect(last.times[2]).toBe((BLOCK_ROWS + 2) * 1_000_000);
    expect(last.labelIds).toHaveLength(0);
    const [largest] = [...last.embeddings.subarray(32, 36)].sort((a, b) => b - a);
    expect(largest).toBe(127);
  });
});
