/*
 * The words that people read in the window: `t('settings.theme')`, `t('library.films', { n: 3 })`. They stand in catalogues of ICU
 * messages, en/ and de/, a file a room; a key begins with its room. English has them all by definition, and the compiler asks for
 * the same of every other language.
 */
import { IntlMessageFormat } from 'intl-messageformat';
import { de } from './de/catalogue';
import { en } from './en/catalogue';
import type { Language } from './language';

const CATALOGUES: Readonly<Record<Language, Readonly<Record<WordKey, string>>>> = { en, de };

type English = typeof en;
export type WordKey = keyof English;
export type WordValue = string | number | Date;

/** Names in a message's braces. */
type Named<M extends string> = M extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `${infer Bare},${string}` ? Bare : Name) | Named<Rest>
  : never;
/**
 * The values that a message takes. Of one that chooses (plural, select) the compiler knows only that it takes some: scripts/words.mjs
 * compares the names.
 */
type Values<M extends string, V> = M extends `${string}, ${'plural' | 'select'},${string}`
  ? Readonly<Record<string, V>>
  : Readonly<Record<Named<M>, V>>;
type Arguments<K extends WordKey, V> = English[K] extends `${string}{${string}`
  ? [values: Values<English[K], V>]
  : [];

/** Words by key, in one language. */
export type Words = <K extends WordKey>(key: K, ...values: Arguments<K, WordValue>) => string;

const parsed = new Map<string, IntlMessageFormat>();

function message(language: Language, key: WordKey): IntlMessageFormat {
  const id = `${language} ${key}`;
  const known = parsed.get(id);
  if (known) return known;
  // No markup in messages: `<` is a character.
  const made = new IntlMessageFormat(CATALOGUES[language][key], language, undefined, { ignoreTag: true });
  parsed.set(id, made);
  return made;
}

/** Without any of these a message is its own words, and most are: reading it as a message takes a hundred times as long. */
const SYNTAX = /[{}']/;

/** The words of one language, whatever the window's is. */
export function wordsIn(language: Language): Words {
  return (key, ...values) => {
    const text = CATALOGUES[language][key];
    return SYNTAX.test(text) ? String(message(language, key).format(values[0])) : text;
  };
}

let current: Language = 'en';
const listeners = new Set<() => void>();

/** The language of this process's words; English until it is set. */
export function currentLanguage(): Language {
  return current;
}

export function setLanguage(language: Language): void {
  if (language === current) return;
  current = language;
  for (const listener of listeners) listener();
}

/** Calls on each change of language. @returns what ends it */
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Words in the language that is chosen. Read when they are shown: what is kept in a constant stays as it was. */
export const t: Words = (key, ...values) => wordsIn(current)(key, ...values);

/** A message with things in it that are no words, such as a link or a button: its parts in order. */
export function tParts<K extends WordKey, P>(
  key: K,
  ...values: Arguments<K, WordValue | P>
): readonly (string | P)[] {
  const parts = message(current, key).formatToParts<P>(values[0]);
  return parts.map(({ value }) => value);
}
