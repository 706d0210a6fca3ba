// Which language the words of the window are in.
import { z } from 'zod';

export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What a person may choose; `system` is the first of the system's own languages that there is a catalogue for. */
export const languageChoice = z.enum(['system', ...LANGUAGES]);
export type LanguageChoice = z.infer<typeof languageChoice>;

export const language = z.enum(LANGUAGES);

/** @param preferred the system's languages as BCP 47 tags, the most wanted first @returns English where none is ours */
export function systemLanguage(preferred: readonly string[]): Language {
  const known = (tag: string) => LANGUAGES.find((name) => tag.toLowerCase().split(/[-_]/)[0] === name);
  return preferred.map(known).find((found) => found !== undefined) ?? 'en';
}

export function languageOf(choice: LanguageChoice, system: Language): Language {
  return choice === 'system' ? system : choice;
}
