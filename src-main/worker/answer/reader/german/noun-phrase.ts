// A German noun phrase in English, word by word.
import { ADJECTIVES, NOUNS } from './nouns';

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

function entries(text: string, between: RegExp): [string, string][] {
  return text
    .trim()
    .split(between)
    .flatMap((line) => {
      const [english = '', german = ''] = line.split(':');
      return german.split(',').map((word): [string, string] => [folded(word.trim()), english.trim()]);
    });
}

// Of a word for two things the first one counts.
const nouns = new Map(entries(NOUNS, /\n/).reverse());
const adjectives = new Map(entries(ADJECTIVES, /;\s*/));
const ENDINGS = ['', 'n', 'en', 'e', 'er', 's', 'es', 'ern', 'nen', 'innen', 'se', 'em'];

/** Words in English for which there is a German one. */
export const NAMED_IN_GERMAN: ReadonlySet<string> = new Set(nouns.values());

function known(word: string, of: ReadonlyMap<string, string>): string | undefined {
  for (const ending of ENDINGS) {
    if (word.length - ending.length < 2 || !word.endsWith(ending)) continue;
    const found = of.get(word.slice(0, word.length - ending.length));
    if (found !== undefined) return found;
  }
  return undefined;
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
  const words = phrase.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? [];
  const english: string[] = [];
  for (const [i, word] of words.entries()) {
    const lower = word.toLowerCase();
    if (ARTICLES.has(lower)) continue;
    const small = SMALL.get(lower);
    const inside = english.length > 0 && i < words.length - 1;
    if (small !== undefined) {
      if (inside) english.push(small);
      continue;
    }
    const fold = folded(word);
    english.push(known(fold, nouns) ?? known(fold, adjectives) ?? word);
  }
  return english.join(' ');
}
