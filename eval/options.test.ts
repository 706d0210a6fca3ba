import { describe, expect, it } from 'vitest';
import { CannotRun } from './errors';
import { readOptions } from './options';

describe('the options of an evaluation', () => {
  it('are one run of everything unless something is said', () => {
    expect(readOptions([])).toEqual({
      half: null,
      runs: [[]],
      json: null,
      limit: undefined,
      given: null,
      published: null,
    });
  });

  it('leave parts out, each by itself or together', () => {
    expect(readOptions(['--each']).runs).toEqual([[], ['frames'], ['speech'], ['text'], ['objects']]);
    expect(readOptions(['--without', 'text', '--without', 'speech']).runs).toEqual([['text', 'speech']]);
  });

  it('name a published set with its files', () => {
    const options = ['--dataset', 'next-qa', '--annotations', 'a.csv', '--videos', 'v', '--limit', '5'];
    expect(readOptions(options)).toMatchObject({
      limit: 5,
      published: { name: 'next-qa', annotations: ['a.csv'], videos: 'v' },
    });
  });

  it('name questions and films of somebody else', () => {
    expect(readOptions(['--set', 'own.jsonl', '--films', 'f']).given).toEqual({
      set: 'own.jsonl',
      films: 'f',
    });
  });

  it.each([
    [['--set', 'own.jsonl'], /--films/],
    [['--help'], /--half a\|b/],
    [['--half', 'c'], /a or b/],
    [['--without', 'sound'], /frames, speech/],
    [['--limit', 'many'], /1 or more/],
    [['--dataset', 'next-qa'], /--videos/],
  ])('say what to do instead of %s', (args, words) => {
    expect(() => readOptions(args)).toThrow(CannotRun);
    expect(() => readOptions(args)).toThrow(words);
  });
});
