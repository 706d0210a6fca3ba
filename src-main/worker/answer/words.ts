import { GRAMMAR_WORDS, irregular } from '../inference/lexicon';

/** Words of a text and where they stand, without any language model. English. */
export interface WordAt {
  /** As written. */
  readonly text: string;
  /** Lower case, typographic apostrophes made plain. */
  readonly lower: string;
  readonly start: number;
  readonly end: number;
}

const WORD = /[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu;

export function wordsOf(text: string): WordAt[] {
  return [...text.matchAll(WORD)].map((match) => ({
    text: match[0],
    lower: match[0].toLowerCase().replaceAll('’', "'"),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

export function isStopWord(lower: string): boolean {
  return GRAMMAR_WORDS.has(lower);
}

/**
 * Cuts the common English endings, so that "jewels" meets "jewel" and "talked" meets "talking".
 * A light stemmer after the S-stemmer (Harman 1991) with -ing and -ed added; never shortens below three letters.
 */
export function stem(word: string): string {
  let s = word.toLowerCase().replace(/['’]s?$/u, '');
  s = irregular(s) ?? s;
  if (s.length > 4 && s.endsWith('ies')) s = `${s.slice(0, -3)}y`;
  else if (s.length > 4 && /(?:ss|sh|ch|x|z)es$/.test(s)) s = s.slice(0, -2);
  else if (s.length > 3 && s.endsWith('s') && !/(?:ss|us|is)$/.test(s)) s = s.slice(0, -1);
  // "Leadership" is of a leader.
  s = s.replace(/(?<=[eo]r)ship$/, '');
  if (s.length > 5 && s.endsWith('ing')) s = undouble(s.slice(0, -3));
  else if (s.length > 4 && s.endsWith('ed')) s = undouble(s.slice(0, -2));
  return s.length > 4 && s.endsWith('e') ? s.slice(0, -1) : s;
}

function undouble(s: string): string {
  return /([bdgmnprt])\1$/.test(s) ? s.slice(0, -1) : s;
}

/** Stems of the words that carry meaning, in order, each once. */
export function contentStems(text: string): string[] {
  const stems = wordsOf(text)
    .filter((w) => !isStopWord(w.lower))
    .map((w) => stem(w.lower));
  return [...new Set(stems)];
}

/** The words that carry meaning, as written, each once. */
export function contentWords(text: string): string[] {
  const seen = new Set<string>();
  return wordsOf(text)
    .filter((w) => !isStopWord(w.lower) && !seen.has(w.lower) && seen.add(w.lower))
    .map((w) => w.text);
}
