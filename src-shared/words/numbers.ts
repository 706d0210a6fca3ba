// Numbers and dates as the chosen language writes them.
import type { Language } from './language';
import { currentLanguage } from './words';

const formats = new Map<string, Intl.NumberFormat>();

/** @param digits behind the point, always so many */
export function formatNumber(n: number, digits = 0, language: Language = currentLanguage()): string {
  const id = `${language} ${digits}`;
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const format = formats.get(id) ?? new Intl.NumberFormat(language, options);
  formats.set(id, format);
  return format.format(n);
}

/** @param english how English has it: `Nov 28, 2026`, or `28 November 2026` as in Britain */
export function formatDate(
  date: Date | number,
  options: Intl.DateTimeFormatOptions,
  english: 'en' | 'en-GB' = 'en',
): string {
  const language = currentLanguage();
  return new Intl.DateTimeFormat(language === 'en' ? english : language, options).format(date);
}

/** Things in a row as a sentence has them: `a, b and c`. */
export function formatList(items: readonly string[]): string {
  const language = currentLanguage();
  // British English, which has no comma before "and".
  return new Intl.ListFormat(language === 'en' ? 'en-GB' : language, { type: 'conjunction' }).format(items);
}
