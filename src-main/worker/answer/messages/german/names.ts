// How a thing that a question or an answer names in English stands in a German sentence, in the nominative: sentences are built to need no other.
import {
  type GermanName,
  germanAdjectives,
  germanName,
  type Naming,
} from '../../../../../src-shared/words/de/names/names';
import { irregular } from '../../../inference/lexicon';
import { thingsIn } from '../../things/names';

export interface Named {
  /** `Hund`, `rote Busse`. */
  readonly bare: string;
  /** What stands before it where there is one of it: `ein`; empty before many, and before what is not counted. */
  readonly article: string;
  /** The same where there is none of it: `kein Hund`, `keine roten Busse`. */
  readonly none: { readonly article: string; readonly bare: string };
  readonly many: boolean;
}

interface Noun {
  readonly name: GermanName;
  readonly many: boolean;
}

/** English words for many that have no singular of their own. */
const MANY: ReadonlySet<string> = new Set(['people']);
const ADJECTIVES = new Map(germanAdjectives().map((adjective) => [adjective.english, adjective]));
const ARTICLES = { m: 'ein', f: 'eine', n: 'ein', p: '' } as const;
const ENDINGS = { m: 'er', f: 'e', n: 'es', p: 'e' } as const;
/** Small words between nouns: a phrase with one of them is no name, and stands in quotation marks. */
const SMALL: Readonly<Record<string, string>> = {
  with: 'mit',
  without: 'ohne',
  and: 'und',
  or: 'oder',
  on: 'auf',
  in: 'in',
  at: 'an',
  under: 'unter',
  beside: 'neben',
  behind: 'hinter',
  of: 'von',
};

/** Singular forms that an English word may be the plural of. */
function singulars(word: string): string[] {
  const one = irregular(word);
  return [
    ...(one === undefined || one === word ? [] : [one]),
    ...(/ies$/.test(word) ? [word.replace(/ies$/, 'y')] : []),
    ...(/s$/.test(word) ? [word.slice(0, -1)] : []),
    ...(/es$/.test(word) ? [word.slice(0, -2)] : []),
  ];
}

function nounOf(english: string, naming: Naming): Noun | null {
  // Labels have capitals of their own; what people write has any.
  for (const spelled of new Set([english, english.toLowerCase()])) {
    const exact = germanName(spelled, naming);
    if (exact) return { name: exact, many: exact.gender === 'p' || MANY.has(spelled) };
    const [last = '', ...before] = spelled.split(' ').reverse();
    for (const one of singulars(last)) {
      const name = germanName([one, ...before].reverse().join(' '), naming);
      if (name) return { name, many: name.plural !== null };
    }
  }
  return kindNamed(english);
}

/** Another word for a kind of the detector's: "bike", "automobiles". */
function kindNamed(english: string): Noun | null {
  const { things, others } = thingsIn(english);
  const [thing, more] = things;
  const [label, another] = thing?.labels ?? [];
  if (!thing?.exact || more || another !== undefined || others.length > 0) return null;
  if (thing.asked.split(' ').length !== english.split(' ').length) return null;
  const name = germanName(label as string, 'thing');
  return name ? { name, many: /s$/.test(english) && name.plural !== null } : null;
}

function bent(english: string, ending: string): string | null {
  const adjective = ADJECTIVES.get(english.toLowerCase());
  if (!adjective) return null;
  const { german, fixed } = adjective;
  return fixed ? german : `${ending === '' ? german : german.replace(/(?<=.)el$/, 'l')}${ending}`;
}

/** After "keine" a name's own adjective bends as well: "keine Weißen Haie". */
function afterNone(plural: string): string {
  return plural.replace(/^(\p{L}+e) /u, '$1n ');
}

/**
 * What is named in German, where every word of it is known: a name, or one with words for how it is before it.
 * @param english as it was asked for, or as a label or a kind is called
 */
export function namedInGerman(english: string, naming: Naming = 'thing'): Named | null {
  const words = english.trim().split(/\s+/);
  for (let start = 0; start < words.length; start++) {
    const noun = nounOf(words.slice(start).join(' '), naming);
    if (!noun) continue;
    const { name, many } = noun;
    const before = (ending: string) => words.slice(0, start).map((word) => bent(word, ending));
    const own = before(many ? 'e' : ENDINGS[name.gender]);
    if (own.includes(null)) continue;
    const called = many ? (name.plural ?? name.name) : name.name;
    const counted = !many && name.plural !== null;
    return {
      bare: [...own, called].join(' '),
      article: counted ? ARTICLES[name.gender] : '',
      none: many
        ? { article: 'keine', bare: [...before('en'), afterNone(called)].join(' ') }
        : { article: `k${ARTICLES[name.gender]}`, bare: [...own, called].join(' ') },
      many,
    };
  }
  return null;
}

/** One of what is named, and many; null where it is not known, or is not counted. */
export function countedInGerman(english: string): { readonly one: Named; readonly many: string } | null {
  const noun = nounOf(english, 'thing');
  if (!noun || noun.name.gender === 'p' || noun.name.plural === null) return null;
  const { name, gender, plural } = noun.name;
  const none = { article: `k${ARTICLES[gender]}`, bare: name };
  return { one: { bare: name, article: ARTICLES[gender], none, many: false }, many: plural };
}

/** Words in German as far as each is known, as they would be quoted: „Mann mit Hut“. As they are where one is not. */
export function wordsInGerman(english: string, naming: Naming = 'thing'): string {
  const whole = namedInGerman(english, naming) ?? adjectiveAlone(english);
  if (whole !== null) return whole.bare;
  const parts = english.split(/\s+(with|without|and|or|on|in|at|under|beside|behind|of)\s+(?:the |an? )?/);
  const german = parts.map((part, n) => (n % 2 === 1 ? SMALL[part] : namedInGerman(part, naming)?.bare));
  if (german.length > 1 && german.every((part) => part !== undefined)) return german.join(' ');
  return namesAfterOneAnother(english, naming) ?? english;
}

/** What is left of "people with glasses" once the small words are gone: names after one another. */
function namesAfterOneAnother(english: string, naming: Naming): string | null {
  const words = english.split(/\s+/);
  const names: string[] = [];
  for (let at = 0; at < words.length; ) {
    let length = words.length - at;
    while (length > 0 && !namedInGerman(words.slice(at, at + length).join(' '), naming)) length--;
    if (length === 0) return null;
    names.push(namedInGerman(words.slice(at, at + length).join(' '), naming)?.bare ?? '');
    at += length;
  }
  return names.join(', ');
}

function adjectiveAlone(english: string): { readonly bare: string } | null {
  const bare = bent(english, '');
  return bare === null ? null : { bare };
}
