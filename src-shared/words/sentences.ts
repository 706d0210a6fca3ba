// Failures reach the page as English sentences beside their code: here they get the words of the language that is chosen.
import type { UserError } from '../errors';
import { errors } from './en/errors';
import { currentLanguage, type WordKey, wordsIn } from './words';

type SentenceKey = keyof typeof errors & WordKey;

interface Sentence {
  readonly key: SentenceKey;
  readonly pattern: RegExp;
  /** Names of its values, in order. */
  readonly names: readonly string[];
}

const VALUE = /\{(\w+)\}/g;

function sentence(key: SentenceKey): Sentence {
  const message: string = errors[key];
  const fixed = message.split(VALUE).filter((_, at) => at % 2 === 0);
  const escaped = fixed.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const names = [...message.matchAll(VALUE)].map(([, name]) => name as string);
  return { key, names, pattern: new RegExp(`^${escaped.join('(.+)')}$`, 'su') };
}

const KEYS = Object.keys(errors) as SentenceKey[];
const FIXED: ReadonlyMap<string, SentenceKey> = new Map(KEYS.map((key) => [errors[key], key]));
/** Those with values, once one is looked for. */
let withValues: readonly Sentence[] | null = null;

/** A sentence of main's in the language that is chosen; as it is where that is English, or has no words for it. */
export function sentenceInLanguage(said: string): string {
  if (currentLanguage() === 'en') return said;
  // What a sentence takes is known by its pattern, and no longer by its key.
  const words = wordsIn(currentLanguage()) as (key: WordKey, values?: Record<string, string>) => string;
  const fixed = FIXED.get(said);
  if (fixed) return words(fixed);
  withValues ??= KEYS.filter((key) => errors[key].includes('{')).map(sentence);
  for (const { key, pattern, names } of withValues) {
    const found = pattern.exec(said);
    if (found) return words(key, Object.fromEntries(names.map((name, at) => [name, found[at + 1] ?? ''])));
  }
  return said;
}

/** A failure's words for the user, as far as they are known in the language that is chosen. */
export function errorInLanguage(error: UserError): UserError {
  return {
    ...error,
    message: sentenceInLanguage(error.message),
    remedy: sentenceInLanguage(error.remedy),
  };
}
