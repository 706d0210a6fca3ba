import { describe, expect, it } from 'vitest';
import { ExtractiveAnswerer } from '../extractive';
import { ask, seconds, type Told, World, type WorldVideo } from '../testing/world';

const PLAIN: WorldVideo = {
  title: 'Film',
  duration: 60,
  frames: Array.from({ length: 60 }, () => ({ fog: 0.1 })),
  speech: [],
  scenes: [0],
};
async function told(question: string, film: WorldVideo) {
  using world = new World([film]);
  return await ask(new ExtractiveAnswerer(world.deps), question);
}
const SUMMARY = 'What is this film about?';
const find = ({ claims }: Told, kind: string) => claims.filter((claim) => claim.kind === kind);
const entries = (answer: Told) => find(answer, 'entry');
/** A frame a second, of which some show a volcano so likely. */
const volcanoes = (shown: (n: number) => boolean, likelihood: number): WorldVideo['frames'] =>
  numbers(60).map((n): Record<string, number> => (shown(n) ? { volcano: likelihood } : { fog: 0.1 }));
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);
/** A sentence a second, from one to another. */
const talk = (from: number, to: number) =>
  numbers(to - from).map((n) => ({
    from: from + n,
    to: from + n + 1,
    text: `Sentence ${from + n} is about salt and bread.`,
  }));
const saidIn = (answer: Told) =>
  answer.citations.filter(({ kind }) => kind === 'said').map(({ from }) => from / 1e6);

describe('a film scene by scene', () => {
  it('is told in ten entries at most, of scenes that lie beside each other', async () => {
    const things = [{ label: 'dog', from: 0, to: 60 }];
    const ten = await told(SUMMARY, { ...PLAIN, things, scenes: numbers(10).map((n) => n * 6) });
    expect(entries(ten).map(({ counts }) => counts.length)).toEqual(numbers(10).map(() => seconds(6)));
    expect(find(ten, 'storyboard').map(({ manner }) => manner.which)).toEqual(['all']);
    const twenty = await told(SUMMARY, { ...PLAIN, things, scenes: numbers(20).map((n) => n * 3) });
    expect(entries(twenty).map(({ counts }) => counts.length)).toEqual(numbers(10).map(() => seconds(6)));
    expect(find(twenty, 'storyboard').map(({ manner }) => manner.which)).toEqual(['chosen']);
  });

  it('has of one scene four lines at most, of five two each, and of ten one', async () => {
    const film = (scenes: number[]) => told(SUMMARY, { ...PLAIN, scenes, speech: talk(0, 60) });
    expect(saidIn(await film([0]))).toHaveLength(4);
    expect(saidIn(await film(numbers(5).map((n) => n * 12)))).toHaveLength(10);
    expect(saidIn(await film(numbers(10).map((n) => n * 6)))).toHaveLength(10);
  });

  it('tells a line where it begins, and a title that stays once', async () => {
    const speech = [{ from: 8, to: 14, text: 'This sentence goes on over the cut of the film.' }];
    const written = [{ from: 2, to: 58, text: 'A title that stays', height: 0.2 }];
    const answer = await told(SUMMARY, { ...PLAIN, scenes: [0, 10, 30], speech, written });
    expect(
      answer.citations.filter(({ kind }) => kind !== 'scene').map(({ kind, from }) => [kind, from / 1e6]),
    ).toEqual([
      ['written', 2],
      ['said', 8],
    ]);
    expect(entries(answer).map(({ intervals }) => intervals[0]?.from)).toEqual([0]);
  });

  it('is as sure as what is told: words and detections before labels, and those before a look', async () => {
    const frames = volcanoes((n) => n >= 20 && n < 40, 0.97);
    const scenes = [0, 20, 40];
    const things = [{ label: 'dog', from: 2, to: 18 }];
    const answer = await told(SUMMARY, { ...PLAIN, frames, scenes, things });
    expect(entries(answer).map(({ words, confidence }) => [words, confidence])).toEqual([
      [[], 'medium'],
      [['volcano'], 'low'],
    ]);
    expect(answer.confidence).toBe('medium');
    const labels = await told(SUMMARY, { ...PLAIN, frames, scenes });
    expect([entries(labels).length, labels.confidence]).toEqual([1, 'low']);
    const nothing = await told(SUMMARY, { ...PLAIN, scenes });
    expect(find(nothing, 'storyboard').map(({ manner }) => manner.which)).toEqual(['look']);
    expect([entries(nothing).map(({ confidence }) => confidence), nothing.confidence]).toEqual([
      [null, null, null],
      'none',
    ]);
  });
});

describe('a film in so many sentences', () => {
  const film = {
    ...PLAIN,
    scenes: [0, 30],
    speech: talk(0, 20),
    things: [{ label: 'dog', from: 30, to: 60 }],
  };

  it('is one on the whole, then what is said, no more than were asked for', async () => {
    for (const [asked, further] of [
      ['Summarise it in one sentence', 0],
      ['Summarise it in three sentences', 2],
      ['Summarise it in 4 sentences', 3],
    ] as const) {
      const answer = await told(asked, film);
      expect([find(answer, 'oneSentence').length, find(answer, 'line').length, answer.confidence]).toEqual([
        1,
        further,
        'medium',
      ]);
    }
  });

  it('tells scenes where less is said', async () => {
    const answer = await told('Summarise it in three sentences', { ...film, speech: talk(0, 1) });
    expect([find(answer, 'line').length, entries(answer).length]).toEqual([0, 1]);
    const nothing = await told('Summarise it in three sentences', { ...PLAIN, scenes: [0, 30] });
    expect([
      find(nothing, 'oneSentence')[0]?.confidence,
      entries(nothing).length,
      nothing.confidence,
    ]).toEqual(['none', 0, 'none']);
  });
});

describe('a film of which little is known', () => {
  const people = { ...PLAIN, things: [{ label: 'person', from: 2, to: 40 }] };
  const graded = async (film: WorldVideo) => (await told('What is going on in this film?', film)).confidence;

  it('is not told of by people and a lone word', async () => {
    expect(await graded(people)).toBe('none');
    expect(await graded({ ...people, written: [{ from: 3, to: 5, text: 'LAMERIS' }] })).toBe('none');
  });

  it('is told of by what is said, written or found besides', async () => {
    expect(await graded({ ...people, speech: [{ from: 3, to: 5, text: 'Children show clothes.' }] })).toBe(
      'medium',
    );
    expect(await graded({ ...people, written: [{ from: 3, to: 5, text: 'Fashion for children' }] })).toBe(
      'medium',
    );
    expect(await graded({ ...people, things: [{ label: 'dog', from: 2, to: 40 }] })).toBe('medium');
  });
});

describe('the nearest miss', () => {
  /** One frame of a scene that shows it so likely. */
  const lone = (likelihood: number) => ({
    ...PLAIN,
    frames: volcanoes((n) => n === 30, likelihood),
  });
  const near = async (likelihood: number) => {
    const answer = await told('When do you see a volcano?', lone(likelihood));
    expect(answer.confidence).toBe('none');
    return [
      find(answer, 'nearest').map(({ manner }) => manner.what),
      find(answer, 'nearestFrame').map(({ intervals }) => intervals[0]?.from),
      find(answer, 'absent').map(({ manner }) => manner.far),
    ];
  };

  it('is a frame that shows it alone, one that only may, or none', async () => {
    expect(await near(0.5)).toEqual([['loneFrame'], [seconds(30)], [false]]);
    expect(await near(0.49)).toEqual([['frame'], [seconds(30)], [false]]);
    expect(await near(0.1)).toEqual([['frame'], [seconds(30)], [false]]);
    expect(await near(0.09)).toEqual([[], [], [true]]);
  });
});

describe('what cannot be told of a thing', () => {
  it('shows where it is: five places at most, and three lines of each source', async () => {
    const scenes = numbers(12).map((n) => n * 5);
    const frames = volcanoes((n) => Math.floor(n / 5) % 2 === 0, 0.9);
    const speech = numbers(5).map((n) => ({ from: n * 3, to: n * 3 + 1, text: `The volcano number ${n}.` }));
    const answer = await told('What colour is the volcano?', { ...PLAIN, scenes, frames, speech });
    expect(find(answer, 'lookWhere').map(({ manner, subject }) => [manner.sure, subject])).toEqual([
      [true, ['volcano']],
    ]);
    expect([find(answer, 'place').length, find(answer, 'line').length]).toEqual([5, 3]);
    expect(find(answer, 'place').every(({ confidence }) => confidence === null)).toBe(true);
  });
});

describe('the most at once', () => {
  it('is the longest time during which as many as ever are there', async () => {
    const things = [
      { label: 'person', from: 0, to: 30 },
      { label: 'person', from: 2, to: 4 },
      { label: 'person', from: 10, to: 25 },
    ];
    const answer = await told('How many people are there?', { ...PLAIN, things });
    expect(
      find(answer, 'atOnce').map(({ counts, intervals }) => [
        counts.atOnce,
        intervals.map(({ from, to }) => [from, to]),
      ]),
    ).toEqual([[2, [[seconds(10), seconds(25)]]]]);
  });
});
