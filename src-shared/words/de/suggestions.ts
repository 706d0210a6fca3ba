// German words: questions that are suggested, and the detector's kinds in them, as the object of a sentence.
import { suggestions as english } from '../en/suggestions';
import { germanKind } from './names/names';

type Key = keyof typeof english;
type ThingKey = Extract<Key, `suggestions.thing.${string}`>;
const THING = 'suggestions.thing.';

/** The detector's kinds, as they are asked for: by their names in the one list of them. */
const things = Object.fromEntries(
  Object.keys(english)
    .filter((key) => key.startsWith(THING))
    .map((key) => [key, germanKind(key.slice(THING.length))]),
) as Readonly<Record<ThingKey, string>>;

export const suggestions: Readonly<Record<Key, string>> = {
  'suggestions.when': 'Wann sieht man {thing}?',
  'suggestions.howLong': 'Wie lange sieht man {thing}?',
  'suggestions.which': 'Welche Filme zeigen {thing}?',
  'suggestions.said': 'Was wird über {word} gesagt?',
  'suggestions.howOften': 'Wie oft wird „{word}“ gesagt?',
  'suggestions.written': 'Wann ist „{words}“ zu lesen?',
  'suggestions.chapter': 'Was passiert in Kapitel {number}?',
  'suggestions.scenes': 'Fasse es nach Szenen zusammen.',
  'suggestions.summary': 'Fasse es zusammen.',
  'suggestions.between': 'Was passiert zwischen {from} und {to}?',
  ...things,
};
