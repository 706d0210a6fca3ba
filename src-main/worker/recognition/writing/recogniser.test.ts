import { describe, expect, it } from 'vitest';
import { readCharacters } from '../../formats/characters';
import { decode, narrow } from './recogniser';

const CHARACTERS = readCharacters('a\nb\n\u3000\n');

/** Rows over blank, a, b, an ideographic space, and the space that is always last. */
function rows(...steps: readonly (readonly [class_: number, probability: number, space?: number])[]) {
  return Float32Array.from(
    steps.flatMap(([best, probability, space = 0]) => {
      const row = [0, 0, 0, 0, space];
      row[best] = probability;
      return row;
    }),
  );
}

describe('decode', () => {
  it('takes repetitions as one, and twice what a blank stands between', () => {
    const read = decode(rows([1, 0.9], [1, 0.8], [0, 1], [1, 0.7], [2, 0.5]), CHARACTERS);
    expect(read.text).toBe('aab');
    expect(read.confidence).toBeCloseTo((0.9 + 0.7 + 0.5) / 3);
  });

  it('has a space where a blank hides one, between words alone and once', () => {
    expect(decode(rows([0, 0.9, 0.1], [1, 1], [0, 0.9, 0.05], [2, 1], [0, 0.9, 0.1]), CHARACTERS).text).toBe(
      'a b',
    );
    expect(decode(rows([1, 1], [0, 0.9, 0.001], [2, 1]), CHARACTERS).text).toBe('ab');
    expect(decode(rows([1, 1], [0, 0.9, 0.1], [4, 0.9], [2, 1]), CHARACTERS).text).toBe('a b');
  });

  it('reads nothing in nothing', () => {
    expect(decode(rows([0, 1], [0, 1]), CHARACTERS)).toEqual({ text: '', confidence: 0 });
  });

  it('refuses rows of another length', () => {
    expect(() => decode(new Float32Array(7), CHARACTERS)).toThrow(RangeError);
  });
});

describe('narrow', () => {
  it('makes full-width signs ASCII, but not beside Chinese', () => {
    expect(narrow('f（n，m）')).toBe('f(n,m)');
    expect(narrow('你好，世界')).toBe('你好，世界');
  });
});
