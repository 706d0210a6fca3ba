import { describe, expect, it } from 'vitest';
import { CannotRun } from './errors';
import { readOptions } from './options';

describe('the options of an evaluation', () => {
  it('are one run of everything unless something is said', () => {
    expect(readOptions([])).toEqual({
      names: [],
      media: null,
      pack: null,
      list: null,
      half: null,
      runs: [[]],
      json: null,
      limit: undefined,
      given: null,
      published: null,
      model: null,
      judge: null,
      needle: {},
    });
  });

  it('name measurements, and what they need', () => {
    const options = ['wer', 'cer', '--media', 'films', '--places', '3', '--precision', 'int4'];
    expect(readOptions(options)).toMatchObject({
      names: ['wer', 'cer'],
      media: 'films',
      needle: { places: 3, precision: 'int4' },
    });
  });

  it('name a judge on this computer', () => {
    const options = ['--judge', 'http://localhost:11434/v1/', '--judge-model', 'small'];
    expect(readOptions(options).judge).toEqual({
      address: 'http://localhost:11434',
      model: 'small',
      key: '',
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
    [['--places', '0'], /1 or more/],
    [['--judge', 'https://api.example.com', '--judge-model', 'large'], /on this computer/],
    [['--judge', 'http://127.0.0.1:11434'], /--judge-model/],
    [['--dataset', 'next-qa'], /--videos/],
  ])('say what to do instead of %s', (args, words) => {
    expect(() => readOptions(args)).toThrow(CannotRun);
    expect(() => readOptions(args)).toThrow(words);
  });
});
