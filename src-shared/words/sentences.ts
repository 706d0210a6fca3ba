// Failures reach the page as English sentences beside their code: here they get the words of the language that is chosen.
import type { UserError } from '../errors';
import { errors } from './en/errors';
import { packs } from './en/packs';
import { reasons } from './en/reasons';
import { currentLanguage, type WordKey, wordsIn } from './words';

/** Sentences, the reasons that stand within them, and what packs say of themselves. */
const SAID = { ...errors, ...reasons, ...packs };
type SentenceKey = keyof typeof SAID & WordKey;

interface Sentence {
  readonly key: SentenceKey;
  /** With the known reasons in their places, and with anything there: null where that would be every other sentence. */
  readonly exact: RegExp;
  readonly loose: RegExp | null;
  /** Names of its values, in order. */
  readonly names: readonly string[];
}

const VALUE = /\{(\w+)\}/g;
/** Values that are reasons, or sentences themselves: these have words of their own. */
const COMPOSED: ReadonlySet<string> = new Set(['why', 'what', 'how', 'who', 'said']);
/** A name of a device: no sentence, which another one that ends alike would be taken for. */
const DEVICE = '([^.,:]+)';
/** Letters that a sentence must have besides its values, to be known by them. */
const LEAST = 12;

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function sentence(key: SentenceKey): Sentence {
  const message: string = SAID[key];
  const fixed = message.split(VALUE).filter((_, at) => at % 2 === 0);
  const names = [...message.matchAll(VALUE)].map(([, name]) => name as string);
  const known = Object.values(reasons).map(escaped).join('|');
  const pattern = (composed: string) => {
    const values = names.map((name) => (COMPOSED.has(name) ? composed : name === 'device' ? DEVICE : '(.+)'));
    return new RegExp(`^${fixed.map((part, at) => escaped(part) + (values[at] ?? '')).join('')}$`, 'su');
  };
  const distinct = fixed.join('').replace(/\P{L}/gu, '').length >= LEAST;
  const isPlain = !names.some((name) => COMPOSED.has(name));
  return {
    ...{ key, names, exact: pattern(`(${known})`) },
    loose: isPlain || distinct ? pattern('(.+)') : null,
  };
}

const KEYS = Object.keys(SAID) as SentenceKey[];
const FIXED: ReadonlyMap<string, SentenceKey> = new Map(KEYS.map((key) => [SAID[key], key]));
/** Those with values, once one is looked for. */
let withValues: readonly Sentence[] | null = null;

/** A sentence of main's in the language that is chosen; as it is where that is English, or has no words for it. */
export function sentenceInLanguage(said: string): string {
  if (currentLanguage() === 'en') return said;
  // What a sentence takes is known by its pattern, and no longer by its key.
  const words = wordsIn(currentLanguage()) as (key: WordKey, values?: Record<string, string>) => string;
  const fixed = FIXED.get(said);
  if (fixed) return words(fixed);
  withValues ??= KEYS.filter((key) => SAID[key].includes('{')).map(sentence);
  for (const way of ['exact', 'loose'] as const) {
    for (const { key, names, [way]: pattern } of withValues) {
      const found = pattern?.exec(said);
      if (!found) continue;
      const values = names.map((name, at) => {
        const value = found[at + 1] ?? '';
        return [name, COMPOSED.has(name) ? sentenceInLanguage(value) : value];
      });
      return words(key, Object.fromEntries(values));
    }
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
