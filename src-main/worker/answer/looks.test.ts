import { describe, expect, it } from 'vitest';
import { ExtractiveAnswerer } from './extractive';
import { lookSightings } from './looks';
import { ask, claimed, kinds, seconds, videoIdOf, World, type WorldVideo } from './testing/world';

const s = seconds;

describe('what looks like some words', () => {
  const times = Array.from({ length: 10 }, (_, i) => s(i));
  const scenes = [
    { from: s(0), to: s(4) },
    { from: s(4), to: s(9) },
    { from: s(9), to: s(10) },
  ];
  const find = (
    alike: readonly number[],
    within: { from: number; to: number } | null = null,
    borneOut: readonly number[] = alike.map(() => 5),
  ) =>
    lookSightings(times, { alike, borneOut }, { scenes, duration: s(10), within }).map((f) => [
      f.grade,
      f.from,
      f.to,
    ]);

  it('is told by the mean of a scene, from the first to the last of its frames that does not fall far below', () => {
    expect(find([-3, 1, 1, 2, -2, -2, -2, -2, -2, -2])).toEqual([['likely', s(1), s(4)]]);
  });

  it('does not come from one frame of a longer scene, and from a scene of one only where that is plain', () => {
    expect(find([-2, 3, -2, -2, -2, -2, -2, -2, -2, 0.3])).toEqual([]);
    expect(find([-2, -2, -2, -2, -2, -2, -2, -2, -2, 1])).toEqual([['likely', s(9), s(10)]]);
  });

  it('leaves out a scene that is only something like it', () => {
    expect(find([2, 2, 2, 2, 0.5, 0.5, 0.5, 0.5, 0.5, -2])).toEqual([['likely', s(0), s(4)]]);
  });

  it('is told where pictures near it show it too, and not where they show it no more often than any do', () => {
    const alike = [2, 2, 2, 2, 2, 2, 2, 2, 2, -2];
    const borne = [9, 0, 0, 0, 3, 3, 3, 1, 1, 9];
    expect(find(alike, null, borne)).toEqual([['likely', s(0), s(9)]]);
    expect(find(alike, null, [9, 0, 0, 0, 1, 1, 1, 1, 1, 9])).toEqual([['likely', s(0), s(4)]]);
    expect(find(alike, null, [0, 0, 0, 0, 1, 1, 1, 1, 1, 9])).toEqual([]);
  });

  it('is looked for in the stretch asked about alone', () => {
    expect(find([2, 2, 2, 2, -2, -2, -2, -2, -2, -2], { from: s(4), to: s(9) })).toEqual([]);
  });
});

/** A beach in the middle of three scenes, and somebody from there on; a word is said at the end. */
const FILM: WorldVideo = {
  title: 'Film',
  duration: 30,
  frames: Array.from({ length: 30 }, () => ({ fog: 0.1 })),
  speech: [{ from: 24, to: 28, text: 'We went home then.' }],
  scenes: [0, 10, 20],
  things: [{ label: 'person', from: 12, to: 30 }],
  looks: [
    { words: 'beach', from: 10, to: 20 },
    { words: 'castle', from: 0, to: 10 },
    { words: 'person', from: 0, to: 10 },
    { words: 'flying', from: 0, to: 10 },
  ],
};

async function told(question: string, film: WorldVideo = FILM) {
  using world = new World([film]);
  return await ask(new ExtractiveAnswerer(world.deps), question);
}

describe('a question for what no label names', () => {
  it('is answered by the scene that looks like it, as no more than that', async () => {
    const answer = await told('where is the beach?');
    expect(answer.citations.map((c) => [c.kind, c.from, c.to, c.quote])).toEqual([
      ['seen', s(10), s(20), ''],
    ]);
    expect(claimed(answer, 'present')).toEqual([['beach', { places: 1, total: s(10), films: 1 }]]);
    expect(answer.confidence).toBe('low');
  });

  it('finds nothing where no scene does', async () => {
    expect((await told('where is the snow?')).confidence).toBe('none');
  });

  it.each([
    ['asks for a name', 'Which beach is seen?'],
    ['asks what becomes of it', 'does the beach burn?'],
    ['asks what somebody does', 'when do we see somebody flying?'],
    ['asks for a kind that the detector tells', 'When is a person seen?'],
  ])('claims no resemblance where it %s', async (_, question) => {
    const { citations } = await told(question);
    expect(citations.filter(({ kind, from, to }) => kind === 'seen' && to > from)).toEqual([]);
  });

  it('tells what comes after it, not surely, and takes no edge of the film from it', async () => {
    const after = await told('What happens after the beach?');
    expect(after.citations.map(({ quote }) => quote)).toContain('We went home then.');
    expect(after.confidence).toBe('low');
    const before = await told('What happens before the castle?');
    expect(kinds(before)).not.toContain('edge');
    expect(before.confidence).toBe('none');
  });
});

it('a resemblance that is not there when it is compared anew is dropped', async () => {
  using world = new World([FILM]);
  let asked = 0;
  world.worker.tamper = (method, value) => {
    if (method !== 'frames.likeness' || ++asked === 1) return value;
    const { times } = value as { times: Float64Array };
    return { times, alike: Float32Array.from(times, () => -3) };
  };
  const answer = await ask(new ExtractiveAnswerer(world.deps), 'where is the beach?');
  expect(asked).toBe(2);
  expect([answer.confidence, answer.citations.filter(({ to, from }) => to > from)]).toEqual(['none', []]);
});

describe('a quotation', () => {
  it('is cited where its own words are said', async () => {
    using world = new World([FILM]);
    const id = videoIdOf(1);
    const [line] = world.library.segments.list(id, 'speech');
    if (!line) throw new Error('the film has a line');
    const words = ['We', 'went', 'home', 'then.'].map((text, n) => ({
      text,
      from: s(24 + n),
      to: s(25 + n),
    }));
    world.library.segments.replace(id, 'speech', [{ ...line, words }]);
    const { citations } = await ask(new ExtractiveAnswerer(world.deps), 'When is “home then” said?');
    expect(citations.map((c) => [c.from, c.to, c.quote])).toEqual([[s(26), s(28), 'We went home then.']]);
  });

  it('is cited as its line where its words have no times', async () => {
    const { citations } = await told('When is “home then” said?');
    expect(citations.map((c) => [c.from, c.to])).toEqual([[s(24), s(28)]]);
  });
});
