import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Segment } from '../../../src-shared/analysis';
import { openLibrary } from './library';
import type { Library } from './types';

const A = 'a'.repeat(32);
const B = 'b'.repeat(32);
const TEXTS = [
  'The dogs were running along the beach.',
  'I don’t like the "special" dog—not AND never NEAR me* (really).',
  'Une crème brûlée à Noël 🍮 délicieuse',
  '我们今天去北京大学看书 and then hello世界',
  '\uE000private\uE001 marks',
  '🎬🎬🎬',
];

let dir: string;
let library: Library;

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'longtake-words-'));
  library = openLibrary({ dir });
  for (const id of [A, B]) {
    const media = { container: 'mp4', duration: null, video: null, audio: [] };
    library.videos.add({ id, path: `/${id}.mp4`, title: id, sizeBytes: 1, media });
  }
  library.segments.replace(
    A,
    'speech',
    TEXTS.map((text, id) => ({ id, source: 'speech', from: id, to: id + 1, text, words: [] })),
  );
  library.segments.replace(B, 'speech', [
    { id: 0, source: 'speech', from: 0, to: 1, text: 'A cat met a dog', words: [] },
  ]);
});
afterAll(() => {
  library.close();
  rmSync(dir, { recursive: true, force: true });
});

type Mode = 'all' | 'any' | 'phrase';
/** What is marked in each segment found in video A, by segment. */
function marked(query: string, mode: Mode = 'all'): Record<number, string[]> {
  const found: Record<number, string[]> = {};
  for (const hit of library.segments.search(query, { scope: { videoId: A }, limit: 20, mode })) {
    found[hit.segment.id] = hit.marks.map(([from, to]) => hit.segment.text.slice(from, to));
  }
  return found;
}

describe('full-text search', () => {
  it('finds words in other forms, without case and accents', () => {
    expect(marked('DOG')).toEqual({ 0: ['dogs'], 1: ['dog'] });
    expect(marked('run beaches')).toEqual({ 0: ['running', 'beach'] });
    expect(marked('creme brulee noel')).toEqual({ 2: ['crème', 'brûlée', 'Noël'] });
  });

  it('knows all, any and phrase', () => {
    expect(Object.keys(marked('dog beach', 'all'))).toEqual(['0']);
    expect(Object.keys(marked('dog beach', 'any')).sort()).toEqual(['0', '1']);
    expect(marked('along the beach', 'phrase')).toEqual({ 0: ['along the beach'] });
    expect(marked('beach along', 'phrase')).toEqual({});
    expect(marked('zebra', 'any')).toEqual({});
  });

  it('ranks the better match first', () => {
    const hits = library.segments.search('cat dog', { scope: 'all', limit: 20, mode: 'any' });
    expect(hits[0]?.videoId).toBe(B);
    expect(hits.map((hit) => hit.rank)).toEqual(hits.map((hit) => hit.rank).sort((a, b) => a - b));
    expect(library.segments.search('dog', { scope: 'all', limit: 2, mode: 'any' })).toHaveLength(2);
  });

  it('finds words of scripts without spaces', () => {
    expect(marked('北京')).toEqual({ 3: ['北京'] });
    expect(marked('北京大学 世界')).toEqual({ 3: ['北京大学', '世界'] });
    expect(marked('hello')).toEqual({ 3: ['hello'] });
    expect(marked('京北')).toEqual({});
  });

  it.each([
    ['special" OR "beach', {}],
    ['"special" "dog"', { 1: ['special', 'dog'] }],
    ['"', {}],
    ['', {}],
    ['   ', {}],
    ['*', {}],
    ['🍮', {}],
    ['délicieuse 🍮', { 2: ['délicieuse'] }],
    ['never NEAR(me)', { 1: ['never', 'NEAR', 'me'] }],
    ['NOT never', { 1: ['not', 'never'] }],
    ['terms:dog', {}],
    ['^beach', { 0: ['beach'] }],
    ['do*', {}],
    ["don't", { 1: ['don’t'] }],
    ['don’t', { 1: ['don’t'] }],
    ['-beach', { 0: ['beach'] }],
    ["'; DROP TABLE segments; --", {}],
    ['\u0000dog\u0000 never', { 1: ['dog', 'never'] }],
    ['\uE000private', { 4: ['private'] }],
    ['\ud800 special', { 1: ['special'] }],
  ])('gives %j no meaning beyond its words', (query, expected) => {
    expect(marked(query)).toEqual(expected);
    for (const mode of ['all', 'any', 'phrase'] as const) expect(() => marked(query, mode)).not.toThrow();
  });

  it('follows a transcript that changes', () => {
    const line = (id: number, text: string): Segment => {
      return { id, source: 'speech', from: id, to: id + 1, text, words: [] };
    };
    library.segments.replace(B, 'speech', [line(0, 'A cat met a dog'), line(1, 'A bird sang')]);
    library.segments.replace(B, 'speech', [
      line(1, 'A bird sang'),
      line(2, 'A fish swam'),
      line(0, 'A cat met a horse'),
    ]);
    const found = (query: string) =>
      library.segments
        .search(query, { scope: { videoId: B }, limit: 9, mode: 'any' })
        .map((hit) => hit.segment.id);
    expect(library.segments.list(B).map((segment) => segment.text)).toEqual([
      'A cat met a horse',
      'A bird sang',
      'A fish swam',
    ]);
    expect([found('dog'), found('horse'), found('bird'), found('fish')]).toEqual([[], [0], [1], [2]]);
    library.segments.replace(B, 'speech', [line(0, 'A cat met a dog')]);
    expect([found('dog'), found('horse'), found('bird')]).toEqual([[0], [], []]);
  });

  it('takes very long queries', () => {
    const words = Array.from({ length: 2000 }, (_, i) => `w${i}`).join(' ');
    expect(marked(`${words} beach`, 'any')).toEqual({ 0: ['beach'] });
    expect(marked(`${words} beach`, 'all')).toEqual({});
  });
});

describe('writing that was read without its spaces', () => {
  const written = [
    'COMINGSOON',
    'CREATED WITH THE FREE/OPENSOURCEPROGRAM BLENDER',
    'a way out',
    'Away from home',
  ];
  const found = (query: string, mode: Mode) =>
    library.segments
      .search(query, { scope: { videoId: B }, limit: 20, mode, source: 'text' })
      .map((hit) => hit.marks.map(([from, to]) => hit.segment.text.slice(from, to)).join(' '));

  beforeAll(() => {
    const lines = written.map((text, id) => ({
      id,
      source: 'text' as const,
      from: id,
      to: id + 1,
      text,
      words: [],
    }));
    library.segments.replace(B, 'text', lines);
  });

  it('is found by its words, however many were run together', () => {
    expect(found('coming soon', 'phrase')).toEqual(['COMINGSOON']);
    expect(found('coming soon', 'all')).toEqual(['COMINGSOON']);
    expect(found('soon coming', 'phrase')).toEqual([]);
    expect(found('open source program Blender', 'phrase')).toEqual(['OPENSOURCEPROGRAM BLENDER']);
    expect(found('the free open source program', 'phrase')).toEqual(['THE FREE/OPENSOURCEPROGRAM']);
    expect(found('one two three four five six seven eight', 'phrase')).toEqual([]);
  });

  it('is not found by short words that make another one', () => {
    expect(found('a way', 'phrase')).toEqual(['a way']);
  });
});
