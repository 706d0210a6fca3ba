import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ExtractiveAnswerer } from './extractive';
import { readSpeakerQuestion } from './reader/speaker-question';
import { ask, kinds, seconds, videoIdOf, World } from './testing/world';

const NAMES = ['Anna', 'Speaker 2', 'Anna Berg'];

describe('a question for those who speak', () => {
  it.each([
    ['Who speaks?', { asks: 'who' }],
    ['who is talking in this video', { asks: 'who' }],
    ['List the speakers.', { asks: 'who' }],
    ['How many people speak in this film?', { asks: 'howMany' }],
    ['How many different voices are there?', { asks: 'howMany' }],
    ['When does Anna speak?', { asks: 'when', name: 'Anna' }],
    ['when does anna berg talk', { asks: 'when', name: 'Anna Berg' }],
    ['How long does speaker 2 speak?', { asks: 'when', name: 'Speaker 2' }],
    ['When does Speaker 7 speak?', { asks: 'when', name: 'Speaker 7' }],
    ['What does Anna say about money?', { asks: 'what', name: 'Anna', topic: 'money' }],
    ['What does Anna say?', { asks: 'what', name: 'Anna', topic: '' }],
    ['Does Speaker 2 mention the castle?', { asks: 'what', name: 'Speaker 2', topic: 'the castle' }],
    ['When does Anna talk about the budget?', { asks: 'what', name: 'Anna', topic: 'the budget' }],
    ['Who talks about the budget?', { asks: 'whoSays', topic: 'the budget' }],
  ])('%s', (text, question) => {
    expect(readSpeakerQuestion(text, NAMES)).toEqual(question);
  });

  it.each([
    'When do you see Anna?',
    'What is said about Anna?',
    'How many people are there?',
    'Who is this?',
    'When does Bert speak?',
    'Annabel speaks when?',
    'What does the sign say?',
  ])('is none: %s', (text) => {
    expect(readSpeakerQuestion(text, NAMES)).toBeNull();
  });
});

describe('an answer on those who speak', () => {
  let world: World;
  const answer = (text: string) => ask(new ExtractiveAnswerer(world.deps), text);

  beforeEach(() => {
    world = new World([
      {
        ...{ title: 'Talk', duration: 60, frames: Array.from({ length: 60 }, () => ({})), scenes: [0] },
        speech: [
          { from: 1, to: 9, text: 'The budget was too small for the castle.' },
          { from: 11, to: 19, text: 'I think the budget was enough.' },
          { from: 21, to: 29, text: 'And the weather was fine.' },
        ],
      },
    ]);
    const turn = (from: number, to: number, speaker: number) => ({
      ...{ from: seconds(from), to: seconds(to), speaker, confidence: 0.9 },
    });
    world.library.speakers.replace(videoIdOf(1), {
      speakers: [0, 1].map((number) => ({ number, voice: [1 - number, number] })),
      turns: [turn(1, 9, 0), turn(11, 19, 1), turn(21, 25, 0), turn(26, 29, 0)],
    });
    world.library.speakers.rename(videoIdOf(1), 0, 'Anna', false);
  });
  afterEach(() => world[Symbol.dispose]());

  it('tells who they are, and for how long they speak', async () => {
    const told = await answer('How many people speak?');
    expect(kinds(told)).toEqual(['speakers', 'speaker', 'speaker']);
    expect(told.claims[0]).toMatchObject({ counts: { of: 2 }, subject: ['Anna', 'Speaker 2'] });
    expect(told.claims[1]).toMatchObject({ counts: { total: seconds(15), places: 2 } });
  });

  it('tells when one of them speaks, pauses left out', async () => {
    const told = await answer('When does Anna speak?');
    expect(kinds(told)).toEqual(['speaks', 'gap', 'gap']);
    expect(told.claims.flatMap(({ intervals }) => intervals.map(({ from, to }) => [from, to]))).toEqual([
      [seconds(1), seconds(9)],
      [seconds(21), seconds(29)],
    ]);
  });

  it('tells what one of them says about something, and nothing that another says', async () => {
    const told = await answer('What does Anna say about the budget?');
    expect(kinds(told)).toEqual(['saidBy', 'line']);
    expect(told.citations.map(({ quote }) => quote)).toEqual(['The budget was too small for the castle.']);
    const other = await answer('What does Speaker 2 say about the weather?');
    expect(kinds(other)).toEqual(['saidBy']);
    expect(other.claims[0]?.manner).toMatchObject({ none: true });
  });

  it('tells who says something', async () => {
    const told = await answer('Who talks about the budget?');
    expect(told.claims.filter(({ kind }) => kind === 'saidBy').map(({ subject }) => subject[0])).toEqual([
      'Anna',
      'Speaker 2',
    ]);
  });

  it('knows nobody who is not there', async () => {
    const told = await answer('When does Speaker 7 speak?');
    expect(told.claims.map(({ kind, manner }) => [kind, manner.why])).toEqual([['noSpeakers', 'nobody']]);
  });

  it('says so where it was not listened for, and where nobody speaks', async () => {
    world.library.speakers.replace(videoIdOf(1), { speakers: [], turns: [] });
    expect((await answer('Who speaks?')).claims[0]?.manner).toMatchObject({ why: 'silent' });
    using bare = new World([
      { title: 'Bare', duration: 9, frames: [{}], scenes: [0], speech: [{ from: 1, to: 2, text: 'Hello.' }] },
    ]);
    const told = await ask(new ExtractiveAnswerer(bare.deps), 'Who speaks?');
    expect(told.claims[0]).toMatchObject({ kind: 'noSpeakers', manner: { why: 'unread' } });
  });
});
