import { describe, expect, it } from 'vitest';
import { en } from '../../../src-shared/words/en/catalogue';
import { type WordKey, wordsIn } from '../../../src-shared/words/words';
import type { Question } from '../../base/answer/types';
import { chaptersAsTimes } from '../../worker/answer/chapters';
import { ExtractiveAnswerer } from '../../worker/answer/extractive';
import { readQuestion } from '../../worker/answer/question';
import { StoredQuestions } from '../../worker/answer/stored-questions';
import { ask, videoIdOf, World, type WorldVideo } from '../../worker/answer/testing/world';
import { thingsIn } from '../../worker/answer/things/names';
import { frequentWords, suggestQuestions } from './suggestions';

const FRAMES = Array.from({ length: 60 }, () => ({}));
const EMPTY: WorldVideo = { title: 'Street', duration: 60, frames: FRAMES, speech: [], scenes: [] };
const STREET: WorldVideo = {
  ...EMPTY,
  scenes: [0, 20, 40],
  speech: [
    { from: 1, to: 4, text: 'The harbour was closed because of the weather.' },
    { from: 5, to: 9, text: 'Everybody knows the harbour, I think.' },
    { from: 30, to: 33, text: 'That is what they said.' },
  ],
  things: [
    { label: 'scissors', from: 2, to: 10, score: 0.95 },
    { label: 'elephant', from: 12, to: 30, score: 0.9 },
    { label: 'kite', from: 5, to: 6, score: 0.4 },
  ],
  written: [
    { from: 8, to: 20, text: 'RUE DE LONDRES', height: 0.2 },
    { from: 30, to: 33, text: '23:59:01', height: 0.05 },
  ],
  shots: [0, 11.5, 30],
};
const scope = { videoId: videoIdOf(1) };
const CHAPTERS = [0, 1, 2].map((n) => ({ from: n * 10_500_000, to: (n + 1) * 10_500_000, title: '' }));

describe('questions that are suggested', () => {
  it('are made of what is in the film: what is sure, what is said often, what is written', () => {
    using world = new World([STREET]);
    const questions = suggestQuestions(world.library, scope);
    for (const word of ['scissors', 'elephant', 'harbour', 'RUE DE LONDRES'])
      expect(questions.filter((question) => question.includes(word))).toHaveLength(1);
    expect(questions.join()).not.toMatch(/kite|…/);
  });

  it('read a bounded part of a film of any length', () => {
    const speech = Array.from({ length: 2_500 }, (_, n) => ({
      ...{ from: n, to: n + 1, text: n < 2_100 ? 'The harbour.' : 'The lighthouse, the lighthouse.' },
    }));
    using world = new World([{ ...STREET, duration: 2_600, speech }]);
    const { segments } = world.library;
    const read: number[] = [];
    const bounded = {
      first: (...which: Parameters<typeof segments.first>) => {
        const lines = segments.first(...which);
        read.push(lines.length);
        return lines;
      },
    };
    const questions = suggestQuestions({ ...world.library, segments: bounded as never }, scope);
    expect(questions).toContain('What is said about harbour?');
    expect(read).toEqual([2_000, 2]);
  });

  it.each(['en', 'de'] as const)('are all answered, with places (%s)', async (language) => {
    using world = new World([STREET]);
    const questions = suggestQuestions(world.library, scope, language);
    expect(questions.length).toBeGreaterThan(4);
    for (const question of questions) {
      const answer = await ask(new ExtractiveAnswerer({ ...world.deps, language }), question);
      expect([question, answer.citations.length > 0, answer.confidence]).toEqual([
        question,
        true,
        expect.not.stringMatching('none'),
      ]);
    }
  });

  it.each(['en', 'de'] as const)(
    'are answered where they are about the whole library (%s)',
    async (language) => {
      using world = new World([STREET, { ...STREET, title: 'Road' }]);
      const questions = suggestQuestions(world.library, 'all', language);
      expect(questions.length).toBeGreaterThan(2);
      for (const question of questions) {
        const answer = await ask(new ExtractiveAnswerer(world.deps), question, { scope: 'all' });
        expect([question, answer.citations.length > 0]).toEqual([question, true]);
      }
    },
  );

  it('are read as the same, whatever language the window is in', () => {
    const values = { word: 'harbour', words: 'RUE DE LONDRES', number: 3, from: '0:05', to: '0:20' };
    const keys = Object.keys(en).filter((key) => /^suggestions\.(?!thing)/.test(key)) as WordKey[];
    expect(keys.length).toBeGreaterThan(8);
    for (const key of keys) {
      const [english, german] = (['en', 'de'] as const).map((language) => {
        const say = wordsIn(language) as (key: WordKey, values: object) => string;
        const question = say(key, { ...values, thing: say('suggestions.thing.elephant', {}) });
        const { form, sense, quote, time, topic } = readQuestion(chaptersAsTimes(question, CHAPTERS).text);
        return { key, form, sense, quote, time, topic };
      });
      expect(german).toEqual(english);
    }
  });

  it('name every kind of thing so that it is understood, in either language', () => {
    const things = Object.keys(en).filter((key) => key.startsWith('suggestions.thing.')) as WordKey[];
    expect(things).toHaveLength(80);
    const amiss = (['en', 'de'] as const).flatMap((language) => {
      const say = wordsIn(language) as (key: WordKey, values: object) => string;
      return things.flatMap((key) => {
        const { form, topic } = readQuestion(say('suggestions.when', { thing: say(key, {}) }));
        const label = key.slice('suggestions.thing.'.length);
        const found = thingsIn(topic).things.some(({ labels }) => labels.includes(label));
        return form === 'when' && found ? [] : [`${label}: ${form} ${topic}`];
      });
    });
    expect(amiss).toEqual([]);
  });

  it('are of a collection about what lies in its places, and answered from them', async () => {
    using world = new World([STREET]);
    const collectionId = world.library.collections.create('Finds').id;
    const place = {
      videoId: videoIdOf(1),
      from: 4_000_000,
      to: 31_000_000,
      frameIndex: null,
      frameTime: null,
    };
    const rest = { kind: null, title: '', note: '', colour: null, tags: [] };
    world.library.collections.keep(collectionId, [{ ...place, ...rest }]);
    const questions = suggestQuestions(world.library, { collectionId });
    // The scissors begin before it.
    expect(questions.join()).toMatch(/elephant.*harbour/);
    expect(questions.join()).not.toContain('scissors');
    const stored = new StoredQuestions(world.deps);
    for (const question of questions) {
      const answerer = { answer: (one: Question) => stored.ask({ ...one, scope: { collectionId } }, null) };
      const answer = await ask(answerer, question);
      expect([question, answer.citations.length > 0]).toEqual([question, true]);
    }
  });

  it('are none where nothing is known', () => {
    using world = new World([EMPTY]);
    expect(suggestQuestions(world.library, scope)).toEqual([]);
    expect(suggestQuestions(world.library, 'all')).toEqual([]);
  });

  it('are of words that not every film has, each line counted once', () => {
    const lines = [
      { text: 'there there lanterns' },
      { text: 'because bridges bridges bridges' },
      { text: 'lanterns' },
    ];
    expect(frequentWords(lines)).toEqual(['lanterns', 'bridges']);
  });
});
