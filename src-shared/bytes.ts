import type { Language } from './words/language';
import { formatNumber } from './words/numbers';
import { currentLanguage } from './words/words';

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** Bytes as people read them, in powers of 1000: `812 B`, `4.2 MB`, `1.3 GB`. */
export function formatBytes(bytes: number, language: Language = currentLanguage()): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  return `${formatNumber(value, digits, language)} ${UNITS[unit]}`;
}
