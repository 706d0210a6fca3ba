import type { Language } from '../../../../src-shared/words/language';
import { HOW_FOUND as ENGLISH } from './english/how-found';
import { HOW_FOUND as GERMAN } from './german/how-found';
import type { HowFound } from './how-found';

const WORDS: Readonly<Record<Language, HowFound>> = { en: ENGLISH, de: GERMAN };

/** The words of a language for how an answer came about. Apart from its messages: evidence knows these, and no claims. */
export function howFoundIn(language: Language = 'en'): HowFound {
  return WORDS[language];
}
