import { afterEach, describe, expect, it } from 'vitest';
import { setLanguage } from '../../src-shared/words/words';
import { citationText, kindName, labelName, reasonMarks, reasonText } from './support';

afterEach(() => setLanguage('en'));

const dogs = { kind: 'object', text: 'dog', atOnce: 3, probability: 0.9, marks: [[0, 3]] } as const;
const towers = {
  ...({ kind: 'seen', text: 'castle, kite', probability: 0.6 } as const),
  marks: [[8, 12]] as [number, number][],
};

describe('what supports a find', () => {
  it('is named as the models do in English', () => {
    expect(reasonText(dogs)).toBe('dog, up to 3 at once');
    expect(reasonText(towers)).toBe('castle, kite');
    expect(reasonMarks(towers)).toEqual([[8, 12]]);
    expect([kindName('person'), labelName('castle')]).toEqual(['person', 'castle']);
  });

  it('is named in German where the window is', () => {
    setLanguage('de');
    expect(reasonText(dogs)).toBe('Hund, bis zu 3 zugleich');
    expect(reasonText(towers)).toBe('Schloss, Milan');
    // The name that was marked, as long as it is now.
    expect(reasonMarks(towers)).toEqual([[9, 14]]);
    expect(reasonMarks({ ...dogs, marks: [] })).toEqual([]);
    expect(citationText({ kind: 'object', quote: 'kite' })).toBe('Drachen');
    expect([kindName('person'), labelName('castle')]).toEqual(['Person', 'Schloss']);
  });

  it('stays as it is where it is no name, or somebody called it so', () => {
    setLanguage('de');
    expect(citationText({ kind: 'said', quote: 'dog' })).toBe('dog');
    expect(citationText({ kind: 'written', quote: 'castle' })).toBe('castle');
    expect(citationText({ kind: 'object', quote: 'my dog' })).toBe('my dog');
    // A chapter's title has a capital, as no label has.
    expect(citationText({ kind: 'scene', quote: 'Castle' })).toBe('Castle');
    // A label of another model's.
    expect(labelName('flying saucer')).toBe('„flying saucer“');
  });
});
