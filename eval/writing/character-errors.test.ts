import { describe, expect, it } from 'vitest';
import { characterErrors, rate, sum } from './character-errors';

describe('characterErrors', () => {
  it('counts characters changed, left out and added', () => {
    expect(characterErrors('abcd', 'abcd')).toEqual({ characters: 4, errors: 0 });
    expect(characterErrors('abcd', 'axcd').errors).toBe(1);
    expect(characterErrors('abcd', 'acd').errors).toBe(1);
    expect(characterErrors('abcd', 'abbcd').errors).toBe(1);
    expect(characterErrors('kitten', 'sitting').errors).toBe(3);
  });

  it('takes a Chinese character as one, also beyond the basic plane', () => {
    expect(characterErrors('大街27号', '大街2号')).toEqual({ characters: 5, errors: 1 });
    expect(characterErrors('𠮷野家', '吉野家')).toEqual({ characters: 3, errors: 1 });
  });

  it('weighs pictures by their characters', () => {
    expect(rate(sum([characterErrors('abcdefgh', 'abcdefgh'), characterErrors('ab', 'xy')]))).toBeCloseTo(
      0.2,
    );
    expect(rate(characterErrors('', ''))).toBe(0);
    expect(rate(characterErrors('', 'x'))).toBe(1);
  });
});
