import { afterEach, describe, expect, it } from 'vitest';
import { type ChatReply, type FakeModel, startFakeModel } from '../../own-model/testing/server';
import { readQuestion } from '../question';
import { resolveTime } from '../time-words';
import { isGivenUp, readWithModel } from './question-reader';
import { held, statedQuery } from './stated-query';

let model: FakeModel | null = null;
afterEach(async () => {
  await model?.close();
  model = null;
});

const DUTCH = 'Wanneer zie je een hond na 0:20?';
const STATED = {
  ...{ form: 'when', sense: 'seen', words: 'hond', topic: 'dog' },
  ...{ timeWords: 'na 0:20', time: 'after 0:20', side: 'none', not: false, fact: 'none' },
};
const WORDS = new Set(['dog', 'dragon', 'animals', 'man', 'the', 'table']);
const MINUTE = 60_000_000;

const says = (...pieces: string[]): ChatReply => ({ kind: 'stream', pieces });
const states = (change: object = {}) => says(JSON.stringify({ ...STATED, ...change }));

async function read(question: string, reply: ChatReply | ((earlier: number) => ChatReply), limits = {}) {
  model = await startFakeModel({
    reply: (_, earlier) => (typeof reply === 'function' ? reply(earlier) : reply),
  });
  const own = { address: model.address, model: 'small', key: '', reads: true };
  const asked = {
    ...{ question, builtIn: readQuestion(question) },
    isInside: (time: Parameters<typeof resolveTime>[0]) => resolveTime(time, MINUTE) !== null,
    isWord: (word: string) => WORDS.has(word),
  };
  return readWithModel(own, asked, { signal: new AbortController().signal, limits });
}

describe('a question read by a language model', () => {
  it('is a query: what it is about in English and in its own words, its time as the words of it say', async () => {
    const query = await read(DUTCH, states());
    expect(query).toMatchObject({
      ...{ form: 'when', sense: 'seen', topic: 'dog', own: 'hond', foreign: false, limit: null },
      time: { kind: 'from', from: 20_000_000 },
    });
    expect(model?.asked).toHaveLength(1);
  });

  it('may come in pieces, and with words around it; nobody waits for what comes after it', async () => {
    const json = JSON.stringify(STATED);
    const pieces = ['Sure! ', json.slice(0, 9), json.slice(9, 40), json.slice(40), ' Hope that helps'];
    expect(await read(DUTCH, { kind: 'stream', pieces, ending: 'hang' })).toMatchObject({ topic: 'dog' });
    await model?.left();
  });

  it('is asked for without a schema where the server knows none', async () => {
    const query = await read(DUTCH, (earlier) =>
      earlier === 0 ? { kind: 'status', status: 400 } : states(),
    );
    expect(query).toMatchObject({ topic: 'dog' });
    expect(model?.asked.map(({ held }) => held)).toEqual([true, false]);
  });

  it('is given to the model, and nothing else is', async () => {
    await read('Wanneer zie je [1] </x> een hond?', states());
    const { user = '', system = '' } = model?.asked[0] ?? {};
    expect(user.split('\n').at(-1)).toBe("Question: Wanneer zie je (1) '/x' een hond?");
    expect(`${system}${user}`).not.toMatch(/Talk|\.mp4/);
  });

  it('keeps what the built-in readers know of an English one', async () => {
    const query = await read(
      'wondering which florp it was at 0:20',
      states({ words: 'florp', topic: 'florp' }),
    );
    expect(query).toMatchObject({
      form: 'when',
      topic: 'florp',
      own: null,
      time: { kind: 'point', at: 20_000_000 },
    });
  });

  it.each<[string, string, string, object]>([
    ['Welke dieren zijn er?', 'kinds', 'animals', { form: 'kinds', words: 'dieren', topic: 'animals' }],
    ['Hoe lang is de film?', 'filmFact', '', { form: 'filmFact', fact: 'length', words: '', topic: '' }],
    ['Wanneer is er geen hond?', 'when', 'dog', { not: true }],
    ['Waar gaat de film over?', 'summary', '', { form: 'summary', words: '', topic: '' }],
    ['什么时候能看到狗?', 'when', 'dog', { words: '狗' }],
    ['Wanneer zie je Nemo?', 'when', 'Nemo', { words: 'Nemo', topic: 'Nemo' }],
    [
      'Wat gebeurt er in de laatste twintig seconden?',
      'content',
      '',
      {
        ...{ form: 'content', words: '', topic: '' },
        ...{ timeWords: 'de laatste twintig seconden', time: 'in the last 20 seconds' },
      },
    ],
  ])('is read: %s', async (question, form, topic, change) => {
    const stated = { timeWords: '', time: '', ...change };
    expect(await read(question, states(stated))).toMatchObject({ form, topic });
  });

  it.each<[string, string, object]>([
    ['invents a thing', 'invented', { words: 'draak', topic: 'dragon' }],
    ['says what it is about in no words of the question', 'invented', { words: '' }],
    ['puts it into words that there are not', 'invented', { topic: 'hondje' }],
    ['goes on and on', 'invented', { topic: 'the dog on the table the man the dragon dog man table dragon' }],
    ['does not put it into English', 'invented', { topic: 'hond' }],
    ['takes an article for a thing', 'invented', { words: 'een', topic: 'man' }],
    ['takes a time for a thing', 'invented', { words: '0:20' }],
    ['asks for an amount that nobody asks for', 'invented', { form: 'howMany' }],
    ['asks for a person whom nobody asks for', 'invented', { form: 'whoSays' }],
    ['invents a time', 'invented', { timeWords: 'in het begin', time: 'at the beginning' }],
    ['changes a time', 'invented', { time: 'after 0:30' }],
    ['says a time that is none', 'invented', { time: 'when the moon is full' }],
    ['loses a time', 'lost', { timeWords: '', time: '' }],
    ['invents a “not”', 'invented', { not: true }],
    ['leaves out what its form is about', 'invalid', { words: '', topic: '' }],
    ['names kinds that nobody knows', 'invalid', { form: 'kinds', topic: 'dragon', words: 'hond' }],
    ['names a form that is none', 'invalid', { form: 'delete' }],
    ['names no side of what it is around', 'invalid', { form: 'around' }],
    ['has slots of other types', 'invalid', { topic: 7 }],
  ])('is not read by a model that %s', async (_, outcome, change) => {
    expect(await read(DUTCH, states(change))).toBe(outcome);
  });

  it('is not read where a “not” is lost, a time lies outside, or no more is said than is known', async () => {
    const bare = { timeWords: '', time: '' };
    expect(await read('Wanneer is er geen hond?', states(bare))).toBe('lost');
    await model?.close();
    const late = { timeWords: 'na 2:00', time: 'after 2:00' };
    expect(await read('Wanneer zie je een hond na 2:00?', states(late))).toBe('outside');
    await model?.close();
    const open = { ...bare, form: 'open', words: 'florp', topic: 'florp' };
    expect(await read('how come the florp broke', states(open))).toBe('unread');
  });

  it.each<[string, string, ChatReply, object]>([
    ['writes no JSON', 'invalid', says('The hond is at [3].'), {}],
    ['writes half of it', 'invalid', says('{"form": "when", "sense": '), {}],
    ['leaves something out', 'invalid', says('{"form": "when"}'), {}],
    ['says nothing', 'stalled', { kind: 'hang' }, { first: 50 }],
    ['falls silent', 'stalled', { kind: 'stream', pieces: ['{"form"'], ending: 'hang' }, { silence: 50 }],
    [
      'takes too long',
      'stalled',
      { kind: 'endless', text: '' },
      { whole: 50, bytes: Number.MAX_SAFE_INTEGER },
    ],
    ['breaks off', 'gone', { kind: 'stream', pieces: ['{"form"'], ending: 'cut' }, {}],
    ['does not end', 'tooLong', { kind: 'endless', text: 'when ' }, {}],
    ['refuses', 'refused', { kind: 'status', status: 500 }, {}],
    ['is not there', 'noModel', { kind: 'status', status: 404 }, {}],
  ])('is not read by a model that %s', async (_, outcome, reply, limits) => {
    expect(await read(DUTCH, reply, limits)).toBe(outcome);
    await model?.left();
  });
});

/** What SmolLM2 135M wrote under the schema: all of it valid, and beside the point. */
const SMALL_MODEL = [
  ['Wanneer zie je een hond?', 'een hond', 'een hond'],
  ['Is er een auto te zien?', 'is er een auto te zien', 'is een auto'],
  ['Waar gaat de film over?', 'waar gaat de film over', 'film'],
  ['Wat gebeurt er na 1:20?', '1:20', 'old mill'],
  ['Hoe lang duurt de film?', 'film', 'film'],
  ['Wie heeft het over de brug?', 'het', 'het'],
  ['Combien de personnes y a-t-il ?', 'combien de personnes', 'combien de personnes'],
  ['¿Hay un coche en el vídeo?', 'en', 'en'],
  ['¿Qué animales aparecen?', 'angels', 'angels'],
] as const;

describe('a model that is too small', () => {
  it.each(SMALL_MODEL)('is not believed: %s', (question, words, topic) => {
    const stated = statedQuery.parse({ ...STATED, form: 'howMany', words, topic, timeWords: '', time: '' });
    const isWord = (word: string) => ['film', 'old', 'mill', 'angels', 'en', 'het', 'is'].includes(word);
    const asked = { question, builtIn: readQuestion(question), isInside: () => true, isWord };
    expect(['invented', 'invalid', 'lost']).toContain(held(stated, asked));
  });
});

describe('a model is asked to read a question', () => {
  const givenUp = (question: string) => isGivenUp({ reading: readQuestion(question), inherited: false });

  it.each([
    DUTCH,
    'Où est-ce qu’on voit un chien ?',
    '什么时候能看到狗?',
    'Warum weint die Frau?',
    'how come the florp broke',
  ])('that the built-in readers give up on: %s', (question) => expect(givenUp(question)).toBe(true));

  it.each([
    ...[
      'When do you see a dog?',
      'how many people are there',
      'What happens in scene 3?',
      'summary',
      'hello',
    ],
    ...['Wann sieht man einen Hund?', 'when is "hello" said', 'and then?', 'what colour is the car'],
  ])('and never one whose form is known: %s', (question) => expect(givenUp(question)).toBe(false));

  it('nor one that leans on the chat', () => {
    expect(isGivenUp({ reading: readQuestion(DUTCH), inherited: true })).toBe(false);
  });
});
