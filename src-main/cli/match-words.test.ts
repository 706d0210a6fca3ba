import { describe, expect, it } from 'vitest';
import type { SearchHit } from '../../src-shared/answers';
import { matchWords } from './match-words';

type Match = SearchHit['matches'][number];
const match = (kind: Match['kind'], text: string, probability: number | null, atOnce?: number): Match => ({
  ...{ kind, text, probability, marks: [] },
  ...(atOnce === undefined ? {} : { atOnce }),
});

describe('why a place was found', () => {
  it.each([
    [match('said', 'The dog.', null), 'said: “The dog.”', 'gesagt: „The dog.“'],
    [match('written', 'EXIT', null), 'written: “EXIT”', 'geschrieben: „EXIT“'],
    [match('object', 'dog', 0.62), 'found 62 %: dog', 'gefunden, 62 %: Hund'],
    [
      match('object', 'person', 0.8, 3),
      'found 80 %: person, up to 3 at once',
      'gefunden, 80 %: Person, bis zu 3 zugleich',
    ],
    [match('seen', 'castle, palace', 0.5), 'seen 50 %: castle, palace', 'zu sehen, 50 %: Schloss, Palast'],
    [match('seen', 'web site', null), 'resembles: web site', 'ähnlich: Webseite'],
    [match('seen', '', null), 'resembles', 'ähnlich'],
  ])('%j', (found, english, german) => {
    expect([matchWords(found), matchWords(found, 'de')]).toEqual([english, german]);
  });
});
