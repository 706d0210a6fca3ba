import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ExtractiveAnswerer } from './extractive';
import { EvidenceSearch } from './search';
import { ask, kinds, World } from './testing/world';

const dog = { 'golden retriever': 0.6, beagle: 0.2 };
let world: World;
beforeEach(() => {
  world = new World([
    {
      ...{ title: 'Meer', duration: 8, frames: Array.from({ length: 8 }, () => dog), scenes: [0] },
      speech: [{ from: 1, to: 4, text: 'This is my old dog.' }],
    },
  ]);
});
afterEach(() => world[Symbol.dispose]());

const inGerman = () => ({ ...world.deps, language: 'de' as const });

describe('an answer in German', () => {
  it.each([
    'When is a dog seen?',
    'What is said about the dog?',
    'Is a cat seen?',
    'What colour is the dog?',
    'How many dogs are there?',
    'Summarise it by scenes.',
    'Is there sound?',
    'Hello',
  ])('claims and cites the same, in other words: %s', async (question) => {
    const english = await ask(new ExtractiveAnswerer(world.deps), question);
    const german = await ask(new ExtractiveAnswerer(inGerman()), question);
    expect(german.claims).toEqual(english.claims);
    expect(german.citations).toEqual(english.citations);
    expect(german.confidence).toBe(english.confidence);
    expect(german.text).not.toBe(english.text);
    // Each line on how it was found is there in both, and no line of one stands in the other.
    expect(german.details).toHaveLength(english.details.length);
    expect(german.details.filter((line) => english.details.includes(line))).toEqual([]);
  });

  it.each([
    ['Wann sieht man einen Hund?', 'When do you see a dog?'],
    ['Gibt es eine Katze?', 'Is there a cat?'],
    ['Was wird über den Hund gesagt?', 'What is said about the dog?'],
    ['Worum geht es?', 'What is it about?'],
    ['Was passiert in den ersten 4 Sekunden?', 'What happens in the first 4 seconds?'],
    ['Wie lang ist der Film?', 'How long is the film?'],
  ])('is that to the same question in English: %s', async (german, english) => {
    const [asked, meant] = [
      await ask(new ExtractiveAnswerer(inGerman()), german),
      await ask(new ExtractiveAnswerer(inGerman()), english),
    ];
    expect(kinds(asked)).toEqual(kinds(meant));
    expect(asked.citations).toEqual(meant.citations);
    expect(asked.confidence).toBe(meant.confidence);
  });

  it('finds what is said in German by the words as they were asked for', async () => {
    using german = new World([
      {
        title: 'Rede',
        duration: 8,
        frames: Array.from({ length: 8 }, () => dog),
        scenes: [0],
        speech: [{ from: 1, to: 4, text: 'Das Klima ändert sich.' }],
      },
    ]);
    const told = await ask(
      new ExtractiveAnswerer({ ...german.deps, language: 'de' }),
      'Was wird über das Klima gesagt?',
    );
    expect(told.citations.map(({ quote }) => quote)).toEqual(['Das Klima ändert sich.']);
  });

  it('says in German that a German question was not understood', async () => {
    const told = await ask(
      new ExtractiveAnswerer(inGerman()),
      'Warum ist der Vogel seit gestern nicht zu sehen?',
    );
    expect(kinds(told)).toContain('foreign');
    expect(told.text).toContain('nicht verstanden');
  });
});

describe('a search in German', () => {
  it('finds the same, with its notes in German', async () => {
    const search = (deps: typeof world.deps) => new EvidenceSearch(deps).searchText('all', 'florp', 10);
    const [english, german] = [await search(world.deps), await search(inGerman())];
    expect(german.groups).toEqual(english.groups);
    expect(german.notes).toHaveLength(english.notes.length);
    expect(german.notes).toContain('Nichts Gesagtes passt zu „florp“.');
    expect(german.notes.filter((note) => english.notes.includes(note))).toEqual([]);
  });
});
