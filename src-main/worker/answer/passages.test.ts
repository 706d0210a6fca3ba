import { describe, expect, it } from 'vitest';
import { ExtractiveAnswerer } from './extractive';
import { headNoun } from './reader/head-noun';
import { questionsIn } from './reader/several-questions';
import { ask, type Told, World, type WorldVideo } from './testing/world';

const PLAIN: WorldVideo = {
  title: 'Film',
  duration: 60,
  frames: Array.from({ length: 60 }, () => ({ fog: 0.1 })),
  speech: [],
  scenes: [0],
};

async function told(question: string, film: Partial<WorldVideo>): Promise<Told> {
  using world = new World([{ ...PLAIN, ...film }]);
  return await ask(new ExtractiveAnswerer(world.deps), question);
}
const kindsIn = ({ claims }: Told) => claims.map(({ kind }) => kind);
const cited = ({ citations }: Told) => citations.map(({ from, to }) => [from / 1e6, to / 1e6]);

describe('a question that no line answers by its words', () => {
  it('is answered by the whole sentence that comes nearest, over the lines that it is broken into', async () => {
    const speech = [
      { from: 1, to: 4, text: 'Our bakery opens early in the morning.' },
      { from: 10, to: 14, text: 'The intellect has a sharp eye for methods and tools' },
      { from: 14.2, to: 18, text: 'that is blind to ends and values.' },
    ];
    const answer = await told('according to him, what is the intellect blind to?', { speech });
    expect(cited(answer)).toEqual([[10, 18]]);
    expect(answer.citations[0]?.quote).toMatch(/^The intellect .* ends and values\.$/);
    expect(answer.confidence).not.toBe('none');
  });

  it('is answered by the slide that holds some of its words, whole', async () => {
    const written = [
      { from: 5, to: 15, text: 'Our shops' },
      { from: 5, to: 15, text: 'Lisbon' },
      { from: 5, to: 15, text: 'Oslo' },
    ];
    const there = await told('In which cities are the shops?', { written });
    expect(cited(there).length).toBe(3);
    // A name is near in meaning to other names.
    expect((await told('shop in Madrid', { written })).confidence).toBe('none');
    expect((await told('Berlin', { written })).confidence).toBe('none');
  });
});

describe('a question for a reason or an opinion', () => {
  const speech = [
    { from: 1, to: 4, text: 'We are rolling out a new museum for visitors.' },
    { from: 5, to: 9, text: 'It is far quieter than the old one.' },
    { from: 30, to: 33, text: 'And cake.' },
  ];

  it('is answered by the sentence that names it and the next', async () => {
    expect(cited(await told('why should visitors like the new museum?', { speech }))).toEqual([
      [1, 4],
      [5, 9],
    ]);
    // Asked for what is said of it, the sentence is enough.
    expect(cited(await told('what do they say about a museum for visitors?', { speech }))).toEqual([[1, 4]]);
  });

  it('ends where a pause does', async () => {
    const [first] = speech;
    const late = [
      ...(first ? [first] : []),
      { from: 20, to: 24, text: 'It is far quieter than the old one.' },
    ];
    expect(cited(await told('why should visitors like the new museum?', { speech: late }))).toEqual([[1, 4]]);
  });

  it('is not answered by where somebody is seen', async () => {
    const things = [{ label: 'person', from: 5, to: 25, score: 0.9 }];
    expect((await told('why do people climb the volcano?', { things })).confidence).not.toBe('low');
    expect(cited(await told('why do people climb the volcano?', { things }))).toEqual([]);
  });
});

describe('several questions in one message', () => {
  const written = [{ from: 5, to: 15, text: 'info@example.org' }];
  const speech = [{ from: 20, to: 24, text: 'Bring your own umbrella to the harbour.' }];

  it('are asked in turn, until one has an answer', async () => {
    const address = await told('where could I write to them? is there some address', { written });
    expect(cited(address)).toEqual([[5, 15]]);
    const said = await told('Who is that, and what does he say about the harbour?', { speech });
    expect(cited(said)).toEqual([[20, 24]]);
  });

  it('are answered by the first that has one', async () => {
    const both = await told('is there some address? what do they say about the harbour', { written, speech });
    expect(cited(both)).toEqual([[5, 15]]);
  });

  it('get no answer from one that asks of what was not found', async () => {
    const things = [{ label: 'dog', from: 5, to: 25, score: 0.9 }];
    expect((await told('is there a giraffe? where is it', { things })).confidence).toBe('none');
  });

  it('are told from one question with a sentence beside it', () => {
    expect(questionsIn('I forgot the name. What is it called?')).toHaveLength(1);
    expect(questionsIn('Is there a dog and a castle?')).toHaveLength(1);
    expect(questionsIn('When does he say “What is it? Who are you?”')).toHaveLength(1);
    expect(questionsIn('Who is he? What does he want?')).toEqual(['Who is he?', 'What does he want?']);
  });
});

describe('a number that is asked for', () => {
  const written = [
    { from: 5, to: 15, text: 'Col de la Forclaz' },
    { from: 5, to: 15, text: '1280m' },
    { from: 5, to: 15, text: '15:59' },
  ];

  it('may be one of those that are written so', async () => {
    const high = await told('How high up is the launch place?', { written });
    expect([high.citations.map(({ quote }) => quote), high.confidence]).toEqual([['1280m'], 'low']);
    expect((await told('How often is the launch place open?', { written })).citations).toEqual([]);
  });

  it('is not told of a thing', async () => {
    const things = [{ label: 'dining table', from: 5, to: 25, score: 0.9 }];
    const wide = await told('How wide is the desk?', { written, things });
    expect(wide.citations.map(({ quote }) => quote)).not.toContain('1280m');
  });

  it('is not told where none is', async () => {
    const none = await told('How high up is the launch place?', { written: written.slice(2) });
    expect([none.citations, none.confidence]).toEqual([[], 'none']);
  });
});

describe('what a film is to teach', () => {
  it('is said by somebody, or is what the film is about', async () => {
    const speech = [{ from: 1, to: 5, text: "Today we're going to learn about how to bake bread." }];
    expect(kindsIn(await told('What are we going to learn?', { speech }))).toContain('closestLines');
    const other = [{ from: 1, to: 5, text: 'It rained in Oslo.' }];
    const about = await told('what will my students learn here', { speech: other });
    expect(kindsIn(about)).toContain('overview');
  });
});

describe('what is said on one side of something', () => {
  const speech = [{ from: 28, to: 32, text: 'Mind the gap.' }];

  it('is told also where that something is seen, and not spoken of', async () => {
    const things = [{ label: 'train', from: 5, to: 25, score: 0.9 }];
    expect(cited(await told('What is said after the train?', { speech, things }))).toEqual([[28, 32]]);
  });

  it('is not told of what is found nowhere', async () => {
    const nowhere = await told('What is said after the train?', { speech, things: [] });
    expect([nowhere.confidence, kindsIn(nowhere).includes('notRead')]).toEqual(['none', false]);
  });
});

describe('what a topic is about', () => {
  it.each([
    ['a crowd of people', 'crowd'],
    ['the tunnel the train goes through', 'tunnel'],
    ['railwayman standing on the carriage', 'railwayman'],
    ['an error message on screen', 'message'],
    ['the brown dog', 'dog'],
    ['a red building', 'building'],
    ['locomotive come past', 'locomotive'],
  ])('is of “%s” the %s', (topic, noun) => {
    expect(headNoun(topic)).toBe(noun);
  });

  const things = [{ label: 'train', from: 5, to: 25, score: 0.9 }];

  it('is no other thing that the question names', async () => {
    expect((await told('find the tunnel the train goes through', { things })).confidence).toBe('none');
    expect((await told('find the train', { things })).confidence).toBe('medium');
  });

  it('is too little known of, where most of it is something that nobody can tell', async () => {
    const street = [{ label: 'car', from: 5, to: 25, score: 0.9 }];
    const asked = 'when is a shiny vintage convertible car seen';
    expect((await told(asked, { things: street })).confidence).toBe('none');
    expect((await told('when is a shiny vintage car seen', { things: street })).confidence).toBe('low');
  });

  it('being there is no yes to what happens to it', async () => {
    expect((await told('does the train explode?', { things })).confidence).toBe('none');
    expect((await told('is there a train?', { things })).confidence).toBe('medium');
  });
});

describe('ways to ask', () => {
  const things = [{ label: 'dog', from: 5, to: 25, score: 0.9 }];
  it.each([
    'let me see the dog',
    'could you check if there is a dog',
    'do we get to see a dog',
    'whereabouts is the dog',
    'i need the dog',
    'wehn is teh dog seen',
  ])('%s asks for the dog', async (question) => {
    expect(cited(await told(question, { things }))).toEqual([[5, 25]]);
  });

  it('of a length are many', async () => {
    for (const question of ['how long is teh video', 'how much time does this tutorial take?'])
      expect(kindsIn(await told(question, {}))).toEqual(['fact']);
  });
});

describe('writing in a stretch', () => {
  it('is cited in the stretch that was asked about', async () => {
    const written = [{ from: 0, to: 60, text: 'A title that stays' }];
    const [place] = cited(await told('What is written at 0:50?', { written }));
    expect(place?.[0]).toBeGreaterThan(40);
  });
});
