// What things and labels of frames are called in the language that is chosen: the models call them in English.
import type { EvidenceKind } from '../answers';
import { germanName, germanNames, type Naming } from './de/names/names';
import type { Language } from './language';
import { currentLanguage } from './words';

/** A name in English as the language calls it; in quotation marks where the language has no name for it. */
export function nameInLanguage(
  english: string,
  naming: Naming,
  language: Language = currentLanguage(),
): string {
  if (language === 'en' || english === '') return english;
  return germanName(english, naming)?.name ?? `„${english}“`;
}

/** What the text that supports a place names, where it names anything: a thing, or labels of frames. */
const NAMINGS: Readonly<Partial<Record<EvidenceKind, Naming>>> = {
  object: 'thing',
  seen: 'label',
  scene: 'label',
};

/**
 * What supports a place, its names as the language has them.
 * @param text words that are said or written stay, and so does what somebody called it
 */
export function supportInLanguage(
  kind: EvidenceKind | null,
  text: string,
  language: Language = currentLanguage(),
): string {
  const naming = kind === null ? undefined : NAMINGS[kind];
  if (naming === undefined || language === 'en') return text;
  const names = text.split(', ').map((name) => germanName(name, naming)?.name);
  return names.every((name) => name !== undefined) ? names.join(', ') : text;
}

/** English names of what a German word names, however it is capitalised: `dog` of "Hund" and "Hunde"; none of any other word. */
export function namesMeant(word: string): string[] {
  const lower = word.toLowerCase();
  const isIt = (name: string | null) => name?.toLowerCase() === lower;
  const meant = germanNames().filter(([, { name, plural, others }]) => [name, plural, ...others].some(isIt));
  return [...new Set(meant.map(([english]) => english))];
}
