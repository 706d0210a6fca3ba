import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { IndexBroken } from '../../../base/film/errors';
import { readState } from '../../../base/film/state';
import { TOKEN_FILE } from '../../../base/film/token-store';
import { temporaryDir } from '../../../base/media/testing';
import type { TextSpace } from '../../inference/types';
import { FrameEmbeddingFile } from '../frame-embedding-store';
import { FrameMissing } from './errors';
import { FrameSearcher } from './frame-searcher';
import { addTokens, fakeSpace, storeTokens } from './testing';

const root = temporaryDir();
const signal = new AbortController().signal;
const DOG = [9, 1, 0, 0];
const CAT = [0, 9, 0, 1];
const CAR = [0, 0, 9, 1];
const TREE = [0, 0, 1, 9];

let made = 0;
async function video(...tokens: number[][]) {
  made++;
  return { videoId: String(made).padStart(32, '0'), dir: await storeTokens(root, tokens) };
}

/** A space of a later version, whose views are wider, in a place where a write fails. */
function wider(before: ReturnType<typeof fakeSpace>, code: string): TextSpace {
  const { id, dim } = before.views;
  return {
    ...before,
    views: { id: 'later', dim: dim + 40, earlier: [{ id, dim }] },
    frameQuery: async (text) => {
      const query = new Float32Array(dim + 40).fill(0.5);
      query.set(await before.embedTexts([text]));
      return query;
    },
    viewFrames: async () => {
      throw Object.assign(new Error('no write'), { code });
    },
  };
}

describe('FrameSearcher.search', () => {
  it('puts what the query names first, over several videos', async () => {
    const a = await video(TREE, DOG, CAT);
    const b = await video(CAR, [8, 2, 0, 0], TREE);
    const { hits, named, unnamed } = await new FrameSearcher(fakeSpace()).search(
      [a, b],
      'happy dog',
      3,
      signal,
    );
    expect(hits.slice(0, 2).map((h) => [h.videoId, h.frameIndex, h.time])).toEqual([
      [a.videoId, 1, 1_000_000],
      [b.videoId, 1, 1_000_000],
    ]);
    expect(hits[0]?.probability).toBeCloseTo(0.9, 3);
    expect(hits[0]?.labels[0]).toMatchObject({ name: 'dog' });
    expect(hits).toHaveLength(3);
    expect(hits[2]?.probability).toBe(0);
    expect([named, unnamed]).toEqual([['dog'], ['happy']]);
  });

  it('goes by resemblance alone where the query names nothing, and claims no probability', async () => {
    const a = await video(CAR, DOG);
    const { hits } = await new FrameSearcher(fakeSpace()).search([a], 'doghouse', 2, signal);
    expect(hits.map((h) => h.frameIndex)).toEqual([1, 0]);
    expect(hits.every((h) => h.probability === null)).toBe(true);
  });

  it('ranks by resemblance alone where it is told to, whatever is named', async () => {
    const a = await video(DOG, [8, 2, 0, 0]);
    const { hits, named } = await new FrameSearcher(fakeSpace()).search([a], 'dog', 2, signal, 'look');
    expect(hits.map((h) => [h.frameIndex, h.probability])).toEqual([
      [0, null],
      [1, null],
    ]);
    expect(named).toEqual(['dog']);
  });

  it.each(['EROFS', 'ENOSPC'])(
    'searches the views of an earlier version where none can be written (%s)',
    async (code) => {
      const a = await video(CAR, DOG);
      const before = fakeSpace('before');
      const first = await new FrameSearcher(before).search([a], 'dog', 2, signal);
      const now = wider(before, code);
      const { hits } = await new FrameSearcher(now).search([a], 'dog', 2, signal);
      expect(hits).toEqual(first.hits);
      const without = await video(CAR);
      await expect(new FrameSearcher(now).search([without], 'dog', 1, signal)).rejects.toMatchObject({
        code: code === 'EROFS' ? 'IndexBroken' : 'DiskFull',
      });
    },
  );

  it('finds the same with views in memory, without room for them, and again', async () => {
    const videos = [await video(TREE, DOG, CAT), await video(CAR, DOG)];
    const roomy = new FrameSearcher(fakeSpace());
    const tight = new FrameSearcher(fakeSpace(), 0);
    const first = await roomy.search(videos, 'cat', 5, signal);
    expect(await roomy.search(videos, 'cat', 5, signal)).toEqual(first);
    expect(await tight.search(videos, 'cat', 5, signal)).toEqual(first);
  });

  it('looks into no file that stayed what it was, and sees what was added', async () => {
    const films = [await video(CAR, TREE), await video(CAT)];
    const searcher = new FrameSearcher(fakeSpace());
    const opened = vi.spyOn(FrameEmbeddingFile, 'open');
    await searcher.search(films, 'dog', 1, signal);
    expect(opened).toHaveBeenCalled();
    opened.mockClear();
    await searcher.search(films, 'dog', 1, signal);
    expect(opened).not.toHaveBeenCalled();
    const first = films[0] as (typeof films)[number];
    await addTokens(first.dir, [DOG], 2, 0, (await readState(first.dir))?.frames.checksum);
    const { hits } = await searcher.search(films, 'dog', 1, signal);
    expect(hits[0]).toMatchObject({ videoId: first.videoId, frameIndex: 2 });
    opened.mockRestore();
  });

  it('stops between two films of many that lie in memory', async () => {
    const films = [await video(CAR), await video(CAT)];
    const searcher = new FrameSearcher(fakeSpace());
    await searcher.search(films, 'dog', 1, signal);
    const stop = new AbortController();
    const many = Array.from({ length: 20_000 }, (_, n) => films[n % 2] as (typeof films)[number]);
    const search = searcher.search(many, 'dog', 1, stop.signal);
    setImmediate(() => stop.abort());
    await expect(search).rejects.toThrow(/abort/i);
  });

  it('searches the rest of the library when one index is damaged, and says which', async () => {
    const good = await video(DOG);
    const bad = await video(DOG, CAT);
    const path = join(bad.dir, TOKEN_FILE);
    const bytes = await readFile(path);
    await writeFile(path, bytes.fill(7, 256));
    const searcher = new FrameSearcher(fakeSpace());
    const { hits, unreadable } = await searcher.search([bad, good], 'dog', 5, signal);
    expect(hits.map((h) => h.videoId)).toEqual([good.videoId]);
    expect(unreadable).toMatchObject([{ videoId: bad.videoId, error: { code: 'IndexBroken' } }]);
    await expect(searcher.search([bad], 'dog', 5, signal)).rejects.toBeInstanceOf(IndexBroken);
  });
});

describe('FrameSearcher.similar', () => {
  it('leaves out the frame itself and the shot around it', async () => {
    const like = await video(CAT, DOG, DOG, [9, 1.2, 0, 0], CAR, [7, 3, 0, 0], TREE);
    const other = await video(CAR, DOG);
    const { hits } = await new FrameSearcher(fakeSpace()).similar([like, other], like, 2, 2, signal);
    expect(hits.map((h) => [h.videoId, h.frameIndex])).toEqual([
      [other.videoId, 1],
      [like.videoId, 5],
    ]);
    expect(hits[0]?.resemblance).toBeCloseTo(1, 2);
  });

  it('says that a frame is not there', async () => {
    const like = await video(CAT);
    const found = new FrameSearcher(fakeSpace()).similar([like], like, 3, 2, signal);
    await expect(found).rejects.toBeInstanceOf(FrameMissing);
  });
});

describe('FrameSearcher.presence and describe', () => {
  it('tells frame by frame how likely a thing is', async () => {
    const a = await video(DOG, CAT, [5, 5, 0, 0]);
    const { times, probability } = await new FrameSearcher(fakeSpace()).presence(a, 'dog', signal);
    expect([...times]).toEqual([0, 1_000_000, 2_000_000]);
    expect([...(probability ?? [])].map((p) => Math.round(p * 10) / 10)).toEqual([0.9, 0, 0.5]);
  });

  it('claims nothing of a thing without a name', async () => {
    const a = await video(DOG);
    const presence = await new FrameSearcher(fakeSpace()).presence(a, 'unicorn', signal);
    expect(presence).toMatchObject({ probability: null, named: [], unnamed: ['unicorn'] });
  });

  it('describes frames in the order asked and leaves out those that are not there', async () => {
    const a = await video(DOG, CAT, TREE);
    const found = await new FrameSearcher(fakeSpace()).describe(a, [2, 9, 0], signal);
    expect(found.map((f) => [f.frameIndex, f.time, f.labels[0]?.name])).toEqual([
      [2, 2_000_000, 'tree'],
      [0, 0, 'dog'],
    ]);
  });
});
