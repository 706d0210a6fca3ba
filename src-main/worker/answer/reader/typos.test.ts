import { describe, expect, it } from 'vitest';
import { mendTypos, slipsBetween } from './typos';

const there = new Set([
  'umbrella',
  'elephant',
  'bicycle',
  'gatekeepers',
  'train',
  'spoke',
  'surfboard',
  'recursive',
]);
const words = new Set(['smoke', 'rain', 'raining', 'doll', 'red']);
const mend = (text: string) => mendTypos(text, (word) => words.has(word), there)?.text ?? null;

describe('typing errors', () => {
  it.each([
    ['unbrella', 'umbrella'],
    ['a red bycicle', 'a red bicycle'],
    ['elaphant', 'elephant'],
    ['gatekeeprs', 'gatekeepers'],
  ])('of %s are put right', (text, right) => {
    expect(mend(text)).toBe(right);
  });

  it.each(['smoke', 'raining', 'surfboards', 'xyzzyq', 'recursion', 'tripod', 'dgo'])(
    'are none in %s',
    (text) => {
      expect(mend(text)).toBeNull();
    },
  );

  it('count letters that were swapped once', () => {
    expect([
      slipsBetween('mountian', 'mountain'),
      slipsBetween('cat', 'cat'),
      slipsBetween('', 'ab'),
    ]).toEqual([1, 0, 2]);
  });
});
