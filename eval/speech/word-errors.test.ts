import { describe, expect, it } from 'vitest';
import { normalise } from './normalise';
import { rate, sum, wordErrors } from './word-errors';

const errors = (said: string, written: string) => wordErrors(said.split(' '), written.split(' '));

describe('wordErrors', () => {
  it('counts words changed, left out and added', () => {
    expect(errors('a b c d', 'a x c d')).toMatchObject({ words: 4, substituted: 1, left: 0, added: 0 });
    expect(errors('a b c d', 'a c d')).toMatchObject({ substituted: 0, left: 1, added: 0 });
    expect(errors('a b c d', 'a b b c d')).toMatchObject({ substituted: 0, left: 0, added: 1 });
  });

  it('takes the shortest way', () => {
    expect(rate(errors('the cat sat on the mat', 'cat sat on a mat'))).toBeCloseTo(2 / 6);
    expect(rate(errors('a b c', 'a b c'))).toBe(0);
  });

  it('takes texts without words', () => {
    expect(wordErrors(['a', 'b'], [])).toEqual({ words: 2, substituted: 0, left: 2, added: 0 });
    expect(wordErrors([], ['a'])).toEqual({ words: 0, substituted: 0, left: 0, added: 1 });
    expect(rate(wordErrors([], []))).toBe(0);
  });

  it('weighs clips by their words', () => {
    const total = sum([errors('a b c d e f g h', 'a b c d e f g h'), errors('a b', 'x y')]);
    expect(rate(total)).toBeCloseTo(2 / 10);
  });
});

describe('normalise', () => {
  it('leaves case and punctuation out', () => {
    expect(normalise('“Hildy!” How are you — in fibonacci.ts?')).toEqual(
      'hildy how are you in fibonacci ts'.split(' '),
    );
  });
  it('writes short forms and numbers out', () => {
    expect(normalise("Let's say it's 1,280 by 720, isn’t it?")).toEqual(
      'let us say it is one thousand two hundred eighty by seven hundred twenty is not it'.split(' '),
    );
  });
  it('keeps possessives together', () => {
    expect(normalise("the dog's bone")).toEqual(['the', 'dogs', 'bone']);
  });
});
