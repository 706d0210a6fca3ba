import { describe, expect, it } from 'vitest';
import { be, lengthOf, listOf, plainText, quoted } from '../../base/answer/wording';
import { frameAt, frameOfPlace } from '../../base/film/frame-at';
import { fuseRanks } from './fusion';
import { bestFrame, sampleStep, stretchesAbove, totalLength } from './stretches';
import { keySentences, rankSentences } from './textrank';
import { contentWords, stem } from './words';

const s = (seconds: number) => Math.round(seconds * 1_000_000);

describe('reciprocal rank fusion', () => {
  it('adds 1/(60+rank) over the rankings', () => {
    const scores = fuseRanks([
      ['a', 'b'],
      ['b', 'c', 'b'],
    ]);
    expect(scores.get('a')).toBeCloseTo(1 / 61, 12);
    expect(scores.get('b')).toBeCloseTo(1 / 62 + 1 / 61, 12);
    expect(scores.get('c')).toBeCloseTo(1 / 62, 12);
  });
});

describe('stretches', () => {
  const times = [0, 1, 2, 3, 4, 5, 6, 7].map(s);
  it('bridges short holes, ends with the last frame’s own interval and keeps to the duration', () => {
    const found = stretchesAbove(times, [0.5, 0, 0.9, 0, 0, 0, 0, 0.4], { floor: 0.35, duration: s(7.4) });
    expect(found.map((f) => [f.from, f.to, f.peakIndex, f.frames])).toEqual([
      [0, s(3), 2, 2],
      [s(7), s(7.4), 7, 1],
    ]);
  });
  it('keeps inside the stretch asked for', () => {
    const found = stretchesAbove(
      times,
      times.map(() => 1),
      {
        floor: 0.35,
        duration: s(8),
        within: { from: s(2), to: s(4) },
      },
    );
    expect(found.map((f) => [f.from, f.to])).toEqual([[s(2), s(4)]]);
  });
  it('has nothing to say of no frames', () => {
    expect(stretchesAbove([], [], { floor: 0, duration: 0 })).toEqual([]);
    expect(bestFrame([], [])).toBeNull();
    expect(sampleStep([0, s(1), s(9), s(10)])).toBe(s(1));
  });
  it('counts overlapping stretches once', () => {
    expect(
      totalLength([
        { from: 0, to: 5 },
        { from: 3, to: 8 },
        { from: 20, to: 21 },
      ]),
    ).toBe(9);
  });
});

describe('key sentences', () => {
  const texts = [
    'The harbour wall was built by the king.',
    'Yes.',
    'The king paid for the harbour with a tax on salt.',
    'My cat likes tuna and cheese.',
    'The king paid for the harbour with a tax on salt.',
    'Salt tax and harbour made the king rich.',
  ];
  it('prefers what the rest of the text shares, once, in its own order', () => {
    expect(keySentences(texts, 2)).toEqual([2, 5]);
    expect(keySentences(texts, 10)).not.toContain(1);
  });
  it('ranks as the published formula does: a share of 0.85 goes along the words that are shared', () => {
    // One sentence shares words with each of the others, which share none: (1 + 2d) / (3 + 3d) for it, the rest for the two.
    const [middle = 0, ...others] = rankSentences(['harbour king', 'harbour salt', 'king tuna']);
    expect(middle).toBeCloseTo(2.7 / 5.55, 2);
    for (const other of others) expect(other).toBeCloseTo((1 - 2.7 / 5.55) / 2, 2);
  });
  it('ranks any number of sentences', () => {
    const scores = rankSentences(texts);
    expect(scores.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(1.0001);
    expect(rankSentences([])).toEqual([]);
    expect(rankSentences(Array.from({ length: 1500 }, (_, i) => `sentence number ${i}`))).toHaveLength(1500);
  });
});

describe('words', () => {
  it('stems alike what belongs together, and no more', () => {
    for (const [a, b] of [
      ['jewels', 'jewel'],
      ['talked', 'talking'],
      ['cities', 'city'],
      ['running', 'runs'],
      ['boxes', 'box'],
    ] as const) {
      expect(stem(a)).toBe(stem(b));
    }
    expect(stem('leadership')).toBe(stem('leader'));
    expect(stem('flagship')).toBe('flagship');
    expect(stem('king')).toBe('king');
    expect(stem('bus')).toBe('bus');
    expect(contentWords('What does he say about your country?')).toEqual(['say', 'country']);
  });
});

describe('wording', () => {
  it('says lengths, lists and verbs', () => {
    expect([s(0.4), s(1), s(65), s(3600), s(7322)].map(lengthOf)).toEqual([
      'under a second',
      '1 second',
      '1 minute 5 seconds',
      '1 hour',
      '2 hours 2 minutes 2 seconds',
    ]);
    expect(listOf(['a', 'b', 'c'])).toBe('a, b and c');
    expect([be('dog'), be('dogs'), be('bus'), be('glass')]).toEqual(['is', 'are', 'is', 'is']);
  });
  it('lets nothing from outside look like a citation or a mark', () => {
    expect(plainText('see [[0]] **now**')).not.toMatch(/\[\[|\*\*/);
    expect(quoted('word '.repeat(100)).length).toBeLessThan(300);
  });
});

describe('the frame at a time', () => {
  it('is the last one at or before it, else the first', () => {
    expect([-1, 0, 5, 9, 10, 99].map((t) => frameAt([0, 5, 10], t))).toEqual([0, 0, 1, 1, 2, 2]);
    expect(frameAt([], 0)).toBeNull();
  });

  it('is shown by the first frame within it, not by one before a cut', () => {
    const shown = (from: number, to: number) => frameOfPlace([0, 5, 10], { from, to });
    expect([shown(4, 9), shown(5, 9), shown(6, 9), shown(6, 30), shown(11, 30), shown(1, 5)]).toEqual([
      ...[1, 1, 1, 2, 2, 0],
    ]);
    expect(frameOfPlace([], { from: 0, to: 1 })).toBeNull();
  });
});
