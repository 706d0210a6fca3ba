import { describe, expect, it } from 'vitest';
import { draw, likeliest, pickerFor, randomNumbers } from './sampling';

const SCORES = Float32Array.of(1, 3, 3, 0);

describe('choosing a token', () => {
  it('takes the first of the likeliest without sampling, and at temperature 0', () => {
    expect(likeliest(SCORES)).toBe(1);
    expect(pickerFor(null)(SCORES)).toBe(1);
    expect(pickerFor({ temperature: 0, topP: 1, seed: 1 })(SCORES)).toBe(1);
  });

  it('draws by probability', () => {
    const scores = Float32Array.from([0.5, 0.3, 0.2], Math.log);
    expect([0, 0.49, 0.51, 0.79, 0.81, 0.999].map((chance) => draw(scores, 1, 1, chance))).toEqual([
      0, 0, 1, 1, 2, 2,
    ]);
  });

  it('flattens with temperature: square roots of the probabilities at 2', () => {
    const scores = Float32Array.from([0.64, 0.36], Math.log);
    expect([0.56, 0.58].map((chance) => draw(scores, 2, 1, chance))).toEqual([0, 1]);
  });

  it('draws only from those that together reach top-p, and always from one', () => {
    const scores = Float32Array.from([0.2, 0.5, 0.3], Math.log);
    expect([0, 0.62, 0.63, 0.99].map((chance) => draw(scores, 1, 0.7, chance))).toEqual([1, 1, 2, 2]);
    expect(draw(scores, 1, 0, 0.99)).toBe(1);
  });

  it('has random numbers of their seed, evenly spread', () => {
    const [a, b, other] = [randomNumbers(5), randomNumbers(5), randomNumbers(6)];
    const numbers = Array.from({ length: 4000 }, a);
    expect(Array.from({ length: 4000 }, b)).toEqual(numbers);
    expect(other()).not.toBe(numbers[0]);
    expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
    const mean = numbers.reduce((sum, number) => sum + number) / numbers.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.02);
  });
});
