import { describe, expect, it } from 'vitest';
import type { Question } from '../../base/answer/types';
import { ExtractiveAnswerer } from '../../worker/answer/extractive';
import { StoredQuestions } from '../../worker/answer/stored-questions';
import { ask, videoIdOf, World, type WorldVideo } from '../../worker/answer/testing/world';
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

  it('are all answered, with places', async () => {
    using world = new World([STREET]);
    const questions = suggestQuestions(world.library, scope);
    expect(questions.length).toBeGreaterThan(4);
    for (const question of questions) {
      const answer = await ask(new ExtractiveAnswerer(world.deps), question);
      expect([question, answer.citations.length > 0, answer.confidence]).toEqual([
        question,
        true,
        expect.not.stringMatching('none'),
      ]);
    }
  });

  it('are answered where they are about the whole library', async () => {
    using world = new World([STREET, { ...STREET, title: 'Road' }]);
    const questions = suggestQuestions(world.library, 'all');
    expect(questions.length).toBeGreaterThan(2);
    for (const question of questions) {
      const answer = await ask(new ExtractiveAnswerer(world.deps), question, { scope: 'all' });
      expect([question, answer.citations.length > 0]).toEqual([question, true]);
    }
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
