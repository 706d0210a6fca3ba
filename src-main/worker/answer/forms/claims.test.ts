import { describe, expect, it } from 'vitest';
import { ExtractiveAnswerer } from '../extractive';
import { ask, claimed, kinds, seconds, subjects, type Told, World, type WorldVideo } from '../testing/world';

const EMPTY: WorldVideo = { title: 'Film', duration: 60, frames: [], speech: [], scenes: [0] };
const PLAIN: WorldVideo = { ...EMPTY, frames: Array.from({ length: 60 }, () => ({ fog: 0.1 })) };

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

/** A thing every other two seconds, so often. */
const often = (label: string, places: number, score = 0.8) =>
  Array.from({ length: places }, (_, n) => ({ label, from: n * 6, to: n * 6 + 2, score }));

describe('lists of kinds', () => {
  const things = [
    { label: 'dog', from: 0, to: 8 },
    { label: 'dog', from: 2, to: 6 },
    { label: 'person', from: 10, to: 40 },
  ];

  it('say which, for how long and how many at once, longest first, and what is known at all', async () => {
    const answer = await told('list the things you see', { ...PLAIN, things });
    expect(subjects(answer, 'kinds')).toEqual(['person or dog']);
    expect(claimed(answer, 'kind')).toEqual([
      ['person', { total: seconds(30), atOnce: 1 }],
      ['dog', { total: seconds(8), atOnce: 2 }],
    ]);
    expect(answer.claims.at(-1)?.manner).toEqual({ reason: 'knownKinds' });
    expect(answer.confidence).toBe('medium');
  });

  it('keep to the group that was asked for, and name it where nothing of it is there', async () => {
    const animals = await told('what animals are there?', { ...PLAIN, things });
    expect(subjects(animals, 'kind')).toEqual(['dog']);
    const fruits = await told('which fruits can you see', { ...PLAIN, things });
    expect([subjects(fruits, 'noGroup'), kinds(fruits)]).toEqual([['fruit'], ['noGroup']]);
    const none = await told('list the things you see', { ...PLAIN, things: [] });
    expect([subjects(none, 'noGroup'), none.confidence]).toEqual([[''], 'none']);
  });

  it('say that nobody looked where nobody did', async () => {
    const answer = await told('list the things you see', PLAIN);
    expect(find(answer, 'notLookedFor')[0]?.manner).toEqual({ to: 'list' });
    expect(answer.confidence).toBeNull();
  });
});

describe('places of a thing', () => {
  it('are listed up to a dozen, and the rest counted', async () => {
    const film = { ...PLAIN, duration: 120, things: often('dog', 14) };
    const answer = await told('When do you see a dog?', film);
    expect(claimed(answer, 'present')).toMatchObject([['dog', { places: 14, total: seconds(28) }]]);
    expect(find(answer, 'place')).toHaveLength(12);
    expect(find(answer, 'more')).toMatchObject([{ counts: { more: 2 }, manner: { what: 'place' } }]);
    const dozen = await told('When do you see a dog?', { ...film, things: often('dog', 12) });
    expect(kinds(dozen)).not.toContain('more');
  });

  it('come sure first, then the doubtful ones as such', async () => {
    const things = [...often('dog', 1), { label: 'dog', from: 30, to: 36, score: 0.4 }];
    const answer = await told('When do you see a dog?', { ...PLAIN, things });
    expect(kinds(answer)).toEqual(['present', 'place', 'unsureToo', 'place']);
    expect(find(answer, 'place').map(({ confidence }) => confidence)).toEqual(['medium', 'low']);
    expect(claimed(answer, 'present')).toMatchObject([['dog', { places: 1, total: seconds(2) }]]);
  });

  it('are counted over the films of a library', async () => {
    const film = (title: string) => ({ ...PLAIN, title, things: often('dog', 2) });
    const answer = await told('Which videos show a dog?', [film('A'), film('B'), PLAIN], { scope: 'all' });
    expect(claimed(answer, 'present')).toMatchObject([['dog', { places: 4, films: 2, total: seconds(8) }]]);
  });

  it('are only the last where that was asked for', async () => {
    const answer = await told('When is the dog last seen?', { ...PLAIN, things: often('dog', 3) });
    expect(spans(answer, 'place')).toEqual([[seconds(12), seconds(14)]]);
  });
});

describe('counting', () => {
  it('tells each stretch with its own most, up to eight', async () => {
    const things = [...often('person', 10), { label: 'person', from: 0, to: 2 }];
    const answer = await told('How many people are there?', { ...PLAIN, things });
    expect(claimed(answer, 'atOnce')).toEqual([['people', { atOnce: 2 }]]);
    expect(spans(answer, 'atOnce')).toEqual([[0, seconds(2)]]);
    expect(find(answer, 'place').map(({ counts }) => counts.atOnce)).toEqual([2, 1, 1, 1, 1, 1, 1, 1]);
    expect(find(answer, 'more')).toMatchObject([{ counts: { more: 2 }, manner: { what: 'stretch' } }]);
    expect(answer.confidence).toBe('medium');
  });

  it('tells one stretch once, and says whether it is sure', async () => {
    const one = await told('How many dogs are there?', { ...PLAIN, things: often('dog', 1) });
    expect(kinds(one)).toEqual(['atOnce', 'sameOnes']);
    const doubtful = await told('How many dogs are there?', {
      ...PLAIN,
      things: [{ label: 'dog', from: 0, to: 9, score: 0.4 }],
    });
    expect([doubtful.confidence, find(doubtful, 'atOnce')[0]?.confidence]).toEqual(['low', 'low']);
  });

  it('of a crowd is about so many, and not sure', async () => {
    const at = (count: number) => Array.from({ length: count }, () => ({ label: 'person', from: 0, to: 9 }));
    const [five, ten] = [
      await told('How many people are there?', { ...PLAIN, things: at(5) }),
      await told('How many people are there?', { ...PLAIN, things: at(10) }),
    ];
    expect([five.confidence, ten.confidence]).toEqual(['medium', 'low']);
    expect([five, ten].map(({ text }) => /\babout\b/.test(text))).toEqual([false, true]);
  });
});

describe('what is not there', () => {
  it('is told of between the places, but for holes of under two seconds', async () => {
    const things = [
      { label: 'dog', from: 0, to: 10 },
      { label: 'dog', from: 11, to: 20 },
      { label: 'dog', from: 25, to: 60 },
    ];
    const answer = await told('when is there no dog?', { ...PLAIN, things });
    expect(claimed(answer, 'gaps')).toEqual([['dog', { total: seconds(5) }]]);
    expect(spans(answer, 'gap')).toEqual([[seconds(20), seconds(25)]]);
    expect([answer.confidence, answer.claims.at(-1)?.manner]).toEqual(['low', { reason: 'missedIsAbsent' }]);
  });

  it('is nowhere where it is there all the way through', async () => {
    const answer = await told('when is there no dog?', {
      ...PLAIN,
      things: [{ label: 'dog', from: 0, to: 60 }],
    });
    expect(kinds(answer)).toEqual(['always', 'because']);
    const loud = { ...PLAIN, speech: [{ from: 0, to: 60, text: 'On and on.' }] };
    const spoken = await told('when is nobody talking?', loud);
    expect(spoken.claims).toMatchObject([{ kind: 'always', manner: { of: 'speech' } }]);
    expect(spoken.confidence).toBe('medium');
  });

  it('is told of in eight stretches at most', async () => {
    const answer = await told('when is there no dog?', { ...PLAIN, duration: 66, things: often('dog', 11) });
    expect(find(answer, 'gap')).toHaveLength(8);
    expect(find(answer, 'more')).toMatchObject([{ counts: { more: 3 }, manner: { what: 'stretch' } }]);
    expect(claimed(answer, 'gaps')).toEqual([['dog', { total: seconds(44) }]]);
  });

  it('cannot be told where it was not looked for', async () => {
    const answer = await told('when is there no dog?', PLAIN);
    expect(find(answer, 'cannotTellAbsence')[0]?.manner).toEqual({ notLooked: true });
    expect(answer.confidence).toBeNull();
  });
});

describe('the films of a library', () => {
  const film = (title: string, duration: number) => ({ ...PLAIN, title, duration });
  const three = [film('A', 10), film('B', 30), film('C', 20)];

  it.each([
    ['which film is the longest', ['B'], 1],
    ['which film is the shortest', ['A'], 1],
    ['which films are longer than 15 seconds', ['B', 'C'], 2],
    ['which films are shorter than 20 seconds', ['A'], 1],
    ['which films have no sound', ['A', 'B', 'C'], 3],
  ])('%s', async (question, titles, films) => {
    const answer = await told(question, three, { scope: 'all' });
    expect(subjects(answer, 'film').sort()).toEqual(titles);
    expect(find(answer, 'films')).toMatchObject([{ counts: { films, of: 3 }, confidence: 'high' }]);
  });

  it('are none where none is so', async () => {
    const answer = await told('which films have speech', three, { scope: 'all' });
    expect([kinds(answer), answer.confidence]).toEqual([['films'], 'none']);
  });

  it('are summed up one by one, each with its places', async () => {
    const answer = await told(
      'What are these videos about?',
      [{ ...film('A', 10), things: often('dog', 1) }, film('B', 30)],
      { scope: 'all' },
    );
    expect(subjects(answer, 'oneSentence')).toEqual(['B', 'A']);
    expect(find(answer, 'oneSentence').map(({ confidence, manner }) => [confidence, manner.listed])).toEqual([
      ['none', true],
      ['medium', true],
    ]);
  });
});

describe('what is written', () => {
  const line = (text: string, from: number, height = 0.05, to = from + 3) => ({ text, from, to, height });

  it('is the lines that stand out, of all that there are', async () => {
    const written = Array.from({ length: 10 }, (_, n) => line(`Line ${n}`, n * 4, n === 3 ? 0.01 : 0.1));
    const answer = await told('What is written?', { ...PLAIN, written });
    expect(find(answer, 'chosenLines')).toMatchObject([
      { counts: { shown: 8, of: 10 }, manner: { source: 'text', first: false } },
    ]);
    const words = answer.claims.flatMap(({ kind, words: own }) => (kind === 'line' ? own : []));
    expect(words).toHaveLength(8);
    expect(words).not.toContain('Line 3');
    // In order of time.
    expect(words).toEqual([...words].sort());
  });

  it('is what stands beside a name: the lines of its time, up to a dozen', async () => {
    const beside = Array.from({ length: 14 }, (_, n) => line(`Beside ${n}`, 10));
    const film = { ...PLAIN, written: [line('CARLO', 10, 0.2), ...beside, line('Later', 30)] };
    const answer = await told('who is Carlo?', film);
    expect(find(answer, 'beside')).toMatchObject([{ confidence: 'high' }]);
    const words = answer.claims.flatMap(({ kind, words: own }) => (kind === 'line' ? own : []));
    expect(words).toHaveLength(12);
    expect(words).toContain('CARLO');
    expect(words).not.toContain('Later');
  });

  it('is nothing, there or in the whole film', async () => {
    const film = { ...PLAIN, written: [line('EXIT', 2)] };
    const there = await told('What is written from 0:30 to 0:40?', film);
    expect(there.claims).toMatchObject([{ kind: 'noLines', manner: { source: 'text', where: 'there' } }]);
    const whole = await told('What is written?', { ...PLAIN, written: [] });
    expect([kinds(whole), whole.confidence]).toEqual([['noLines'], 'none']);
  });
});

describe('what is said', () => {
  const speech = Array.from({ length: 45 }, (_, n) => ({
    from: n,
    to: n + 1,
    text: `Sentence number ${n}, on salt.`,
  }));

  it('is the passages that say most, or the first of all where it is to be transcribed', async () => {
    const some = await told('What does he say?', { ...PLAIN, speech });
    expect(find(some, 'chosenLines')).toMatchObject([
      { counts: { shown: 5, of: 45 }, manner: { first: false } },
    ]);
    const all = await told('transcribe the video', { ...PLAIN, speech });
    expect(find(all, 'chosenLines')).toMatchObject([
      { counts: { shown: 40, of: 45 }, manner: { first: true } },
    ]);
    expect(spans(all, 'line')[0]).toEqual([0, seconds(1)]);
  });

  it('is nothing where nothing is', async () => {
    const answer = await told('What does he say?', PLAIN);
    expect(find(answer, 'noLines')).toMatchObject([
      { confidence: 'none', manner: { source: 'speech', where: 'film' } },
    ]);
  });

  it('is told word for word before what is near in meaning, each as sure as it is', async () => {
    const lines = [
      { from: 1, to: 3, text: 'We paid ten euro.' },
      { from: 5, to: 8, text: 'Money is what we need.' },
    ];
    const answer = await told('When is money mentioned?', { ...PLAIN, speech: lines });
    expect(claimed(answer, 'lines')).toEqual([['money', { lines: 1, uses: 1, total: seconds(3) }]]);
    expect(spans(answer, 'line')).toEqual([[seconds(5), seconds(8)]]);
    const near = await told('When is money mentioned?', { ...PLAIN, speech: lines.slice(0, 1) });
    expect([find(near, 'lines'), near.confidence]).toEqual([[], 'none']);
  });
});

describe('a question that nothing answers', () => {
  it('says so where no passage comes near it', async () => {
    const speech = [{ from: 1, to: 4, text: 'Somebody ate the roof of this cake.' }];
    const answer = await told('Why is the castle roof so zorpy and flimsy?', { ...PLAIN, speech });
    expect(kinds(answer)).toEqual(['unanswered']);
    expect(answer.confidence).toBe('none');
  });
});

describe('before and after', () => {
  const film = {
    ...PLAIN,
    things: [{ label: 'dog', from: 0, to: 10 }],
    speech: [{ from: 12, to: 15, text: 'There it goes.' }],
  };

  it('is the stretch on that side', async () => {
    const after = await told('What happens after the dog appears?', film);
    expect(find(after, 'inStretch')[0]?.intervals).toMatchObject([{ from: seconds(10), to: seconds(30) }]);
    expect(spans(after, 'line')).toEqual([[seconds(12), seconds(15)]]);
  });

  it('is nothing at an edge of the film', async () => {
    const before = await told('What happens before the dog appears?', film);
    expect(before.claims).toMatchObject([{ kind: 'edge', manner: { edge: 'before' } }]);
    expect(before.confidence).toBe('high');
  });
});
