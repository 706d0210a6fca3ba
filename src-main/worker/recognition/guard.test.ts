import { describe, expect, it } from 'vitest';
import { believe, better, certainty, loopAtEnd } from './guard';
import type { Heard } from './moonshine';

function heard(tokens: number[], logProbability = -0.2, finished = true): Heard {
  return { tokens, logProbabilities: tokens.map(() => logProbability), attention: [], finished };
}
const times = (n: number, phrase: number[]) => Array.from({ length: n }, () => phrase).flat();

describe('loopAtEnd', () => {
  it('finds a phrase that follows itself three times', () => {
    expect(loopAtEnd([1, 2, ...times(3, [5, 6, 7, 8])])).toEqual({ phrase: 4, tokens: 12 });
  });

  it('lets people say a thing twice, or one word a few times', () => {
    expect(loopAtEnd([1, ...times(2, [5, 6, 7, 8, 9])])).toBeNull();
    expect(loopAtEnd([1, 2, ...times(6, [9])])).toBeNull();
  });

  it('finds one token over and over', () => {
    expect(loopAtEnd([1, ...times(8, [9])])).toEqual({ phrase: 1, tokens: 8 });
  });
});

describe('believe', () => {
  it('keeps what was said plainly', () => {
    expect(believe(heard([1, 2, 3]))).toEqual({ kept: 3, doubtful: false });
  });
  it('keeps a loop once', () => {
    expect(believe(heard([1, ...times(3, [5, 6, 7, 8])], -0.1, false))).toEqual({ kept: 5, doubtful: true });
  });
  it('drops guesses', () => {
    expect(believe(heard([1, 2, 3], -1.5))).toEqual({ kept: 0, doubtful: true });
  });
  it('takes silence for an answer', () => {
    expect(believe(heard([]))).toEqual({ kept: 0, doubtful: false });
  });
});

describe('better', () => {
  it('prefers the try that ended by itself, then the more probable one', () => {
    const loop = heard(times(4, [5, 6, 7, 8]), -0.05, false);
    const plain = heard([1, 2], -0.5);
    expect(better(loop, plain)).toBe(plain);
    expect(better(plain, loop)).toBe(plain);
    const surer = heard([1, 3], -0.3);
    expect(better(plain, surer)).toBe(surer);
  });
});

describe('certainty', () => {
  it('is the geometric mean of the probabilities', () => {
    expect(certainty({ tokens: [1, 2, 3, 4], logProbabilities: [-0.1, -0.3, -0.2, -0.4] })).toBeCloseTo(
      Math.exp(-0.25),
    );
    expect(certainty({ tokens: [], logProbabilities: [] })).toBe(0);
  });

  it('does not grow with what is said over and over', () => {
    const once = { tokens: [1, 2, 3], logProbabilities: [-1, -1, -1] };
    const again = {
      tokens: [1, 2, 3, ...times(5, [1, 2, 3])],
      logProbabilities: [-1, -1, -1, -1, -1, ...Array(13).fill(-0.01)],
    };
    expect(certainty(again)).toBeCloseTo(certainty(once));
  });
});
