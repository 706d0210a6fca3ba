import { describe, expect, it } from 'vitest';
import { chosen, countIn, durationsIn, judge, says } from './judge';
import type { Asked, Given, Truth } from './types';

const asked = (answer: Truth, more: Partial<Asked> = {}): Asked => ({
  id: 'x',
  film: 'f',
  half: 'a',
  type: 'when-seen',
  question: '?',
  answer,
  ...more,
});
const given = (more: Partial<Given>): Given => ({
  text: '',
  citations: [],
  quotes: [],
  confidence: 'medium',
  ...more,
});

describe('when', () => {
  const truth = asked({
    kind: 'intervals',
    intervals: [
      [10, 20],
      [40, 50],
    ],
  });
  it.each<[string, Given['citations'], string]>([
    ['half covered', [[10, 15]], 'right'],
    ['less than half', [[10, 14.9]], 'wrong'],
    ['one of two places', [[41, 49]], 'right'],
    [
      'pieces that cover it together',
      [
        [10, 13],
        [14, 17],
        [17, 20],
        [40, 44],
        [45, 50],
      ],
      'right',
    ],
    ['far too long', [[0, 60]], 'wrong'],
    ['one frame inside', [[12, 13]], 'right'],
    ['one frame outside', [[22, 23]], 'wrong'],
    ['a time without length inside', [[45, 45]], 'right'],
    ['none', [], 'wrong'],
  ])('%s', (_, citations, verdict) => {
    expect(judge(truth, given({ citations }))).toBe(verdict);
  });

  it('of a quotation is right within the sentence that holds it', () => {
    const quote = asked({ kind: 'intervals', intervals: [[10, 20]] }, { type: 'quote' });
    expect(judge(quote, given({ citations: [[16, 18]] }))).toBe('right');
    expect(judge(quote, given({ citations: [[18, 24]] }))).toBe('wrong');
    expect(judge(truth, given({ citations: [[16, 18]] }))).toBe('wrong');
  });

  it('is missed where nothing was found, whatever near miss is shown', () => {
    expect(judge(truth, given({ citations: [[10, 20]], confidence: 'none' }))).toBe('missed');
  });
});

describe('not there', () => {
  const truth = asked({ kind: 'notThere' });
  it('is right where nothing was found, and only there', () => {
    expect(judge(truth, given({ confidence: 'none', citations: [[1, 2]] }))).toBe('right');
    expect(judge(truth, given({ confidence: 'low' }))).toBe('wrong');
    expect(judge(truth, given({ confidence: null }))).toBe('declined');
  });
});

describe('beyond', () => {
  const truth = asked({ kind: 'words', accept: ['red'] }, { type: 'colour', beyond: true });
  it('is right when declined, and when true', () => {
    expect(judge(truth, given({ confidence: null }))).toBe('right');
    expect(judge(truth, given({ confidence: 'none' }))).toBe('right');
    expect(judge(truth, given({ text: 'It is red.' }))).toBe('right');
    expect(judge(truth, given({ text: 'It is blue.' }))).toBe('wrong');
  });
  it('takes no answer at all for true where the film does not tell', () => {
    const unknown = asked({ kind: 'words', accept: [] }, { beyond: true });
    expect(judge(unknown, given({ text: 'It is Bob.' }))).toBe('wrong');
    expect(judge(unknown, given({ confidence: 'none' }))).toBe('right');
  });
});

describe('words', () => {
  it('are found whatever their case, punctuation and numbers', () => {
    expect(says('“The FORMAT is H.264, frame rate of 15.”', 'frame rate of fifteen')).toBe(true);
    expect(says('It covers a hundred', 'red')).toBe(false);
    expect(says('“1280m”', '1280')).toBe(true);
    expect(says('“12800m”', '1280')).toBe(false);
    expect(says('anything', '…')).toBe(false);
  });
  it('do not count in an answer that declines', () => {
    const truth = asked({ kind: 'words', accept: ['wet floor'] }, { type: 'written' });
    expect(judge(truth, given({ text: 'I cannot read “wet floor”.', confidence: null }))).toBe('declined');
    expect(judge(truth, given({ text: 'It says “Wet floor”.' }))).toBe('right');
  });
  it('of an order may be shown by their place', () => {
    const truth: Truth = { kind: 'words', accept: ['beach'], intervals: [[26, 39]] };
    const place = given({ text: 'This comes after it.', citations: [[27, 30]] });
    expect(judge(asked(truth, { type: 'order' }), place)).toBe('right');
    expect(judge(asked(truth, { type: 'said' }), place)).toBe('wrong');
  });
  it('of a summary must be several', () => {
    const truth = asked({ kind: 'keywords', keywords: ['dog', 'lake', 'village'], least: 2 });
    expect(judge(truth, given({ text: 'A dog by a lake.' }))).toBe('right');
    expect(judge(truth, given({ text: 'A dog and a dog.' }))).toBe('wrong');
  });
});

describe('whether', () => {
  it('needs a place inside, where the place is known', () => {
    const truth = asked({ kind: 'yes', intervals: [[10, 20]] });
    expect(
      judge(
        truth,
        given({
          citations: [
            [0, 2],
            [12, 13],
          ],
        }),
      ),
    ).toBe('right');
    expect(judge(truth, given({ citations: [[0, 2]] }))).toBe('wrong');
    expect(judge(asked({ kind: 'yes', intervals: [] }), given({}))).toBe('right');
  });
});

describe('counts', () => {
  it.each([
    ['It is seen twice, at [[0]] and [[1]].', 2],
    ['At 0:41 I see **3** bottles.', 3],
    ['Once.', 1],
    ['“7 dwarfs” is written two times.', 2],
    ['62 % sure of four dogs', 4],
    ['Somewhere.', null],
  ])('%s', (text, count) => {
    expect(countIn(text)).toBe(count);
  });
  it('must be exact', () => {
    const truth = asked({ kind: 'count', count: 2 });
    expect(judge(truth, given({ text: '2 dogs' }))).toBe('right');
    expect(judge(truth, given({ text: '3 dogs, or 2' }))).toBe('wrong');
  });
});

describe('lengths of time', () => {
  it.each([
    ['It is 1 minute 39 seconds long.', [99]],
    ['for 6.4 s in all', [6.4]],
    ['an hour? 1 hour 2 seconds', [3602]],
    ['seen 3 times', []],
  ])('%s', (text, seconds) => {
    expect(durationsIn(text)).toEqual(seconds);
  });
  it('may be off by a fifth, or by two seconds', () => {
    const truth = (seconds: number) => asked({ kind: 'seconds', seconds });
    expect(judge(truth(6), given({ text: '8 seconds' }))).toBe('right');
    expect(judge(truth(6), given({ text: '9 seconds' }))).toBe('wrong');
    expect(judge(truth(99), given({ text: '1 minute 20 seconds' }))).toBe('right');
    expect(judge(truth(99), given({ text: '1 minute' }))).toBe('wrong');
  });
});

describe('multiple choice', () => {
  const choices = ['play with the dog', 'ride a horse', 'sleep'];
  it('takes the one that the answer holds most of', () => {
    expect(chosen(choices, given({ text: 'A dog is seen.', quotes: [] }))).toBe(0);
    expect(chosen(choices, given({ text: 'Here.', quotes: ['horse'] }))).toBe(1);
  });
  it('chooses none where two are alike or nothing fits', () => {
    expect(chosen(choices, given({ text: 'A cat.' }))).toBe(null);
    expect(chosen(['a red dog', 'a big dog'], given({ text: 'A dog.' }))).toBe(null);
  });
});
