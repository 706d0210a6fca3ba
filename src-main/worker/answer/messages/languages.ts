import type { AnswerLanguage } from '../../../../src-shared/answers';
import type { Language } from './catalogue';
import { ENGLISH } from './english/english';
import { GERMAN } from './german/german';

const LANGUAGES: Readonly<Record<AnswerLanguage, Language>> = { en: ENGLISH, de: GERMAN };

/** The words of an answer in a language. */
export function languageNamed(name: AnswerLanguage): Language {
  return LANGUAGES[name];
}
