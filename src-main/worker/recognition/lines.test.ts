import { describe, expect, it } from 'vitest';
import type { Word } from '../../../src-shared/analysis';
import { linesOf, segmentsOf } from './lines';

/** Words of half a second each, one after the other. */
function say(text: string, secondsPerWord = 0.5): Word[] {
  return text.split(' ').map((word, i) => ({
    text: word,
    from: Math.round(i * secondsPerWord * 1_000_000),
    to: Math.round((i + 1) * secondsPerWord * 1_000_000),
  }));
}
const texts = (words: Word[]) => linesOf(words).map((line) => line.map((w) => w.text).join(' '));

describe('linesOf', () => {
  it('ends a line with a sentence', () => {
    expect(texts(say('How are you? Fine. He said "go!" Then he went'))).toEqual([
      'How are you?',
      'Fine.',
      'He said "go!"',
      'Then he went',
    ]);
  });

  it('sees that a stop within a sentence ends nothing', () => {
    expect(texts(say('Ask Mr. Smith about fibonacci.ts and e.g. this'))).toHaveLength(1);
  });

  it('cuts a long sentence at a comma rather than in the middle of a phrase', () => {
    const lines = texts(
      say('ask not what your country can do for you, ask what you can do for your country and for me'),
    );
    expect(lines[0]).toBe('ask not what your country can do for you,');
  });

  it('leaves no line longer than eight seconds or 84 characters', () => {
    const words = say(Array.from({ length: 90 }, (_, i) => `word${i}`).join(' '));
    for (const line of linesOf(words)) {
      expect((line.at(-1) as Word).to - (line[0] as Word).from).toBeLessThanOrEqual(8_000_000);
      expect(line.map((w) => w.text).join(' ').length).toBeLessThanOrEqual(84);
    }
    expect(linesOf(words).flat()).toEqual(words);
  });
});

describe('segmentsOf', () => {
  it('numbers the lines on and takes their times from their words', () => {
    const segments = segmentsOf(say('One. Two three.'), 7);
    expect(segments.map(({ id, from, to, text }) => ({ id, from, to, text }))).toEqual([
      { id: 7, from: 0, to: 500_000, text: 'One.' },
      { id: 8, from: 500_000, to: 1_500_000, text: 'Two three.' },
    ]);
  });

  it('makes nothing of nothing', () => {
    expect(segmentsOf([], 3)).toEqual([]);
  });
});
