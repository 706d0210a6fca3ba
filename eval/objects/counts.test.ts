import { describe, expect, it } from 'vitest';
import { judge, parseTruth, rates } from './counts';

describe('counting things', () => {
  it('reads counts, labels of two words, open ends and what cannot be judged', () => {
    expect([...parseTruth('person:2 cell phone:1+ tie:?')]).toEqual([
      ['person', { count: 2, more: false }],
      ['cell phone', { count: 1, more: true }],
      ['tie', { count: 0, more: true }],
    ]);
    expect(parseTruth('').size).toBe(0);
  });

  it('tells right, wrong and missed', () => {
    const truth = parseTruth('person:2 dog:1 car:1+ tie:?');
    const found = ['person', 'person', 'person', 'car', 'car', 'tie', 'kite'];
    expect(Object.fromEntries(judge(found, truth))).toEqual({
      person: { right: 2, wrong: 1, missed: 0 },
      dog: { right: 0, wrong: 0, missed: 1 },
      car: { right: 1, wrong: 0, missed: 0 },
      tie: { right: 0, wrong: 0, missed: 0 },
      kite: { right: 0, wrong: 1, missed: 0 },
    });
  });

  it('has no rate of nothing', () => {
    expect(rates({ right: 3, wrong: 1, missed: 3 })).toEqual({ precision: 0.75, recall: 0.5 });
    expect(rates({ right: 0, wrong: 0, missed: 0 })).toEqual({ precision: null, recall: null });
  });
});
