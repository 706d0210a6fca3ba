import { describe, expect, it } from 'vitest';
import type { VoiceTrack } from '../align';
import { medianFilter, tokenFrames } from './token-times';
import { placeWords, wordsOfTokens } from './words';

/** Tokens are places in a list of pieces of UTF-8. */
const textOf =
  (...pieces: (string | number[])[]) =>
  (tokens: readonly number[]) =>
    Buffer.concat(tokens.map((token) => Buffer.from(pieces[token] as string))).toString();
const all = (count: number) => Array.from({ length: count }, (_, i) => i);

describe('wordsOfTokens', () => {
  it('parts at spaces, and knows which tokens of a word sound', () => {
    const pieces = [' And', ' Amer', 'ic', 'ans', ',', ' (', 'you', ')', ' -', ' it', "'s", '.'];
    expect(wordsOfTokens(all(12), textOf(...pieces))).toEqual([
      { text: 'And', first: 0, last: 0 },
      { text: 'Americans,', first: 1, last: 3 },
      { text: '(you)', first: 6, last: 6 },
      { text: '-', first: 8, last: 8 },
      { text: "it's.", first: 9, last: 10 },
    ]);
  });

  it('puts a character together that is cut between tokens', () => {
    const [a, b] = [[0xc3], [0xa9]];
    expect(wordsOfTokens(all(5), textOf(' caf', a, b, ' fr', a))).toEqual([
      { text: 'café', first: 0, last: 2 },
      { text: 'fr\ufffd', first: 3, last: 3 },
    ]);
  });

  it('parts at a space within or behind a token, and finds no word in spaces', () => {
    expect(wordsOfTokens(all(3), textOf(' a b', ' ', 'c')).map(({ text }) => text)).toEqual(['a', 'b', 'c']);
    expect(wordsOfTokens(all(2), textOf(' ', ' '))).toEqual([]);
  });
});

describe('placeWords', () => {
  const voice = (pattern: string): VoiceTrack => ({
    probabilities: [...pattern].map((mark) => (mark === '#' ? 0.9 : 0.1)),
    frameSeconds: 0.1,
    pause: 0.35,
  });
  const speech = voice('#'.repeat(40));
  const words = (...spans: [string, number, number][]) =>
    spans.map(([text, first, last]) => ({ text, first, last }));
  /** A line whose tokens follow the time that begins it. */
  const line = (from: number, to: number, count: number) => ({
    ...{ tokens: all(count), places: all(count).map((token) => token + 1) },
    ...{ from, to },
  });
  const seconds = (placed: readonly { from: number; to: number }[]) =>
    placed.map(({ from, to }) => [from / 1e6, to / 1e6]);

  it('takes the times of the tokens, and leaves out what the punctuation takes', () => {
    const two = words(['Well,', 0, 0], ['yes.', 2, 2]);
    const placed = placeWords(two, line(0, 3, 4), [0, 0.4, 0.8, 1.5, 2.1, 2.9], speech, 1_000_000);
    expect(placed).toEqual([
      { text: 'Well,', from: 1_400_000, to: 1_800_000 },
      { text: 'yes.', from: 2_500_000, to: 3_100_000 },
    ]);
  });

  it('leaves out pauses at both ends, and the end of the word before a pause', () => {
    const pauses = voice('####......####......####');
    const two = words(['ask', 0, 0], ['not', 1, 1]);
    // The first goes on into the pause; the second begins before the word in front of it has ended.
    expect(seconds(placeWords(two, line(0, 2.4, 2), [0, 0, 0.8, 1.8], pauses, 0))).toEqual([
      [0, 0.4],
      [1, 1.4],
    ]);
    expect(seconds(placeWords(two, line(0, 2.4, 2), [0, 0, 0.3, 1.8], pauses, 0))).toEqual([
      [0, 0.3],
      [1, 1.4],
    ]);
  });

  it('keeps a word whole over a short gap, and one that the detector did not hear', () => {
    const one = words(['apt', 0, 0]);
    expect(seconds(placeWords(one, line(0, 1, 1), [0, 0.1, 0.9], voice('.####.###.'), 0))).toEqual([
      [0.1, 0.9],
    ]);
    expect(seconds(placeWords(one, line(0, 1, 1), [0, 0.1, 0.9], voice('..........'), 0))).toEqual([
      [0.1, 0.9],
    ]);
  });

  it('keeps words in order, apart and in their line, whatever the tokens say', () => {
    const four = words(['a', 0, 0], ['b', 1, 1], ['c', 2, 2], ['d', 3, 3]);
    for (const times of [
      [0, 0, 0, 0, 0, 0],
      [3, 3, 3, 3, 3, 3],
      [0, 1.2, 1.2, 1.9, 2.6, 2.6],
    ]) {
      const placed = placeWords(four, line(1, 2, 4), times, speech, 0);
      const ends = placed.flatMap(({ from, to }) => [from, to]);
      expect(ends).toEqual([...ends].sort((a, b) => a - b));
      expect(ends[0]).toBeGreaterThanOrEqual(1_000_000);
      expect(ends.at(-1)).toBeLessThanOrEqual(2_000_000);
      for (const { from, to } of placed) expect(to - from).toBeGreaterThan(50_000);
    }
    const short = placeWords(four, line(1, 1.1, 4), [0, 1, 1, 1, 1, 1], speech, 0);
    expect(seconds(short)).toEqual([
      [1, 1.025],
      [1.025, 1.05],
      [1.05, 1.075],
      [1.075, 1.1],
    ]);
  });
});

describe('medianFilter', () => {
  it('drops peaks, keeps steps, and mirrors the ends', () => {
    expect([...medianFilter(Float32Array.of(0, 0, 9, 0, 5, 5, 5), 3)]).toEqual([0, 0, 0, 5, 5, 5, 5]);
    expect([...medianFilter(Float32Array.of(3, 1, 2), 3)]).toEqual([1, 2, 1]);
    expect([...medianFilter(Float32Array.of(3, 1), 7)]).toEqual([3, 1]);
  });
});

describe('tokenFrames', () => {
  /** Each token looks at a stretch, and a little everywhere; a second head looks where all tokens look. */
  const rows = (stretches: readonly (readonly [number, number])[], frames: number) =>
    stretches.map(([from, to]) =>
      Float32Array.from({ length: 2 * frames }, (_, i) =>
        i >= frames ? 0.5 : i >= from && i < to ? 0.9 : 0.01,
      ),
    );

  it('begins a token where its stretch begins, and leaves no frame out', () => {
    const looked = rows(
      [
        [0, 10],
        [10, 30],
        [30, 34],
        [34, 60],
      ] as const,
      60,
    );
    expect(tokenFrames(looked, 2, 60, 7)).toEqual([0, 10, 30, 34]);
    // A gap belongs to one of its neighbours.
    const [, second] = tokenFrames(
      rows(
        [
          [0, 10],
          [20, 30],
        ] as const,
        30,
      ),
      2,
      30,
      7,
    );
    expect(second).toBeGreaterThanOrEqual(10);
    expect(second).toBeLessThanOrEqual(20);
  });

  it('never goes back, and takes less sound than tokens', () => {
    const back = tokenFrames(
      rows(
        [
          [0, 10],
          [40, 50],
          [10, 20],
          [50, 60],
        ] as const,
        60,
      ),
      2,
      60,
      7,
    );
    expect(back).toEqual([...back].sort((a, b) => a - b));
    expect(
      tokenFrames(
        rows(
          [
            [0, 1],
            [0, 1],
            [0, 1],
          ] as const,
          1,
        ),
        2,
        1,
        7,
      ),
    ).toEqual([0, 0, 0]);
    expect(tokenFrames([], 2, 60, 7)).toEqual([]);
  });
});
