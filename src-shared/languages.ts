import { currentLanguage } from './words/words';

/** Codes of three letters, of both kinds, and names by which files call the languages that Intl knows by two. */
const TWO_LETTERS: Readonly<Record<string, string>> = {
  ...{ eng: 'en', english: 'en', ger: 'de', deu: 'de', german: 'de', deutsch: 'de', fre: 'fr', fra: 'fr' },
  ...{ french: 'fr', spa: 'es', spanish: 'es', ita: 'it', italian: 'it', por: 'pt', portuguese: 'pt' },
  ...{
    dut: 'nl',
    nld: 'nl',
    dutch: 'nl',
    pol: 'pl',
    rus: 'ru',
    russian: 'ru',
    ukr: 'uk',
    cze: 'cs',
    ces: 'cs',
  },
  ...{ slo: 'sk', slk: 'sk', hun: 'hu', rum: 'ro', ron: 'ro', bul: 'bg', gre: 'el', ell: 'el', tur: 'tr' },
  ...{ swe: 'sv', dan: 'da', nor: 'no', nob: 'nb', fin: 'fi', est: 'et', lav: 'lv', lit: 'lt', hrv: 'hr' },
  ...{
    srp: 'sr',
    slv: 'sl',
    ara: 'ar',
    heb: 'he',
    hin: 'hi',
    per: 'fa',
    fas: 'fa',
    jpn: 'ja',
    japanese: 'ja',
  },
  ...{ kor: 'ko', korean: 'ko', chi: 'zh', zho: 'zh', chinese: 'zh', tha: 'th', vie: 'vi', ind: 'id' },
  ...{ may: 'ms', msa: 'ms', cat: 'ca', baq: 'eu', eus: 'eu', glg: 'gl', ice: 'is', isl: 'is', gle: 'ga' },
};

/** The language without region and script: `pt-BR`, `por` and `pt_PT` are all `pt`. Lower case; a code that is not known as it is. */
export function languageOf(tag: string): string {
  const main = tag.toLowerCase().split(/[-_]/)[0] ?? '';
  return TWO_LETTERS[main] ?? main;
}

export function sameLanguage(a: string, b: string): boolean {
  return languageOf(a) === languageOf(b);
}

/** Whether a part of a file's name is likely to name a language: two letters that Intl knows, or one of the codes above. */
export function isLanguage(tag: string): boolean {
  if (Object.hasOwn(TWO_LETTERS, tag.toLowerCase().split(/[-_]/)[0] ?? '')) return true;
  return /^[a-z]{2}(?:[-_][a-z]{2,4})?$/i.test(tag) && languageName(tag) !== tag;
}

/** `German` for `ger`, `de` and `de-AT`; the code itself where nobody knows it. */
export function languageName(tag: string): string {
  const code = languageOf(tag);
  try {
    return new Intl.DisplayNames(currentLanguage(), { type: 'language', fallback: 'none' }).of(code) ?? tag;
  } catch {
    return tag;
  }
}
