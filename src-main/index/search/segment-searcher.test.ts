import { mkdtempSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDir } from '../../media/testing';
import { ensureSegmentEmbeddings } from '../segment-store';
import { SegmentSearcher } from './segment-searcher';
import { fakeSpace } from './testing';

const root = temporaryDir();
const signal = new AbortController().signal;
const lines = (...texts: string[]) => texts.map((text, id) => ({ id, text }));

async function video(id: string, ...texts: string[]) {
  const dir = mkdtempSync(join(root, 'speech-'));
  await ensureSegmentEmbeddings(dir, 'speech', lines(...texts), fakeSpace());
  return { videoId: id.repeat(32), dir };
}

describe('SegmentSearcher', () => {
  it('finds the line that means most nearly what is asked, over several videos', async () => {
    const a = await video('a', 'my cat sleeps', 'the car is red');
    const b = await video('b', 'a dog and a tree', 'a dog');
    const silent = { videoId: 'c'.repeat(32), dir: mkdtempSync(join(root, 'silent-')) };
    const { hits, unreadable } = await new SegmentSearcher(fakeSpace()).search(
      [a, silent, b],
      'speech',
      'dog',
      2,
      signal,
    );
    expect(hits.map((h) => [h.videoId[0], h.segmentId])).toEqual([
      ['b', 1],
      ['b', 0],
    ]);
    expect(hits[0]?.similarity).toBeCloseTo(1, 2);
    expect(unreadable).toEqual([silent.videoId]);
  });

  it('embeds again for another text space, from the texts it kept', async () => {
    const a = await video('a', 'my cat sleeps', 'the car is red');
    const other = fakeSpace('fake-2');
    const {
      hits: [best],
    } = await new SegmentSearcher(other).search([a], 'speech', 'car', 1, signal);
    expect(best?.segmentId).toBe(1);
    expect(other.embedded).toContain('my cat sleeps');
  });

  it('sees that a transcript was made anew', async () => {
    const a = await video('a', 'my cat sleeps');
    const searcher = new SegmentSearcher(fakeSpace());
    await searcher.search([a], 'speech', 'cat', 1, signal);
    await ensureSegmentEmbeddings(a.dir, 'speech', lines('one', 'two', 'my cat sleeps'), fakeSpace());
    const {
      hits: [best],
    } = await searcher.search([a], 'speech', 'cat', 1, signal);
    expect(best?.segmentId).toBe(2);
  });

  it('keeps what is said and what is written apart', async () => {
    const a = await video('a', 'my cat sleeps', 'a dog');
    await ensureSegmentEmbeddings(a.dir, 'text', lines('a dog, a tree', 'the car', 'a dog'), fakeSpace());
    const searcher = new SegmentSearcher(fakeSpace());
    for (const [source, segmentId] of [
      ['speech', 1],
      ['text', 2],
      ['speech', 1],
    ] as const) {
      const {
        hits: [best],
      } = await searcher.search([a], source, 'dog', 1, signal);
      expect(best).toMatchObject({ source, segmentId });
    }
  });

  it('passes over a damaged file, and says whose it is', async () => {
    const bad = await video('a', 'a dog');
    const good = await video('b', 'a dog');
    const path = join(bad.dir, 'speech.bin');
    const bytes = await readFile(path);
    bytes[bytes.length - 3] = 0;
    await writeFile(path, bytes);
    const searcher = new SegmentSearcher(fakeSpace());
    const { hits, unreadable } = await searcher.search([bad, good], 'speech', 'dog', 5, signal);
    expect(hits.map((h) => h.videoId[0])).toEqual(['b']);
    expect(unreadable).toEqual([bad.videoId]);
    await rm(path);
    await mkdir(path);
    expect(await searcher.search([bad], 'speech', 'dog', 5, signal)).toEqual({
      hits: [],
      unreadable: [bad.videoId],
    });
    await ensureSegmentEmbeddings(bad.dir, 'speech', lines('a dog'), fakeSpace());
    expect((await searcher.search([bad], 'speech', 'dog', 5, signal)).hits).toHaveLength(1);
  });
});

describe('ensureSegmentEmbeddings', () => {
  it('embeds only lines whose text is new, and nothing when nothing changed', async () => {
    const dir = mkdtempSync(join(root, 'speech-'));
    const space = fakeSpace();
    await ensureSegmentEmbeddings(dir, 'speech', lines('a dog', 'a cat'), space);
    await ensureSegmentEmbeddings(dir, 'speech', lines('a dog', 'a tree', 'a cat'), space);
    await ensureSegmentEmbeddings(dir, 'speech', lines('a dog', 'a tree', 'a cat'), space);
    expect(space.embedded).toEqual(['a dog', 'a cat', 'a tree']);
  });

  it('repairs a damaged file', async () => {
    const dir = mkdtempSync(join(root, 'speech-'));
    await writeFile(join(dir, 'speech.bin'), 'rubbish');
    await ensureSegmentEmbeddings(dir, 'speech', lines('a dog'), fakeSpace());
    const { hits } = await new SegmentSearcher(fakeSpace()).search(
      [{ videoId: 'a', dir }],
      'speech',
      'dog',
      1,
      signal,
    );
    expect(hits).toHaveLength(1);
  });
});
