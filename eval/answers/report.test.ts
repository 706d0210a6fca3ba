import { describe, expect, it } from 'vitest';
import type { Asking } from './ask';
import { falseAnswers, figures, pairTable } from './report';
import type { Asked, Given } from './types';

function asking(asked: Partial<Asked>, given: Partial<Given>): Asking {
  return {
    asked: {
      ...{ id: 'x', film: 'f', half: 'a', type: 'when-seen', question: 'when?' },
      answer: { kind: 'intervals', intervals: [[10, 20]] },
      ...asked,
    },
    given: { text: '', citations: [], quotes: [], confidence: 'high', ...given },
    moments: null,
    scores: { frame: null, scene: null, said: null },
  };
}
const right: Partial<Given> = { citations: [[10, 20]], quotes: ['dog'] };
const wrong: Partial<Given> = { text: 'A dog is seen\n[[0]].', citations: [[40, 50]], quotes: ['dog'] };
const missed: Partial<Given> = { confidence: 'none' };
const absent: Partial<Asked> = { answer: { kind: 'notThere' } };

describe('a report', () => {
  it('tells by wording and by writer what can be answered apart from what cannot', () => {
    const { byWording } = figures([
      asking({ id: 'a', wording: 'keywords', writer: 'films' }, right),
      asking({ id: 'b', wording: 'keywords', writer: 'reworded' }, missed),
      asking({ id: 'c', wording: 'request', writer: 'films', ...absent }, missed),
      asking({ id: 'd' }, right),
    ]);
    expect(byWording.map((row) => [row.type, row.asked, row.right])).toEqual([
      ['keywords, answerable', 2, 1],
      ['request, not answerable', 1, 1],
      ['of the other set, reworded, answerable', 1, 0],
      ['written from the films alone, answerable', 1, 1],
      ['written from the films alone, not answerable', 1, 1],
    ]);
  });

  it('lists every false answer whole, and nothing else', () => {
    const list = falseAnswers([
      asking({ id: 'good' }, right),
      asking({ id: 'bad', question: 'where is the dog' }, wrong),
      asking({ id: 'none' }, missed),
      asking({ id: 'claimed', ...absent }, { text: 'Yes.', confidence: 'medium' }),
    ]);
    expect(list).toContain('2 false answers of 4');
    expect(list).toContain('`bad` (when-seen) **where is the dog**\n  A dog is seen / [[0]]. (high)');
    expect(list).toContain('cited: 40.0–50.0 “dog”');
    expect(list).toContain('`claimed`');
    expect(list).not.toMatch(/`good`|`none`/);
  });

  it('holds facts that both sets ask for against each other', () => {
    const documented = [asking({ id: 'one' }, right), asking({ id: 'two', ...absent }, missed)];
    const ordinary = [
      asking({ id: 'w1', same: 'one' }, missed),
      asking({ id: 'w2', same: 'two', ...absent }, missed),
      asking({ id: 'w3' }, right),
    ];
    const table = pairTable(ordinary, documented);
    expect(table).toContain('| answerable | 1 | 1 | 0 | 0 |');
    expect(table).toContain('| not answerable | 1 | 1 | 1 | 1 |');
    expect(pairTable(documented, documented)).toBe(null);
  });
});
