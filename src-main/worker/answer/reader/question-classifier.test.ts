import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadPack } from '../../../base/packs/pack';
import { openTextSpace } from '../../inference/text-space';
import type { TextSpace } from '../../inference/types';
import { readQuestion } from '../question';
import { readByMeaning } from './by-meaning';
import { BUCKETS, wordingFeatures } from './features';
import { INTENTS } from './intents';
import { LinearClassifier } from './linear-classifier';
import { classifyQuestion } from './question-classifier';

/** The built-in pack as set-up makes it. */
const DIR = resolve('resources/packs/core');
let space: TextSpace;
beforeAll(async () => {
  const opened = await openTextSpace(await loadPack(DIR), 1);
  if (!opened) throw new Error('Core has a text space');
  space = opened;
});
const classify = async (text: string) => classifyQuestion(text, await space.embedTexts([text]));
const read = async (text: string) => readByMeaning(readQuestion(text), text, await classify(text));

describe('what a question asks for, by meaning', () => {
  // None of these is among the examples that it was trained on.
  it.each([
    ['which shop sign can you make out', 'written'],
    ["what's the motto on the poster", 'written'],
    ['did anybody bring up the weather', 'exists'],
    ['the moment with the tractor', 'locate'],
    ['how many goats are standing on the hill', 'count_things'],
    ['what would be a quick recap of the whole thing', 'summary'],
    ['who is that lady in the blue coat', 'identity'],
  ])('%s: %s', async (text, intent) => {
    expect((await classify(text)).intent).toBe(intent);
  });

  it('gives probabilities that add up to one', async () => {
    const { modalities } = await classify('what do they say about rent');
    expect(Object.values(modalities).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 6);
    expect(modalities.said).toBeGreaterThan(0.5);
  });

  it('leaves what the grammar read, and what stands in quotation marks', async () => {
    const text = 'When do you see a florp?';
    expect(await read(text)).toEqual(readQuestion(text));
    const quote = '“how much is it”';
    expect(await read(quote)).toEqual(readQuestion(quote));
  });

  it.each([
    ['how much do they charge for it', { form: 'when', topic: 'price' }],
    ["what's the motto", { form: 'whatWritten', topic: 'motto' }],
    ["what's the name of the bakery", { form: 'whatWritten', topic: 'bakery' }],
    ['what is the name of the tall man', { form: 'cannot', limit: 'identity' }],
  ])('%s', async (text, expected) => {
    expect(await read(text)).toMatchObject(expected);
  });

  it('looks for a reason in what is said', async () => {
    expect(await read('why should people visit the new museum?')).toMatchObject({
      form: 'open',
      sense: 'said',
    });
  });

  it('takes no place for a reason', async () => {
    expect((await read('why do people take pictures of the train?')).form).toBe('open');
    expect((await read('the moment with the tractor')).form).toBe('when');
  });

  it('searches for what it does not understand, and refuses nothing', async () => {
    // Of a lecture on software this is a question about the film.
    expect((await read('how do I install it with npm?')).form).toBe('open');
    expect((await read('flibber the wozzle with grue')).form).not.toBe('help');
  });
});

describe('features of wording', () => {
  it('are blocks of length one', () => {
    const features = wordingFeatures('Where is the florp at 1:20?');
    expect(features.every(([index]) => index >= 0 && index < BUCKETS)).toBe(true);
    expect(features.reduce((sum, [, value]) => sum + value * value, 0)).toBeCloseTo(4, 6);
  });

  it('see times, numbers and quotations as such, and an apostrophe left out', () => {
    expect(wordingFeatures('what happens at 1:20')).toEqual(wordingFeatures('what happens at 2:45'));
    expect(wordingFeatures("what's the florp")).toEqual(wordingFeatures('whats the florp'));
  });
});

describe('a classifier', () => {
  it('refuses weights of other classes and embeddings of another size', () => {
    const row = { scale: 1, int8: Buffer.alloc(2 + BUCKETS + 1).toString('base64') };
    const file = { classes: ['a', 'b'], dim: 2, rows: [row, row] };
    expect(() => new LinearClassifier(file, INTENTS)).toThrow('train it anew');
    const classifier = new LinearClassifier<string>(file, ['a', 'b']);
    expect(() => classifier.classify({ embedding: [1], wording: [] })).toThrow('another model');
  });
});
