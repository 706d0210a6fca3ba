import { describe, expect, it } from 'vitest';
import type { LabelFile } from '../formats/label-file';
import { forms, QueryReader } from './query-reader';

const NAMES = [
  'beagle',
  'poodle',
  'hotdog',
  'orange',
  'mouse',
  'cellphone',
  'soup bowl',
  'mixing bowl',
  'comic book',
];
const file: LabelFile = {
  labels: NAMES.map((name) => ({ name, synonyms: [name], gloss: '' })),
  concepts: [
    { words: ['beagle'], labels: [0] },
    { words: ['poodle', 'poodle dog'], labels: [1] },
    { words: ['dog', 'domestic dog'], labels: [0, 1] },
    { words: ['hotdog', 'hot dog', 'red hot'], labels: [2] },
    { words: ['orange'], labels: [3] },
    { words: ['mouse', 'computer mouse'], labels: [4] },
    { words: ['cellular telephone', 'cellphone', 'mobile phone'], labels: [5] },
    { words: ['soup bowl'], labels: [6] },
    { words: ['mixing bowl'], labels: [7] },
    { words: ['comic book'], labels: [8] },
    { words: ['crane'], labels: [0] },
    { words: ['crane', 'lifting crane'], labels: [4] },
  ],
  broader: { puppy: 2 },
};
const reader = new QueryReader(file);
const terms = (query: string) =>
  reader.read(query).concepts.map(({ term, labelIds }) => `${term}:${labelIds.join(',')}`);

describe('QueryReader', () => {
  it('reads a kind as all its labels', () => {
    expect(reader.read('When do we see dogs?')).toEqual({
      concepts: [{ term: 'dog', labelIds: [0, 1] }],
      unnamed: [],
    });
  });

  it('takes the longest name first', () => {
    expect(terms('a hot dog')).toEqual(['hot dog:2']);
    expect(terms('the hotdogs')).toEqual(['hotdog:2']);
    expect(terms('a hot summer dog')).toEqual(['dog:0,1']);
  });

  it('does not care how a name is written together', () => {
    expect(terms('cell phones')).toEqual(['cell phone:5']);
    expect(terms('cell-phone')).toEqual(['cell phone:5']);
    expect(terms('smartphone')).toEqual(['smartphone:5']);
  });

  it('joins the meanings of a word', () => {
    expect(terms('a crane')).toEqual(['crane:0,4']);
  });

  it('names the broader thing for a kind that has no label', () => {
    expect(terms('two puppies')).toEqual(['dog:0,1']);
  });

  it('takes names by their last word only when several end so', () => {
    expect(terms('bowls')).toEqual(['bowl:6,7']);
    expect(reader.read('a book')).toEqual({ concepts: [], unnamed: ['book'] });
  });

  it('leaves a colour before a thing unnamed', () => {
    expect(reader.read('an orange beagle')).toEqual({
      concepts: [{ term: 'beagle', labelIds: [0] }],
      unnamed: ['orange'],
    });
    expect(terms('is there an orange?')).toEqual(['orange:3']);
  });

  it('gives back every content word that no label stands for, once', () => {
    expect(reader.read('What does the woman say about women and a woman with a mouse?')).toEqual({
      concepts: [{ term: 'mouse', labelIds: [4] }],
      unnamed: ['woman', 'women'],
    });
    expect(reader.read('?!')).toEqual({ concepts: [], unnamed: [] });
    expect(reader.read('constructor toString')).toEqual({
      concepts: [],
      unnamed: ['constructor', 'tostring'],
    });
  });

  it('counts a thing that is named twice once', () => {
    expect(terms('a dog, dogs, and puppies')).toEqual(['dog:0,1']);
  });
});

describe('forms', () => {
  it('makes the last word singular in the ways of English', () => {
    expect(forms('boxes')).toContain('box');
    expect(forms('puppies')).toContain('puppy');
    expect(forms('water bottles')).toContain('water bottle');
    expect(forms('horses')).toContain('horse');
    expect(forms('mice')[0]).toBe('mouse');
    expect(forms('glass')).toEqual(['glass']);
    expect(forms('bus')).toEqual(['bus']);
  });
});
