import { describe, expect, it } from 'vitest';
import type { Word } from '../../../src-shared/analysis';
import { correctedWords } from './corrected-words';

/** "a 0 10, b 12 20": words with their times. */
function wordsFrom(notation: string): Word[] {
  return notation.split(', ').map((one) => {
    const [text = '', from, to] = one.split(' ');
    return { text, from: Number(from), to: Number(to) };
  });
}
const notation = (words: readonly Word[]) =>
  words.map(({ text, from, to }) => `${text} ${from} ${to}`).join(', ');
const HEARD = wordsFrom('the 100 200, quick 200 400, brown 500 700, socks 800 1000');
const LINE = { from: 100, to: 1000 };
const corrected = (text: string) => notation(correctedWords(LINE, text, HEARD));

describe('the words of a corrected line', () => {
  it.each([
    [
      'keep their times where they are the same, whatever their case',
      'The quick, brown socks.',
      'The 100 200, quick, 200 400, brown 500 700, socks. 800 1000',
    ],
    [
      'take the time of the word that they replace',
      'the quick brown fox',
      'the 100 200, quick 200 400, brown 500 700, fox 800 1000',
    ],
    ['replace one by one', 'a slow brown socks', 'a 100 200, slow 200 400, brown 500 700, socks 800 1000'],
    [
      'leave no trace of one that was taken out',
      'the brown socks',
      'the 100 200, brown 500 700, socks 800 1000',
    ],
    [
      'share the gap by their length where none was heard',
      'the quick a bee brown socks',
      'the 100 200, quick 200 400, a 400 425, bee 425 500, brown 500 700, socks 800 1000',
    ],
    [
      'have no length where there is no gap',
      'the very quick brown socks',
      'the 100 200, very 200 200, quick 200 400, brown 500 700, socks 800 1000',
    ],
    [
      'are squeezed in before the first and behind the last',
      'oh the quick brown socks run',
      'oh 100 100, the 100 200, quick 200 400, brown 500 700, socks 800 1000, run 1000 1000',
    ],
    ['fill the line where all are others', 'ab cd ef', 'ab 100 400, cd 400 700, ef 700 1000'],
  ])('%s', (_, text, expected) => {
    expect(corrected(text)).toBe(expected);
  });

  it('share the stretch of what they replace where they are more, or fewer', () => {
    expect(corrected('the quick foxes jump high socks')).toContain('quick 200 400, ');
    expect(notation(correctedWords(LINE, 'the aa bbbb socks extra', HEARD))).toBe(
      'the 100 200, aa 200 400, bbbb 500 700, socks 800 1000, extra 1000 1000',
    );
    expect(notation(correctedWords(LINE, 'the fox socks', HEARD))).toBe(
      'the 100 200, fox 200 700, socks 800 1000',
    );
  });

  it('are none where none were heard, and lie within the line in order whatever the model said', () => {
    expect(correctedWords(LINE, 'some words', [])).toEqual([]);
    const odd = wordsFrom('a 50 300, b 200 250, c 900 2000');
    expect(notation(correctedWords(LINE, 'a b c', odd))).toBe('a 100 300, b 300 300, c 900 1000');
  });

  it('ascend and never overlap, for any correction', () => {
    let seed = 1;
    const random = (n: number): number => {
      seed = (seed * 48271) % 2147483647;
      return seed % n;
    };
    for (let round = 0; round < 300; round++) {
      const text = Array.from(
        { length: random(9) },
        () => ['the', 'quick', 'brown', 'socks', 'x', 'yy'][random(6)],
      );
      const words = correctedWords(LINE, text.join(' '), HEARD);
      expect(words.map((word) => word.text)).toEqual(text);
      let last = LINE.from;
      for (const { from, to } of words) {
        expect(from).toBeGreaterThanOrEqual(last);
        expect(to).toBeGreaterThanOrEqual(from);
        last = to;
      }
      expect(last).toBeLessThanOrEqual(LINE.to);
    }
  });
});
