import { describe, expect, it } from 'vitest';
import { parseClasses } from './label-texts';
import { describeLabels } from './labels';
import { alignLabels, longestRise, type Nouns, parseSynsets } from './wordnet';

/** A few meanings in WordNet's own form: place, file, kind, number of words, words, pointers, and the definition. */
const DATA = `  1 This software and database is being provided to you
00000010 03 n 01 entity 0 000 | that which exists
00000020 03 n 02 animal 0 beast 0 001 @ 00000010 n 0000 | a living being
00000030 05 n 02 dog 0 domestic_dog 0 001 @ 00000020 n 0000 | barks; "the dog barked"
00000040 05 n 01 beagle 0 001 @ 00000030 n 0000 | a small hound
00000050 05 n 01 poodle 0 001 @ 00000030 n 0000 | a curly dog
00000060 05 n 01 puppy 0 001 @ 00000030 n 0000 | a young dog
00000070 05 n 01 crane 0 001 @ 00000020 n 0000 | a wading bird
00000080 18 n 01 person 0 001 @ 00000010 n 0000 | a human being
00000090 18 n 01 athlete 0 001 @ 00000080 n 0000 | one who does sports
00000100 18 n 02 ballplayer 0 baseball_player 0 001 @ 00000090 n 0000 | an athlete who plays ball
00000110 06 n 01 machine 0 001 @ 00000010 n 0000 | does work
00000120 06 n 01 crane 0 001 @ 00000110 n 0000 | lifts heavy objects
`;
const synsets = parseSynsets(DATA);
const nouns: Nouns = {
  synsets,
  senses: (word) => [...synsets.values()].filter(({ lemmas }) => lemmas.includes(word)),
  words: () => new Set([...synsets.values()].flatMap(({ lemmas }) => lemmas)),
};
const LABELS = [['beagle'], ['poodle'], ['crane'], ['ballplayer', 'baseball player'], ['crane']];

describe('parseSynsets', () => {
  it('reads words, kinds above and below, and the definition', () => {
    expect(synsets.size).toBe(12);
    expect(synsets.get(30)).toEqual({
      id: 30,
      lemmas: ['dog', 'domestic dog'],
      parents: [20],
      children: [40, 50, 60],
      gloss: 'barks; "the dog barked"',
    });
  });
});

describe('alignLabels', () => {
  it('tells equal names apart by the order of the labels', () => {
    expect(alignLabels(LABELS, nouns).map(({ id }) => id)).toEqual([40, 50, 70, 100, 120]);
  });

  it('refuses a label that WordNet lacks', () => {
    expect(() => alignLabels([['griffin']], nouns)).toThrow('griffin');
  });
});

describe('longestRise', () => {
  it('takes at most one of each row, and leaves out what does not fit', () => {
    expect(longestRise([[5], [9, 6], [1], [7, 2], [8]])).toEqual([5, 6, null, 7, 8]);
    expect(longestRise([[], [3]])).toEqual([null, 3]);
  });
});

describe('describeLabels', () => {
  const { file } = describeLabels(LABELS, nouns);
  const concept = (word: string) => file.concepts.filter(({ words }) => words.includes(word));

  it('gives each label a name of its own', () => {
    const names = file.labels.map(({ name }) => name);
    expect(names).toEqual(['beagle', 'poodle', 'crane (animal)', 'ballplayer', 'crane (machine)']);
  });

  it('has kinds with all their labels, but nothing too general', () => {
    expect(concept('dog')).toEqual([{ words: ['dog', 'domestic dog'], labels: [0, 1] }]);
    expect(concept('animal')[0]?.labels).toEqual([0, 1, 2]);
    expect(concept('entity')).toEqual([]);
  });

  it('has no kinds of people, only the labels themselves', () => {
    expect(concept('ballplayer')[0]?.labels).toEqual([3]);
    expect(concept('athlete')).toEqual([]);
    expect(concept('person')).toEqual([]);
  });

  it('reads an unlabelled kind of a well covered thing as that thing', () => {
    expect(file.concepts[file.broader.puppy ?? -1]?.words[0]).toBe('dog');
    expect(file.broader.beagle).toBeUndefined();
  });
});

describe('parseClasses', () => {
  it('reads names with apostrophes, over several lines', () => {
    const source = `exports.CLASSES = {\n 0: 'great white shark, ' +\n   'man-eater',\n 1: 'jeweler\\'s loupe',\n 2: "lady's slipper" };`;
    expect(parseClasses(source)).toEqual([
      ['great white shark', 'man-eater'],
      ["jeweler's loupe"],
      ["lady's slipper"],
    ]);
  });
});
