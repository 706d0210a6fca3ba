import { describe, expect, it } from 'vitest';
import { ExtractiveAnswerer } from '../extractive';
import { ask, claimed, kinds, seconds, subjects, type Told, World, type WorldVideo } from '../testing/world';

const PLAIN: WorldVideo = {
  title: 'Film',
  duration: 60,
  frames: Array.from({ length: 60 }, () => ({ fog: 0.1 })),
  speech: [],
  scenes: [0],
};

async function told(
  question: string,
  film: WorldVideo | readonly WorldVideo[],
  more: Parameters<typeof ask>[2] = {},
) {
  using world = new World(Array.isArray(film) ? film : [film as WorldVideo]);
  return await ask(new ExtractiveAnswerer(world.deps), question, more);
}
const find = ({ claims }: Told, kind: string) => claims.filter((claim) => claim.kind === kind);
const spans = ({ claims }: Told, kind: string) =>
  claims.flatMap((claim) => (claim.kind === kind ? claim.intervals.map(({ from, to }) => [from, to]) : []));
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);
/** Frames that show something from one second to another, and fog else. */
const showing = (label: string, from: number, to: number, probability: number, duration = 60) =>
  numbers(duration).map((n) => (n >= from && n < to ? { [label]: probability } : { fog: 0.1 }));

describe('a list', () => {
  const long = { ...PLAIN, duration: 200, frames: numbers(200).map(() => ({ fog: 0.1 })) };
  const each = (count: number) => numbers(count).map((n) => n * 5);
  const dogs = (count: number) =>
    each(count).map((from) => ({ label: 'dog', from, to: from + 2, score: 0.8 }));
  /** What is asked, of a film or films that hold so many, which claims list them, how many are listed, and what the rest is called. */
  const LISTS: readonly [string, (count: number) => WorldVideo | WorldVideo[], string, number, string][] = [
    ['how many cuts are there?', (n) => ({ ...long, shots: each(n) }), 'part', 24, 'shot'],
    ['Where are the cuts?', (n) => ({ ...long, shots: each(n) }), 'part', 24, 'shot'],
    ['where are cuts', (n) => ({ ...long, shots: each(n) }), 'part', 24, 'shot'],
    ['how many scenes are there?', (n) => ({ ...long, scenes: each(n) }), 'part', 24, 'scene'],
    ['When do you see a dog?', (n) => ({ ...long, things: dogs(n) }), 'place', 12, 'place'],
    [
      'which films have no sound',
      (n) => numbers(n).map((film) => ({ ...PLAIN, title: `${film}` })),
      'film',
      24,
      'film',
    ],
    [
      'What are these videos about?',
      (n) => numbers(n).map((film) => ({ ...PLAIN, title: `${film}` })),
      'oneSentence',
      12,
      'video',
    ],
  ];
  it.each(LISTS)(
    '%s: is whole up to its length, and then says how much more there is',
    async (question, made, kind, most, what) => {
      const of = async (count: number) => {
        const film = made(count);
        const answer = await told(question, film, Array.isArray(film) ? { scope: 'all' } : {});
        return [
          find(answer, kind).length,
          find(answer, 'more').map(({ counts, manner }) => [manner.what, counts.more]),
        ];
      };
      expect(await of(most)).toEqual([most, []]);
      expect(await of(most + 3)).toEqual([most, [[what, 3]]]);
    },
  );
});

describe('cuts', () => {
  it('are where a shot begins that is not the film’s first, each with its length', async () => {
    const answer = await told('how many cuts are there?', { ...PLAIN, shots: [0, 10, 25] });
    expect(claimed(answer, 'parts')).toEqual([['Film', { parts: 3, cuts: 2, shown: 3 }]]);
    expect(find(answer, 'part').map(({ counts }) => counts.length)).toEqual([10, 15, 35].map(seconds));
    expect([
      answer.confidence,
      answer.details.some((line) => line.includes('Cuts were not looked for')),
    ]).toEqual(['high', false]);
  });

  it('are scenes, said to be such, where nobody looked for them', async () => {
    const answer = await told('how many cuts are there?', { ...PLAIN, scenes: [0, 20] });
    expect(claimed(answer, 'parts')).toEqual([['Film', { parts: 2, cuts: 1, shown: 2 }]]);
    expect([
      answer.confidence,
      answer.details.some((line) => line.includes('Cuts were not looked for')),
    ]).toEqual(['medium', true]);
  });
});

describe('what frames show beside what the detector found', () => {
  const doubtful = (from: number, to: number) => [{ label: 'dog', from, to, score: 0.4 }];
  const places = (answer: Told) =>
    find(answer, 'place').map(({ manner, intervals }) => [
      manner.basis,
      ...intervals.map(({ from, to }) => [from / 1e6, to / 1e6]),
    ]);

  it('outweighs a doubtful thing that is there for less than half as long', async () => {
    const frames = showing('golden retriever', 10, 30, 0.9);
    const film = { ...PLAIN, frames, scenes: [0, 10, 30], things: doubtful(12, 16) };
    expect(places(await told('When do you see a dog?', film))).toEqual([['label', [10, 30]]]);
  });

  it('leaves alone one that is there for longer, lies elsewhere, or is sure', async () => {
    const frames = showing('golden retriever', 10, 20, 0.9);
    const scenes = [0, 10, 20];
    const longer = await told('When do you see a dog?', {
      ...PLAIN,
      frames,
      scenes,
      things: doubtful(10, 16),
    });
    expect(places(longer)).toEqual([['detector', [10, 16]]]);
    const sure = await told('When do you see a dog?', {
      ...PLAIN,
      frames,
      scenes,
      things: [{ label: 'dog', from: 12, to: 14, score: 0.8 }],
    });
    expect(places(sure)).toEqual([['detector', [12, 14]]]);
    const elsewhere = await told('When do you see a dog?', {
      ...PLAIN,
      frames,
      scenes,
      things: doubtful(40, 44),
    });
    expect(new Set(places(elsewhere).map(([basis]) => basis))).toEqual(new Set(['detector', 'label']));
  });
});

describe('a glimpse of a doubtful thing', () => {
  const dog = (length: number) => ({
    ...PLAIN,
    things: [{ label: 'dog', from: 10, to: 10 + length, score: 0.4 }],
  });

  it('is no answer under two and a half seconds in all', async () => {
    expect((await told('When do you see a dog?', dog(2.4))).confidence).toBe('none');
    expect((await told('When do you see a dog?', dog(2.5))).confidence).toBe('low');
  });
});

describe('before and after', () => {
  const film = {
    ...PLAIN,
    things: [{ label: 'dog', from: 25, to: 28 }],
    speech: [{ from: 1, to: 59, text: 'On and on.' }],
  };

  it.each([
    ['What happens after the dog appears?', 28, 48, '0:28'],
    ['What happens before the dog appears?', 5, 25, '0:25'],
  ])('%s is twenty seconds on that side, and says from where', async (question, from, to, clock) => {
    const answer = await told(question, film);
    expect(find(answer, 'inStretch')[0]?.intervals).toMatchObject([{ from: seconds(from), to: seconds(to) }]);
    expect(answer.details.filter((line) => line.startsWith('Took the 20 seconds'))).toMatchObject([
      expect.stringContaining(clock),
    ]);
  });

  it('ends where the film does', async () => {
    const late = { ...film, things: [{ label: 'dog', from: 50, to: 55 }] };
    const answer = await told('What happens after the dog appears?', late);
    expect(find(answer, 'inStretch')[0]?.intervals).toMatchObject([{ from: seconds(55), to: seconds(60) }]);
    const early = { ...film, things: [{ label: 'dog', from: 3, to: 6 }] };
    const before = await told('What happens before the dog appears?', early);
    expect(find(before, 'inStretch')[0]?.intervals).toMatchObject([{ from: 0, to: seconds(3) }]);
  });

  it('of the last one is of the last one', async () => {
    const two = {
      ...film,
      things: [
        { label: 'dog', from: 5, to: 8 },
        { label: 'dog', from: 30, to: 33 },
      ],
    };
    const answer = await told('What happens after the dog is last seen?', two);
    expect(find(answer, 'inStretch')[0]?.intervals).toMatchObject([{ from: seconds(33), to: seconds(53) }]);
  });
});

describe('what is in a stretch', () => {
  it('is named by labels that nobody asked for from a mean of 0.95 on, six at most, none where people fill the picture', async () => {
    const frames = (probability: number) => ({ ...PLAIN, frames: showing('volcano', 10, 20, probability) });
    const sure = await told('What can be seen from 0:10 to 0:20?', frames(0.96));
    expect([subjects(sure, 'label'), sure.confidence]).toEqual([['volcano'], 'low']);
    const unsure = await told('What can be seen from 0:10 to 0:20?', frames(0.94));
    expect([kinds(unsure), unsure.confidence]).toEqual([['emptyStretch', 'look'], 'none']);
    const person = { label: 'person', from: 10, to: 20, score: 0.9, size: 0.9 };
    const people = await told('What can be seen from 0:10 to 0:20?', { ...frames(0.96), things: [person] });
    expect([subjects(people, 'label'), people.confidence]).toEqual([[], 'medium']);
  });

  it('is only what was asked for: what is said, or what is seen', async () => {
    const film = {
      ...PLAIN,
      frames: showing('volcano', 10, 20, 0.96),
      speech: [{ from: 12, to: 15, text: 'Hot.' }],
    };
    const said = await told('What is said from 0:10 to 0:20?', film);
    expect([subjects(said, 'label'), find(said, 'line').length]).toEqual([[], 1]);
    const seen = await told('What can be seen from 0:10 to 0:20?', film);
    expect([subjects(seen, 'label'), find(seen, 'line').length]).toEqual([['volcano'], 0]);
    const both = await told('What happens from 0:10 to 0:20?', film);
    expect([subjects(both, 'label'), find(both, 'line').length, both.confidence]).toEqual([
      ['volcano'],
      1,
      'medium',
    ]);
  });

  it('quotes five lines at most of those that are said', async () => {
    const speech = numbers(8).map((n) => ({
      from: 10 + n,
      to: 11 + n,
      text: `Sentence ${n} is about salt and bread.`,
    }));
    const answer = await told('What happens from 0:10 to 0:20?', { ...PLAIN, speech });
    expect(find(answer, 'line')).toHaveLength(5);
    const few = await told('What happens from 0:10 to 0:15?', { ...PLAIN, speech });
    expect(spans(few, 'line')).toEqual(numbers(5).map((n) => [seconds(10 + n), seconds(11 + n)]));
  });
});
