import { describe, expect, it } from 'vitest';
import { ExtractiveAnswerer } from './extractive';
import { headNoun } from './reader/head-noun';
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

describe('what a film is to teach', () => {
  it('is said by somebody, or is what the film is about', async () => {
    const speech = [{ from: 1, to: 5, text: "Today we're going to learn about how to bake bread." }];
    expect(kindsIn(await told('What are we going to learn?', { speech }))).toContain('closestLines');
    const other = [{ from: 1, to: 5, text: 'It rained in Oslo.' }];
    const about = await told('what will my students learn here', { speech: other });
    expect(kindsIn(about)).toContain('overview');
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
