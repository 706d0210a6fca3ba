// A German noun phrase in English, word by word.
import {
  type GermanName,
  germanAdjectives,
  germanNames,
} from '../../../../../src-shared/words/de/names/names';
import { isGermanNumber } from './times';

/** Small words between nouns. */
const SMALL = new Map(
  Object.entries({
    mit: 'with',
    ohne: 'without',
    und: 'and',
    oder: 'or',
    auf: 'on',
    in: 'in',
    im: 'in the',
    am: 'at the',
    an: 'at',
    unter: 'under',
    neben: 'beside',
    hinter: 'behind',
    vor: 'in front of',
    von: 'of',
    vom: 'of the',
    aus: 'of',
    bei: 'at',
  }),
);
/** What a noun phrase begins with and loses. */
const ARTICLES = new Set(
  'der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner irgendein irgendeine irgendeinen irgendwelche mein meine dein deine sein seine seinen seiner ihr ihre ihren ihrem ihrer unser unsere dieser diese dieses diesen diesem jener jene jenes alle allen alles viele mehrere einige etwas da dort hier denn mal'.split(
    ' ',
  ),
);

/** Without umlauts, however they are typed: "Brücke", "Bruecke", "bruecke". */
export function folded(word: string): string {
  return word
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/ä|ae/g, 'a')
    .replace(/ö|oe/g, 'o')
    .replace(/ü|ue/g, 'u');
}

/** What a noun or an adjective may end in. */
const ENDINGS = ['', 'n', 'en', 'e', 'er', 's', 'es', 'ern', 'nen', 'innen', 'se', 'em'];
/** What a name is told apart by is not asked for: "Fliege (Schleife)", "crane (wading bird)". */
const APART = / \([^)]*\)$/;
/** German names have so many words at most: "Elefant mit Stoßzähnen". */
const MOST_WORDS = 3;

/** Of a name of several words those before the last one bend as adjectives do: "einen Deutschen Schäferhund". */
function keyOf(words: readonly string[], spelled: (word: string) => string = folded): string {
  return words
    .map((word, n) => (n < words.length - 1 ? spelled(word).replace(/(?<=...)e[nrsm]?$/, '') : spelled(word)))
    .join(' ');
}
const asWritten = (word: string) => word.toLowerCase();

/** What a noun that has a name and a plural is besides in sentences. */
function bent({ name, plural, gender }: GermanName): string[] {
  return [
    ...(gender === 'f' ? [] : [`${name}s`, `${name}es`, `${name}e`]),
    ...(plural === null ? [] : [`${plural}n`]),
  ];
}

interface Spelled {
  readonly list: ReadonlyMap<string, string>;
  readonly spelled: (word: string) => string;
}

/** English by German words. */
interface Words {
  /** As they are spelled, "Kuchen" and "Küchen", then however their umlauts are typed, then in other cases: "Dachs" is no roof's. */
  readonly nouns: readonly Spelled[];
  /** Nouns of which only this one form is known. */
  readonly others: ReadonlyMap<string, string>;
  readonly adjectives: ReadonlyMap<string, string>;
}
let words: Words | null = null;

/** Of a word for two things the first one counts. */
function listed(of: (name: GermanName) => readonly string[], spelled = folded): Spelled {
  const list = new Map<string, string>();
  for (const [english, name] of germanNames())
    for (const word of of(name)) {
      const key = keyOf(word.replace(APART, '').split(' '), spelled);
      if (!list.has(key)) list.set(key, english.replace(APART, ''));
    }
  return { list, spelled };
}

function known(): Words {
  const called = ({ name, plural }: GermanName) => [name, ...(plural === null ? [] : [plural])];
  words ??= {
    nouns: [listed(called, asWritten), listed(called), listed(bent)],
    others: listed(({ others }) => others).list,
    adjectives: new Map(germanAdjectives().map(({ english, german }) => [folded(german), english])),
  };
  return words;
}

function withoutEnding(word: string, of: ReadonlyMap<string, string>): string | undefined {
  for (const ending of ENDINGS) {
    if (word.length - ending.length < 2 || !word.endsWith(ending)) continue;
    const found = of.get(word.slice(0, word.length - ending.length));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The English for the noun or adjective that some words begin with, and of how many of them it is; undefined where none is known. */
function meant(text: readonly string[]): { english: string; length: number } | undefined {
  const { nouns, others, adjectives } = known();
  const [first = ''] = text;
  // "Sieben" is no strainer.
  if (isGermanNumber(first)) return undefined;
  for (let length = Math.min(MOST_WORDS, text.length); length > 0; length--) {
    const some = text.slice(0, length);
    const english =
      nouns.map(({ list, spelled }) => list.get(keyOf(some, spelled))).find((found) => found !== undefined) ??
      withoutEnding(keyOf(some), others);
    if (english !== undefined) return { english, length };
  }
  const english = withoutEnding(folded(first), adjectives);
  return english === undefined ? undefined : { english, length: 1 };
}

/** A German noun phrase without what it begins with and loses: "den alten Hund" -> "alten Hund". */
export function withoutArticles(phrase: string): string {
  const words = phrase.trim().split(/\s+/);
  const first = words.findIndex((word) => !ARTICLES.has(word.toLowerCase()));
  return first < 0 ? '' : words.slice(first).join(' ');
}

/**
 * A German noun phrase in English, as far as its words are known; the others stay as they stand.
 * @returns empty where nothing is left of it
 */
export function nounPhraseInEnglish(phrase: string): string {
  return readPhrase(phrase).english.join(' ');
}

/** A German noun phrase in English where every word of it is known; null where one is not. */
export function wholePhraseInEnglish(phrase: string): string | null {
  const { english, unknown } = readPhrase(phrase);
  return english.length > 0 && unknown === 0 ? english.join(' ') : null;
}

function readPhrase(phrase: string): { english: string[]; unknown: number } {
  const words = phrase.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? [];
  const english: string[] = [];
  let unknown = 0;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    const lower = word.toLowerCase();
    if (ARTICLES.has(lower)) continue;
    const small = SMALL.get(lower);
    const inside = english.length > 0 && at < words.length - 1;
    if (small !== undefined) {
      if (inside) english.push(small);
      continue;
    }
    const found = meant(words.slice(at));
    english.push(found?.english ?? word);
    if (found) at += found.length - 1;
    else unknown++;
  }
  return { english, unknown };
}
