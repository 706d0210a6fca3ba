import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Segment, SegmentSource } from '../../../src-shared/analysis';
import { temporaryDir } from '../media/testing';
import { openLibrary } from './library';
import type { Library } from './types';

const A = 'a'.repeat(32);
const B = 'b'.repeat(32);
const SECOND = 1_000_000;
const box = { left: 0, top: 0, width: 0.5, height: 0.1 };

let library: Library;

beforeEach(() => {
  library = openLibrary({ dir: temporaryDir() });
  for (const id of [A, B]) {
    const media = { container: 'mp4', duration: 5 * SECOND, video: null, audio: [] };
    library.videos.add({ id, path: `/films/${id}.mp4`, title: id.slice(0, 1), sizeBytes: 1, media }, 1);
  }
});
afterEach(() => library.close());

function lines(source: SegmentSource, texts: readonly string[]): Segment[] {
  return texts.map((text, id) => ({ id, source, from: id * SECOND, to: (id + 1) * SECOND, text, words: [] }));
}

describe('full-text search where most lines hold the word', () => {
  const options = { scope: 'all', mode: 'all' } as const;

  it('finds the few lines of one source among many better ones of the other', () => {
    library.segments.replace(A, 'speech', lines('speech', Array<string>(60).fill('harbour')));
    library.segments.replace(B, 'text', lines('text', ['the harbour and the sea', 'nothing', 'harbour sea']));
    const found = library.segments.search('harbour', { ...options, limit: 2, source: 'text' });
    expect(found.map(({ segment }) => segment.text)).toEqual(['harbour sea', 'the harbour and the sea']);
    expect(found[0]?.marks).toEqual([[0, 7]]);
    expect(library.segments.search('harbour', { ...options, limit: 1, source: 'text' })).toHaveLength(1);
    expect(library.segments.search('harbour', { ...options, limit: 100 })).toHaveLength(62);
  });

  it('gives equals in the order in which they came, and ranks a video alone as among others', () => {
    const texts = ['a long line that holds the harbour', 'harbour', 'the harbour', 'harbour'];
    for (const id of [A, B]) library.segments.replace(id, 'speech', lines('speech', texts));
    const all = library.segments.search('harbour', { ...options, limit: 9 });
    expect(all.map(({ videoId, segment }) => `${videoId[0]}${segment.id}`)).toEqual([
      'a1',
      'a3',
      'b1',
      'b3',
      'a2',
      'b2',
      'a0',
      'b0',
    ]);
    const inB = library.segments.search('harbour', { mode: 'all', limit: 9, scope: { videoId: B } });
    expect(inB).toEqual(all.filter(({ videoId }) => videoId === B));
    const nowhere = { mode: 'all', limit: 9, scope: { videoId: 'c'.repeat(32) } } as const;
    expect(library.segments.search('harbour', nowhere)).toEqual([]);
  });
});

describe('questions to the whole library', () => {
  it('get the lines whose text passes a test, as a person corrected them', () => {
    library.segments.replace(A, 'speech', lines('speech', ['one', 'two', 'three']));
    library.segments.correct(A, 'speech', 1, 'tree');
    const found = library.segments.matching(A, 'speech', (text) => /^t.*ree$/.test(text));
    expect(found.map(({ id, text }) => [id, text])).toEqual([
      [1, 'tree'],
      [2, 'three'],
    ]);
    expect(library.segments.matching(A, 'text', () => true)).toEqual([]);
    expect([library.segments.has(A), library.segments.has(B)]).toEqual([true, false]);
  });

  it('get things of some kinds by video, each as its own list has it', () => {
    const track = (id: number, label: string, from: number) => ({
      ...{ id, label, from, to: from + 1, score: 0.5, frames: 1, best: { time: from, frameIndex: 0, box } },
    });
    library.objects.replace(A, [track(0, 'dog', 5), track(1, 'cat', 4), track(2, 'car', 3)]);
    library.objects.replace(B, [track(0, 'car', 1)]);
    const found = library.objects.ofKinds(['dog', 'cat']);
    expect([...found.keys()]).toEqual([A]);
    expect(found.get(A)).toEqual([...library.objects.list(A, 'cat'), ...library.objects.list(A, 'dog')]);
    expect(library.objects.ofKinds([]).size).toBe(0);
  });

  it('get the same object of a video that did not change, and another of one that did, whoever changed it', () => {
    using reader = closing(openLibrary({ dir: library.dir, readOnly: true }));
    const before = reader.library.videos.list();
    library.videos.rename(A, 'Renamed');
    const after = reader.library.videos.list();
    const of = (videos: typeof before, id: string) => videos.find((video) => video.id === id);
    expect(of(after, B)).toBe(of(before, B));
    expect(of(after, A)).toMatchObject({ title: 'Renamed' });
    expect(of(before, A)).toMatchObject({ title: 'a' });
    library.videos.remove(B);
    expect(reader.library.videos.find(B)).toBeNull();
  });
});

function closing(opened: Library) {
  return { library: opened, [Symbol.dispose]: () => opened.close() };
}
