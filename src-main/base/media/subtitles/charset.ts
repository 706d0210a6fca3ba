import { languageOf } from '../../../../src-shared/languages';
import { guessEncoding } from './charset-guess';

/** Encodings of one byte a letter, or two, in which files that are not Unicode are written where a language is spoken. */
const BY_LANGUAGE: Readonly<Record<string, string>> = {
  ...{ pl: 'windows-1250', cs: 'windows-1250', sk: 'windows-1250', hu: 'windows-1250', hr: 'windows-1250' },
  ...{ sl: 'windows-1250', ro: 'windows-1250', ru: 'windows-1251', uk: 'windows-1251', bg: 'windows-1251' },
  ...{ sr: 'windows-1251', el: 'windows-1253', tr: 'windows-1254', he: 'windows-1255', ar: 'windows-1256' },
  ...{ fa: 'windows-1256', et: 'windows-1257', lv: 'windows-1257', lt: 'windows-1257', vi: 'windows-1258' },
  ...{ th: 'windows-874', ja: 'shift_jis', zh: 'gb18030', ko: 'euc-kr' },
};
const USUAL = 'windows-1252';

/**
 * A text file's words, whatever its encoding: Unicode by its mark or by what its bytes are, else the encoding that is usual for
 * the language, else the one in which its bytes are words (`guessEncoding`), else Western European.
 */
export function decodeText(bytes: Uint8Array, language: string | null): string {
  const marked = markOf(bytes);
  if (marked !== null) return decode(bytes, marked);
  const wide = wideOf(bytes);
  if (wide !== null) return decode(bytes, wide);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const unicode = decode(bytes, 'utf-8');
    if (isMostlyUnicode(unicode)) return unicode;
  }
  const usual = language === null ? undefined : BY_LANGUAGE[languageOf(language)];
  return decode(bytes, usual ?? guessEncoding(bytes) ?? USUAL);
}

/**
 * Whether what was read as UTF-8, and is not quite, is that all the same: bytes of another encoding hardly ever make a letter of it by
 * chance, and a file with a damaged byte or two has many letters that are whole.
 */
function isMostlyUnicode(text: string): boolean {
  const wrong = text.split('\ufffd').length - 1;
  const letters = text.match(/[^\p{ASCII}\ufffd]/gu)?.length ?? 0;
  return letters > wrong * 4;
}

function decode(bytes: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding).decode(bytes);
}

function markOf([first, second, third]: Uint8Array): string | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : null;
}

/** UTF-16 without a mark: digits and spaces, of which times are made, have a zero beside them. */
function wideOf(bytes: Uint8Array): string | null {
  const looked = Math.min(bytes.length & ~1, 4096);
  if (looked < 4) return null;
  let low = 0;
  let high = 0;
  for (let at = 0; at < looked; at += 2) {
    if (bytes[at] === 0) high++;
    if (bytes[at + 1] === 0) low++;
  }
  const many = looked / 2 / 4;
  if (low > many && high === 0) return 'utf-16le';
  return high > many && low === 0 ? 'utf-16be' : null;
}
