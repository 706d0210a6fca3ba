import type { Language as Name } from '../../../../src-shared/words/language';
import type { Language } from './catalogue';
import { ENGLISH } from './english/english';
import { GERMAN } from './german/german';

const LANGUAGES: Readonly<Record<Name, Language>> = { en: ENGLISH, de: GERMAN };

/** The words of an answer in a language. */
export function languageNamed(name: Name = 'en'): Language {
  return LANGUAGES[name];
}
