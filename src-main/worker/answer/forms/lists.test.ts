import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ExtractiveAnswerer } from '../extractive';
import { ask, seconds, subjects, World, type WorldVideo } from '../testing/world';

/** Talk from 4 to 8 s; a dog, a bicycle and people; a title, a name with what he does, and a slip of the pen of a detector. */
const FILM: WorldVideo = {
  title: 'Film',
  duration: 30,
  frames: Array.from({ length: 30 }, () => ({ fog: 0.1 })),
  speech: [
    { from: 4, to: 6, text: 'I am searching for someone.' },
    { from: 6, to: 8, text: 'Somebody has stolen the crown jewels.' },
  ],
  scenes: [0, 10, 20],
  shots: [0, 10, 20],
  things: [
    { label: 'person', from: 0, to: 10 },
    { label: 'dog', from: 2, to: 8 },
    { label: 'bicycle', from: 12, to: 18 },
    { label: 'cake', from: 22, to: 27, score: 0.4 },
  ],
  written: [
    { from: 2, to: 5, text: 'For bigger days', height: 0.3 },
    { from: 10, to: 14, text: 'OMAR', height: 0.05 },
    { from: 10, to: 14, text: 'Software Engineer', height: 0.04 },
    { from: 20, to: 22, text: 'Only $35', height: 0.05 },
  ],
};
const SILENT: WorldVideo = { title: 'Silent', duration: 5, frames: [{}], speech: [], scenes: [0] };

let world: World;
let answerer: ExtractiveAnswerer;
beforeEach(() => {
  world = new World([FILM, SILENT]);
  answerer = new ExtractiveAnswerer(world.deps);
});
afterEach(() => world[Symbol.dispose]());

const told = (question: string) => ask(answerer, question);
const cited = async (question: string) =>
  (await told(question)).citations.map(({ quote, from }) => [quote, from]);

describe('questions for a list, an absence or a place', () => {
  it('list what was found, of all kinds or of one group', async () => {
    expect((await cited('list the things you see')).map(([quote]) => quote).sort()).toEqual([
      'bicycle',
      'dog',
      'person',
    ]);
    expect(await cited('what animals are there?')).toEqual([['dog', seconds(2)]]);
    expect((await told('which fruits can you see')).confidence).toBe('none');
  });

  it('tell where something is not, and where nothing is said', async () => {
    const gaps = async (question: string) =>
      (await told(question)).claims[0]?.intervals.map(({ from, to }) => [from, to]);
    expect(await gaps('when is there no dog?')).toEqual([
      [0, seconds(2)],
      [seconds(8), seconds(30)],
    ]);
    expect(await gaps('when is nobody talking?')).toEqual([
      [0, seconds(4)],
      [seconds(8), seconds(30)],
    ]);
    const unknown = await told('when is there no florp?');
    expect([unknown.confidence, unknown.citations]).toEqual([null, []]);
  });

  it('tell of one scene by its number', async () => {
    expect((await cited('what happens in scene 2')).map(([quote]) => quote)).toEqual([
      'bicycle',
      'OMAR',
      'Software Engineer',
    ]);
    expect((await told('what happens in scene 9')).citations).toEqual([]);
  });

  it('find the tallest letters', async () => {
    expect(await cited("what's the big text")).toEqual([['For bigger days', seconds(2)]]);
  });
});

describe('questions whose source is not named', () => {
  it('look in writing for what a film says', async () => {
    expect(await cited('where does it say $35?')).toEqual([['Only $35', seconds(20)]]);
    expect(await cited('how much does it cost?')).toEqual([['Only $35', seconds(20)]]);
  });

  it('answer who by what stands beside a name, and what cannot be seen by what is said of it', async () => {
    expect((await cited('who is Omar?')).map(([quote]) => quote).sort()).toEqual([
      'OMAR',
      'Software Engineer',
    ]);
    expect(await cited('who stole the crown jewels?')).toEqual([
      ['Somebody has stolen the crown jewels.', seconds(6)],
    ]);
    const king = await told('who is the king?');
    expect([king.confidence, king.citations]).toEqual([null, []]);
  });

  it('keep what is unsure behind what is not what was asked for', async () => {
    const girl = await told("where's the girl with the umbrella?");
    expect([girl.confidence, girl.citations]).toEqual(['none', []]);
    expect((await told('is anybody riding a bicycle?')).confidence).toBe('low');
  });
});

describe('questions about the films of a library', () => {
  it.each([
    ['which films have no sound', ['Silent']],
    ['which film is the longest', ['Film']],
    ['which films are shorter than 10 seconds', ['Silent']],
    ['which films have speech', ['Film']],
    ['how many films are there', ['Film', 'Silent']],
    ['which films are longer than an hour', []],
  ])('%s', async (question, titles) => {
    const answer = await ask(answerer, question, { scope: 'all' });
    expect(subjects(answer, 'film').sort()).toEqual(titles);
  });
});
