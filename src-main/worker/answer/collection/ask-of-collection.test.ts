import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewPlace } from '../../../../src-shared/collections';
import { StoredQuestions } from '../stored-questions';
import { ask, historyOf, kinds, seconds, subjects, type Told, videoIdOf, World } from '../testing/world';

const [STREET, ROAD, UNREAD] = [videoIdOf(1), videoIdOf(2), videoIdOf(3)];
const CASTLE = { castle: 0.9 };
/** A minute: a dog and a castle from 10 to 20 and from 40 to 50, a person from 5 to 30, and speech now and then. */
const FILM = {
  title: 'Street',
  duration: 60,
  frames: Array.from({ length: 60 }, (_, n) => ((n >= 10 && n < 20) || (n >= 40 && n < 50) ? CASTLE : {})),
  speech: [
    { from: 2, to: 5, text: 'The harbour is closed in winter.' },
    { from: 31, to: 34, text: 'The budget is one million euro.' },
    { from: 44, to: 47, text: 'The harbour opens in spring.' },
  ],
  scenes: [0, 10, 20, 40, 50],
  things: [
    { label: 'person', from: 5, to: 30, score: 0.9 },
    { label: 'dog', from: 10, to: 20, score: 0.9 },
    { label: 'dog', from: 40, to: 50, score: 0.9 },
  ],
  written: [{ from: 8, to: 20, text: 'RUE DE LONDRES', height: 0.2 }],
  shots: [0, 12, 30],
};
let world: World;
let collectionId: string;

beforeEach(() => {
  world = new World([
    FILM,
    { ...FILM, title: 'Road', things: FILM.things.filter(({ label }) => label === 'dog') },
    { ...FILM, title: 'Unread', frames: [], speech: [], scenes: [], things: [], written: [] },
  ]);
  collectionId = world.library.collections.create('Finds').id;
});
afterEach(() => world[Symbol.dispose]());

function keep(videoId: string, from: number, to: number): void {
  const place: NewPlace = {
    ...{ videoId, from: seconds(from), to: seconds(to), frameIndex: null, kind: null },
    ...{ title: '', note: '', colour: null, tags: [] },
  };
  world.library.collections.keep(collectionId, [{ ...place, frameTime: null }]);
}

async function told(text: string, more: { history?: readonly [string, Told][] } = {}): Promise<Told> {
  const questions = new StoredQuestions(world.deps);
  const history = historyOf(...(more.history ?? []));
  return ask({ answer: (question) => questions.ask({ ...question, scope: { collectionId } }, null) }, text, {
    history,
  });
}
/** Film and times in seconds of what an answer cites. */
function cited({ citations }: Told): (readonly [string, number, number])[] {
  return citations.map(({ videoId, from, to }) => [videoId, from / 1e6, to / 1e6] as const);
}

describe('a question about a collection', () => {
  it('is answered from the stretches of its places alone', async () => {
    keep(STREET, 0, 15);
    keep(ROAD, 42, 48);
    const dog = await told('When do you see a dog?');
    expect(subjects(dog, 'present')).toEqual(['dog']);
    // By film, then time, and cut to the places: the dog of 40 to 50 in the one film, of 10 to 20 in the other, is not asked about.
    expect(cited(dog)).toEqual([
      [STREET, 10, 15],
      [ROAD, 42, 48],
    ]);
    const castle = await told('When do you see a castle?');
    expect(cited(castle)).toEqual(cited(dog));
    expect(dog.claims.flatMap(({ intervals }) => intervals.map(({ videoId }) => videoId))).not.toContain(
      expect.stringContaining('@'),
    );
    const harbour = await told('What is said about the harbour?');
    expect(cited(harbour)).toEqual([
      [STREET, 2, 5],
      [ROAD, 44, 47],
    ]);
  });

  it('does not find what is seen, said or written outside of its places only', async () => {
    keep(STREET, 21, 30);
    for (const question of [
      'When do you see a dog?',
      'What do they say about the budget?',
      'Is there a dog?',
      'Do you see a castle?',
      'When is “RUE DE LONDRES” written?',
    ]) {
      const answer = await told(question);
      expect([question, answer.confidence, answer.claims.filter(({ kind }) => kind === 'present')]).toEqual([
        question,
        'none',
        [],
      ]);
    }
    expect(cited(await told('When is a person seen?'))).toEqual([[STREET, 21, 30]]);
  });

  it('finds in which films of it something is', async () => {
    keep(STREET, 0, 10);
    keep(STREET, 20, 25);
    keep(ROAD, 0, 10);
    const answer = await told('Which of these have people?');
    // Two stretches of one film, which is one film.
    const found = answer.claims.find(({ kind }) => kind === 'present');
    expect(found?.subject).toEqual(['people']);
    expect(cited(answer)).toEqual([
      [STREET, 5, 10],
      [STREET, 20, 25],
    ]);
  });

  it('is summed up place by place, in its own order, each with what lies in it', async () => {
    keep(ROAD, 42, 50);
    keep(STREET, 0, 10);
    const answer = await told('Summarise.');
    const sentences = answer.claims.filter(({ kind }) => kind === 'oneSentence');
    expect(sentences.map(({ subject }) => subject)).toEqual([['Road'], ['Street']]);
    expect(answer.text).toContain('The harbour opens in spring.');
    expect(answer.text).toContain('The harbour is closed in winter.');
    expect(answer.text).not.toContain('budget');
    for (const [videoId, from, to] of cited(answer)) {
      const [first, last] = videoId === ROAD ? [42, 50] : [0, 10];
      expect(from).toBeGreaterThanOrEqual(first);
      expect(to).toBeLessThanOrEqual(last);
    }
  });

  it('takes a moment for the seconds around it, and places that overlap for one', async () => {
    keep(STREET, 12, 12);
    keep(STREET, 8, 11);
    const answer = await told('When do you see a dog?');
    expect(cited(answer)).toEqual([[STREET, 10, 15]]);
  });

  it('says what it could not look at', async () => {
    keep(STREET, 0, 15);
    keep(UNREAD, 0, 15);
    keep(ROAD, 0, 15);
    world.library.videos.remove(ROAD);
    const answer = await told('When do you see a dog?');
    const left = answer.claims.filter(({ kind }) => kind === 'placesLeftOut');
    expect(left.map(({ manner, subject, counts }) => [manner.why, subject, counts.places])).toEqual([
      ['missing', ['Road'], 1],
      ['unread', ['Unread'], 1],
    ]);
    expect(cited(answer)).toEqual([[STREET, 10, 15]]);
  });

  it('is an error that says what helps where nothing of it can be looked at', async () => {
    await expect(told('A dog?')).rejects.toThrow('nothing in this collection');
    keep(ROAD, 0, 15);
    world.library.videos.remove(ROAD);
    await expect(told('A dog?')).rejects.toThrow('None of the films');
    keep(UNREAD, 0, 15);
    await expect(told('A dog?')).rejects.toThrow('has been read yet');
  });

  it('follows the question before it', async () => {
    keep(STREET, 0, 15);
    keep(ROAD, 42, 48);
    const first = await told('When do you see a dog?');
    const more = await told('And a person?', { history: [['When do you see a dog?', first]] });
    expect(subjects(more, 'present')).toEqual(['person']);
    expect(cited(more)).toEqual([[STREET, 5, 15]]);
  });

  it('asked of all forms looks nowhere else', async () => {
    keep(STREET, 21, 30);
    for (const question of [
      'What is this about?',
      'What are the scenes?',
      'Where are the cuts?',
      'How many people are there at once?',
      'What is written?',
      'What is said?',
      'When is no person seen?',
      'What happens between 0:25 and 0:50?',
      'Which videos have speech?',
    ]) {
      const answer = await told(question);
      expect([question, kinds(answer).length > 0]).toEqual([question, true]);
      for (const { videoId, from, to, quote } of answer.citations) {
        expect([question, quote, videoId, from >= seconds(21), to <= seconds(30)]).toEqual([
          question,
          quote,
          STREET,
          true,
          true,
        ]);
      }
    }
  });
});
