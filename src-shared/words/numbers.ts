// Numbers, dates, lists and words within a sentence as the chosen language writes them.
import type { Language } from './language';
import { currentLanguage } from './words';

const numbers = new Map<string, Intl.NumberFormat>();
const dates = new Map<string, Intl.DateTimeFormat>();

/** One that was made before, as making one costs more than using it. */
function kept<F>(formats: Map<string, F>, id: string, make: () => F): F {
  const format = formats.get(id) ?? make();
  formats.set(id, format);
  return format;
}

/** @param digits behind the point, always so many */
export function formatNumber(n: number, digits = 0, language: Language = currentLanguage()): string {
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return kept(numbers, `${language} ${digits}`, () => new Intl.NumberFormat(language, options)).format(n);
}

/** @param english how English has it: `Nov 28, 2026`, or `28 November 2026` as in Britain */
export function formatDate(
  date: Date | number,
  options: Intl.DateTimeFormatOptions,
  english: 'en' | 'en-GB' = 'en',
): string {
  const tag = tagOf(english);
  const id = `${tag} ${JSON.stringify(options)}`;
  return kept(dates, id, () => new Intl.DateTimeFormat(tag, options)).format(date);
}

/** The chosen language as the system's formats know it. */
function tagOf(english: 'en' | 'en-GB'): string {
  const language = currentLanguage();
  return language === 'en' ? english : language;
}

/** Things in a row as a sentence has them: `a, b and c`. */
export function formatList(items: readonly string[]): string {
  // British English, which has no comma before "and".
  return new Intl.ListFormat(tagOf('en-GB'), { type: 'conjunction' }).format(items);
}

/** Languages whose nouns have capitals. */
const KEEPS_CAPITALS: ReadonlySet<Language> = new Set(['de']);

/** Words with which something begins, as they stand within a sentence. */
export function inLine(words: string): string {
  return KEEPS_CAPITALS.has(currentLanguage()) ? words : words.charAt(0).toLowerCase() + words.slice(1);
}
