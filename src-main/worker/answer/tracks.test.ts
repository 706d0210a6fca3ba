import { describe, expect, it } from 'vitest';
import type { EvidencePart } from './evidence-deps';
import { ExtractiveAnswerer } from './extractive';
import { sceneCard } from './scene-card';
import { EvidenceSearch } from './search';
import { ask, claimed, kinds, seconds, subjects, videoIdOf, World, type WorldVideo } from './testing/world';
import { thingsIn } from './things/names';

const FRAMES = Array.from({ length: 60 }, () => ({}));
const PLAIN: WorldVideo = { title: 'Street', duration: 60, frames: FRAMES, speech: [], scenes: [0] };
/** Dog at the beginning and the end, three people in the middle, a car, a sign. */
const STREET: WorldVideo = {
  ...PLAIN,
  things: [
    { label: 'dog', from: 2, to: 10 },
    { label: 'dog', from: 40, to: 46 },
    { label: 'person', from: 12, to: 30 },
    { label: 'person', from: 14, to: 25 },
    { label: 'person', from: 20, to: 22 },
    { label: 'person', from: 22, to: 24 },
    { label: 'car', from: 5, to: 20, score: 0.9 },
    { label: 'bus', from: 50, to: 53, score: 0.4 },
    { label: 'kite', from: 5, to: 6, score: 0.4 },
  ],
  written: [
    { from: 8, to: 20, text: 'RUE DE LONDRES', height: 0.2 },
    { from: 30, to: 33, text: 'Tickets here', height: 0.05 },
  ],
  shots: [0, 11.5, 30],
};

async function told(question: string, video: WorldVideo = STREET) {
  using world = new World([video]);
  return await ask(new ExtractiveAnswerer(world.deps), question);
}
const wordsOf = ({ claims }: Awaited<ReturnType<typeof told>>) => claims.flatMap(({ words }) => words);
const spans = (answer: Awaited<ReturnType<typeof told>>) => answer.citations.map((c) => [c.from, c.to]);

describe('questions of things that were followed', () => {
  it('are answered with the stretches in which they are found', async () => {
    const answer = await told('When do you see a dog?');
    expect(spans(answer)).toEqual([
      [seconds(2), seconds(10)],
      [seconds(40), seconds(46)],
    ]);
    expect(answer.citations.every((c) => c.kind === 'object' && c.quote === 'dog')).toBe(true);
    expect(claimed(answer, 'present')).toEqual([['dog', { places: 2, total: seconds(14), films: 1 }]]);
    // Each place with its own length.
    expect(claimed(answer, 'place').map(([, { length }]) => length)).toEqual([8, 6].map(seconds));
    expect(answer.confidence).toBe('medium');
  });

  it('tell when something comes back, or that it does not', async () => {
    const back = await told('When does the dog come back?');
    expect(claimed(back, 'returns')).toEqual([['dog', { places: 1 }]]);
    expect(spans(back)).toContainEqual([seconds(40), seconds(46)]);
    expect(claimed(await told('When does the car come back?'), 'returns')).toEqual([['car', { places: 0 }]]);
  });

  it('tell how long something is in the picture', async () => {
    expect(claimed(await told('How long is the car in the picture?'), 'present')).toMatchObject([
      ['car', { total: seconds(15) }],
    ]);
  });

  it('count the most at once, and say what that does not mean', async () => {
    const answer = await told('How many people are there?');
    expect(claimed(answer, 'atOnce')).toEqual([['people', { atOnce: 3 }]]);
    expect(kinds(answer)).toContain('sameOnes');
    // One left as another came: never four.
    expect(spans(answer)[0]).toEqual([seconds(20), seconds(22)]);
  });

  it('count within the time asked about', async () => {
    expect(claimed(await told('How many people are there from 0:26 to 0:29?'), 'atOnce')).toEqual([
      ['people', { atOnce: 1 }],
    ]);
    const none = await told('How many people are there from 0:31 to 0:35?');
    expect([none.confidence, none.citations]).toEqual(['none', []]);
  });

  it('tell where there are so many as were asked for', async () => {
    const two = await told('When are two people seen?');
    expect(spans(two)).toEqual([[seconds(14), seconds(25)]]);
    expect(subjects(two, 'present')).toEqual(['two people']);
    const crowd = await told('When are many people seen?');
    expect([crowd.confidence, crowd.citations]).toEqual(['none', []]);
    const things = Array.from({ length: 7 }, (_, n) => ({ label: 'person', from: n, to: 20 }));
    const many = await told('When are many people seen?', { ...PLAIN, things });
    expect(spans(many)).toEqual([[seconds(5), seconds(20)]]);
  });

  it('say where only a wider kind is known, and what is not known at all', async () => {
    const woman = await told('Is there a woman?');
    expect(woman.claims[0]).toMatchObject({
      kind: 'onlyKind',
      subject: ['woman'],
      manner: { wider: 'person' },
    });
    expect(woman.confidence).toBe('low');
    expect(subjects(await told('When is the red car seen?'), 'untold')).toEqual(['red']);
  });

  it('are told as doubtful where the detector was', async () => {
    const bus = await told('Is there a bus?');
    expect(bus.claims[0]).toMatchObject({
      ...{ kind: 'present', subject: ['bus'], manner: { sure: false, exact: true } },
    });
    expect(bus.confidence).toBe('low');
  });

  it('are only places to look at where the detector doubted a glimpse', async () => {
    const kite = await told('Is there a kite?');
    expect(kite.confidence).toBe('none');
    expect(kite.claims.map(({ kind, manner }) => [kind, manner.what])).toContainEqual(['nearest', 'glimpse']);
    expect(kite.citations.map(({ kind, quote, from }) => [kind, quote, from])).toEqual([
      ['object', 'kite', seconds(5)],
    ]);
  });

  it('are answered with nothing where nothing is found', async () => {
    const cat = await told('Is there a cat?');
    expect([cat.confidence, cat.citations]).toEqual(['none', []]);
  });

  it('say that nobody looked where nobody did', async () => {
    const answer = await told('How many people are there?', PLAIN);
    expect(answer.claims).toMatchObject([{ kind: 'notLookedFor', manner: { to: 'count' } }]);
    expect(answer.confidence).toBeNull();
    expect(subjects(await told('How many clouds are there?'), 'cannotCount')).toEqual(['clouds']);
  });
});

describe('questions of what is written', () => {
  it('are answered with the lines that stand out', async () => {
    const answer = await told('What does the street sign say?');
    expect(wordsOf(answer)).toContain('RUE DE LONDRES');
    expect(answer.citations[0]).toMatchObject({ kind: 'written', from: seconds(8), to: seconds(20) });
    expect(wordsOf(await told('What is written from 0:29 to 0:40?'))).toEqual(['Tickets here']);
  });

  it('are told as one where one text is broken over lines, and from the top down', async () => {
    const line = (text: string, top: number) => ({ from: 3, to: 8, text, height: 0.2, top });
    const slogan = [line('FOR', 0.1), line('BIGGER', 0.32), line('JOYRIDES', 0.54)];
    const answer = await told('whats the slogan', { ...PLAIN, written: slogan });
    expect(answer.citations.map(({ quote, from }) => [quote, from])).toEqual([
      ['FOR BIGGER JOYRIDES', seconds(3)],
    ]);
    const list = [line('Lisbon', 0.1), line('Oslo', 0.32), line('Vienna', 0.54)];
    expect(wordsOf(await told('What is written?', { ...PLAIN, written: list }))).toEqual([
      'Lisbon',
      'Oslo',
      'Vienna',
    ]);
    const upset = [line('Oslo', 0.54), line('Lisbon', 0.1)];
    expect(wordsOf(await told('What is written?', { ...PLAIN, written: upset }))).toEqual(['Lisbon', 'Oslo']);
  });

  it('may be what stands out about as much as anything does', async () => {
    const written = [
      { from: 3, to: 8, text: 'Bigger days', height: 0.3 },
      { from: 10, to: 15, text: 'Even longer nights', height: 0.2 },
      { from: 20, to: 25, text: 'Plus tax', height: 0.05 },
    ];
    expect(wordsOf(await told('whats the slogan', { ...PLAIN, written }))).toEqual([
      'Bigger days',
      'Even longer nights',
    ]);
  });

  it('tell of a title card where a little writing stands alone', async () => {
    const written = [
      { from: 1, to: 4, text: 'DIMENSIONS OF RESEARCH', height: 0.05 },
      { from: 10, to: 50, text: 'EXPLORER', height: 0.1 },
      { from: 20, to: 25, text: 'Hello, world!', height: 0.1 },
    ];
    const answer = await told('Go to the title card', { ...PLAIN, written: written.slice(0, 2) });
    expect(spans(answer)).toEqual([
      [seconds(1), seconds(4)],
      [seconds(10), seconds(50)],
    ]);
    // What is written beside something else is no card.
    expect(spans(await told('Go to the title card', { ...PLAIN, written: written.slice(1) }))).toEqual([
      [seconds(10), seconds(50)],
    ]);
    const page = Array.from({ length: 6 }, (_, n) => ({ from: 5, to: 9, text: `Line ${n}` }));
    expect((await told('Go to the title card', { ...PLAIN, written: page })).confidence).toBe('none');
  });

  it('name a product where an advertisement ends', async () => {
    const written = [
      { from: 45, to: 50, text: 'For everyone', height: 0.3 },
      { from: 55, to: 60, text: 'florpcast', height: 0.1 },
    ];
    const answer = await told('what product is this an ad for?', { ...PLAIN, written });
    expect(wordsOf(answer)).toEqual(['florpcast']);
  });

  it('find words in the picture', async () => {
    const answer = await told('When is “Rue de Londres” written?');
    expect(spans(answer)).toEqual([[seconds(8), seconds(20)]]);
    expect(answer.confidence).toBe('high');
    const none = await told('When is “Avenue Foch” written?');
    expect([none.confidence, none.citations]).toEqual(['none', []]);
  });

  it('find what a warning, a note or a menu says by its own name', async () => {
    const written = [
      { from: 8, to: 20, text: 'WARNING', height: 0.05 },
      { from: 8, to: 20, text: 'Wet floor', height: 0.05 },
      { from: 30, to: 40, text: 'Annual Report', height: 0.3 },
    ];
    const answer = await told('What does the warning say?', { ...PLAIN, written });
    expect(wordsOf(answer)).toEqual(['WARNING', 'Wet floor']);
    // Where it does not name itself, whatever stands out may be it.
    const menu = await told('What does the menu say?', { ...PLAIN, written });
    expect(wordsOf(menu)).toContain('Annual Report');
  });

  it('find addresses, numbers, prices and dates by their form', async () => {
    const written = [
      { from: 3, to: 6, text: 'Tickets $12', height: 0.1 },
      { from: 8, to: 20, text: 'info@example.org, www.example.org', height: 0.1 },
      { from: 30, to: 40, text: 'info@example.org', height: 0.1 },
    ];
    const speech: WorldVideo['speech'] = [{ from: 50, to: 52, text: 'We met on 25 November.' }];
    const film = { ...PLAIN, written, speech };
    const mail = await told('Is an e-mail address shown?', film);
    expect(mail.claims[0]).toMatchObject({
      ...{ kind: 'written', manner: { form: 'email', source: 'text' }, words: ['info@example.org'] },
      counts: { different: 1, lines: 2 },
    });
    expect(spans(mail)).toEqual([
      [seconds(8), seconds(20)],
      [seconds(30), seconds(40)],
    ]);
    expect(spans(await told('When is a price written for the first time?', film))).toEqual([
      [seconds(3), seconds(6)],
    ]);
    expect((await told('Which web address is shown?', film)).claims[0]?.words).toEqual(['www.example.org']);
    expect((await told('Are there any dates?', film)).claims[0]).toMatchObject({
      ...{ manner: { form: 'date', source: 'speech' }, counts: { different: 1, lines: 1 } },
    });
    expect((await told('Is a phone number shown?', film)).confidence).toBe('none');
  });

  it('are found where they were read without their spaces', async () => {
    const written = [{ from: 3, to: 6, text: 'COMINGSOON', height: 0.1 }];
    const answer = await told('When is “Coming soon” written?', { ...PLAIN, written });
    expect(spans(answer)).toEqual([[seconds(3), seconds(6)]]);
  });

  it('are found where a line ends within them, and what is said where a pause falls', async () => {
    const written = [
      { from: 3, to: 9, text: 'Dimensions of', height: 0.1 },
      { from: 3, to: 9, text: 'Research', height: 0.1 },
    ];
    const speech: WorldVideo['speech'] = [
      { from: 20, to: 22, text: 'It cannot lead,' },
      { from: 23, to: 25, text: 'it can only serve.' },
    ];
    const film = { ...PLAIN, written, speech };
    const title = await told('When is “dimensions of research” written?', film);
    expect(spans(title)).toEqual([[seconds(3), seconds(9)]]);
    const lead = await told('Where is “lead, it can” said?', film);
    expect(spans(lead)).toEqual([[seconds(20), seconds(25)]]);
    expect([lead.citations[0]?.quote, lead.confidence]).toEqual([
      'It cannot lead, it can only serve.',
      'high',
    ]);
    expect((await told('Where is “serve it” said?', film)).confidence).toBe('none');
    // One goes as the other comes: they are never there together.
    const apart = written.map((line, n) => ({ ...line, from: 3 + 6 * n, to: 9 + 6 * n }));
    const never = await told('When is “dimensions of research” written?', { ...film, written: apart });
    expect(never.confidence).toBe('none');
  });

  it('are answered with what is said where nobody read, and somebody may say it', async () => {
    const line = 'The password of the vault is marmalade.';
    const answer = await told('What is the password of the vault?', {
      ...PLAIN,
      speech: [{ from: 1, to: 4, text: line }],
    });
    expect(answer.citations.map(({ quote }) => quote)).toEqual([line]);
    expect([kinds(answer).includes('notRead'), answer.confidence]).toEqual([true, 'medium']);
  });

  it('say that nobody read where nobody did', async () => {
    const answer = await told('What does the sign say?', PLAIN);
    expect(kinds(answer)).toEqual(['notRead']);
    expect(answer.confidence).toBeNull();
  });
});

describe('questions of shots', () => {
  it('are answered with every cut', async () => {
    const answer = await told('How many cuts are there?');
    expect(claimed(answer, 'parts')).toEqual([['Street', { parts: 3, cuts: 2, shown: 3 }]]);
    expect(spans(answer)).toContainEqual([seconds(11.5), seconds(30)]);
  });

  it('fall back on scenes where cuts were not looked for', async () => {
    expect((await told('How many cuts are there?', PLAIN)).details.join()).toContain('were not looked for');
  });
});

describe('an answer in the form that was asked for', () => {
  const FILM = { ...STREET, scenes: [0, 11, 30] };
  const rows = ({ text }: Awaited<ReturnType<typeof told>>) =>
    text.split('\n').filter((line) => line.startsWith('|'));

  it('is a table of when, what and where', async () => {
    const answer = await told('When do you see a dog, as a table?', FILM);
    expect(rows(answer)).toHaveLength(4);
    expect(rows(answer)[2]).toMatch(/^\| \[\[0\]\] to 0:10 \| \*\*dog\*\*, 8 seconds .* \| scene 1 \|$/);
    expect(rows(answer)[3]).toMatch(/\| scene 3 \|$/);
    expect(answer.citations.map(({ from }) => from)).toEqual([2, 40].map(seconds));
    // The same claims as a list has.
    const list = await told('When do you see a dog?', FILM);
    expect([rows(list), answer.claims]).toEqual([[], list.claims]);
  });

  it('is a table where one was made of something', async () => {
    const answer = await told('make a table of the animals', FILM);
    expect(rows(answer)).toHaveLength(3);
    expect(rows(answer)[2]).toContain('**dog**');
  });

  it('is as many sentences on a stretch as were asked for', async () => {
    const one = await told('In one sentence, what happens from 0:12 to 0:19?', FILM);
    expect(kinds(one)).toEqual(['oneSentence']);
    for (const { from, to } of one.citations) {
      expect(from).toBeLessThan(seconds(19));
      expect(to).toBeGreaterThan(seconds(12));
    }
    expect(one.citations.map(({ quote }) => quote)).toEqual(['car', 'person', 'RUE DE LONDRES']);
    const outside = await told('In one sentence, what happens from 2:00 to 2:10?', FILM);
    expect([kinds(outside), outside.confidence]).toEqual([['outside'], 'none']);
  });
});

describe('names of things', () => {
  it('are read as people use them', () => {
    const labels = (text: string) => thingsIn(text).things.map((t) => [t.labels[0], t.exact]);
    expect(labels('two puppies on a sofa')).toEqual([
      ['dog', false],
      ['couch', true],
    ]);
    expect(labels('a hot dog')).toEqual([['hot dog', true]]);
    expect(labels('dog cat')).toEqual([
      ['dog', true],
      ['cat', true],
    ]);
    expect(labels('mobile phones')).toEqual([['cell phone', true]]);
    expect(thingsIn('a red car').others).toEqual(['red']);
    expect(thingsIn('a car wreck').others).toEqual(['wreck']);
    expect(labels('a castle')).toEqual([]);
  });
});

describe('a stretch of a film', () => {
  it('is told with what is found and written in it', async () => {
    const answer = await told('What happens from 0:12 to 0:19?');
    expect(claimed(answer, 'kind')).toEqual([
      ['car', { total: seconds(7), atOnce: 1 }],
      ['person', { total: seconds(7), atOnce: 2 }],
    ]);
    expect(wordsOf(answer)).toEqual(['RUE DE LONDRES']);
  });

  it('has a card of its own', async () => {
    using world = new World([{ ...STREET, scenes: [0, 11, 30] }]);
    const card = await sceneCard(world.deps, videoIdOf(1), 1);
    expect(card.scene).toMatchObject({ from: seconds(11), to: seconds(30) });
    expect(card.objects).toEqual([
      { label: 'car', most: 1, from: seconds(11), to: seconds(20) },
      { label: 'person', most: 3, from: seconds(12), to: seconds(30) },
    ]);
    expect(card.written.map(({ text }) => text)).toEqual(['RUE DE LONDRES']);
    await expect(sceneCard(world.deps, videoIdOf(1), 7)).rejects.toMatchObject({ code: 'NotFound' });
  });
});

describe('a search', () => {
  async function found(query: string, without: EvidencePart[] = []) {
    using world = new World([STREET]);
    const { groups, notes } = await new EvidenceSearch({ ...world.deps, without }).searchText(
      'all',
      query,
      20,
    );
    return { hits: groups.flatMap((group) => group.hits), notes };
  }

  it('finds things, with their beginning and end, and says why', async () => {
    const { hits, notes } = await found('people');
    expect(hits[0]).toMatchObject({
      from: seconds(12),
      to: seconds(30),
      matches: [{ kind: 'object', text: 'person', atOnce: 3, probability: 0.8 }],
    });
    expect(notes.join()).not.toContain('no name');
  });

  it('finds words in the picture', async () => {
    const { hits } = await found('londres');
    const line = { kind: 'written', text: 'RUE DE LONDRES', probability: null, marks: [[7, 14]] };
    expect(hits[0]?.matches).toContainEqual(line);
  });

  it('leaves out what it is told to', async () => {
    expect((await found('people', ['objects'])).hits.some((h) => h.matches[0]?.kind === 'object')).toBe(
      false,
    );
    expect(
      (await found('londres', ['text'])).hits.flatMap((h) => h.matches).some((m) => m.kind === 'written'),
    ).toBe(false);
  });
});

describe('a label and a detection of one thing', () => {
  const dog = { 'golden retriever': 0.95, beagle: 0.04 };
  const film = (things: WorldVideo['things']): WorldVideo => ({
    title: 'Samoyed',
    duration: 30,
    frames: Array.from({ length: 30 }, () => dog),
    speech: [],
    scenes: [0],
    things: things ?? [],
  });
  const places = async (things: WorldVideo['things']) => {
    using own = new World([film(things)]);
    const told = await ask(new ExtractiveAnswerer(own.deps), 'When do you see a dog?');
    return told.citations.map(({ kind, from, to }) => [kind, from, to]);
  };

  it('is told by the label, where that is strong in every frame and the detection weak and short', async () => {
    expect(await places([{ label: 'dog', from: 10, to: 11, score: 0.4 }])).toEqual([
      ['seen', 0, seconds(30)],
    ]);
  });

  it('is told by the label, too, where that lasts only several times as long', async () => {
    expect(await places([{ label: 'dog', from: 10, to: 14, score: 0.4 }])).toEqual([
      ['seen', 0, seconds(30)],
    ]);
  });

  it('is told once, by the detector, also where not all that was asked for is known of it', async () => {
    using own = new World([film([{ label: 'dog', from: 0, to: 30 }])]);
    const told = await ask(new ExtractiveAnswerer(own.deps), 'When is the red dog seen?');
    expect(told.citations.map(({ kind }) => kind)).toEqual(['object']);
  });

  it('is told by the detector, where that is sure or sees it as long', async () => {
    expect(await places([{ label: 'dog', from: 2, to: 5, score: 0.8 }])).toEqual([
      ['object', seconds(2), seconds(5)],
    ]);
    expect(await places([{ label: 'dog', from: 2, to: 28, score: 0.4 }])).toEqual([
      ['object', seconds(2), seconds(28)],
    ]);
  });
});

describe('what is only likely', () => {
  it('gives way to the very words', async () => {
    using own = new World([
      {
        ...PLAIN,
        things: [{ label: 'dog', from: 2, to: 4, score: 0.4 }],
        speech: [{ from: 30, to: 33, text: 'Look at that dog over there.' }],
      },
    ]);
    const told = await ask(new ExtractiveAnswerer(own.deps), 'Is there a dog?');
    expect(told.citations.map(({ kind }) => kind)).toEqual(['said']);
  });

  it('counts the same on a card and in an answer', async () => {
    using own = new World([
      {
        ...PLAIN,
        things: [
          { label: 'person', from: 0, to: 20 },
          { label: 'person', from: 5, to: 15, score: 0.6 },
          { label: 'person', from: 6, to: 9, score: 0.3 },
        ],
      },
    ]);
    const card = await sceneCard(own.deps, videoIdOf(1), 0);
    expect(card.objects.map(({ most }) => most)).toEqual([2]);
    const told = await ask(new ExtractiveAnswerer(own.deps), 'How many people are there?');
    expect(claimed(told, 'atOnce')).toEqual([['people', { atOnce: 2 }]]);
  });
});
