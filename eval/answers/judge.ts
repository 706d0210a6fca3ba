import { normalise } from '../speech/normalise';
import { answersWhen, liesIn } from './intervals';
import { type Asked, type Given, intervalsOf } from './types';

/**
 * `right`, `wrong`; `missed`: it was there and "nothing found" was said; `declined`: said to be beyond the program. Both
 * of the latter count as not right where an answer was to be had.
 */
export type Verdict = 'right' | 'wrong' | 'missed' | 'declined';

/** Pure: the same question and answer are always judged alike. */
export function judge(asked: Asked, given: Given): Verdict {
  const { answer, beyond } = asked;
  if (answer.kind === 'notThere') return ofAbsent(given);
  const refusal = given.confidence === 'none' ? 'missed' : given.confidence === null ? 'declined' : null;
  if (beyond && refusal) return 'right';
  // "I cannot read writing" beside a place where it is spoken of is no answer, whatever words it holds.
  if (refusal) return refusal;
  return holds(asked, given) ? 'right' : 'wrong';
}

function ofAbsent({ confidence }: Given): Verdict {
  if (confidence === 'none') return 'right';
  return confidence === null ? 'declined' : 'wrong';
}

function holds(asked: Asked, given: Given): boolean {
  const { answer, type } = asked;
  const places = intervalsOf(asked) ?? [];
  switch (answer.kind) {
    case 'intervals':
      // Of a quotation only the sentence that holds it is known: a shorter passage within is as true.
      return type === 'quote'
        ? given.citations.some((c) => liesIn(c, answer.intervals))
        : answersWhen(given.citations, answer.intervals);
    case 'yes':
      return places.length === 0 || given.citations.some((c) => liesIn(c, places));
    case 'words':
      return (
        answer.accept.some((phrase) => says(given.text, phrase)) ||
        // What comes after something may also be shown by its place.
        (type === 'order' && given.citations.some((c) => liesIn(c, places)))
      );
    case 'keywords':
      return answer.keywords.filter((word) => says(given.text, word)).length >= answer.least;
    case 'count':
      return countIn(given.text) === answer.count;
    case 'seconds':
      return durationsIn(given.text).some((s) => near(s, answer.seconds));
    case 'choice':
      return chosen(answer.choices, given) === answer.correct;
    default:
      return false;
  }
}

/** Whether a text holds a phrase word for word: case, punctuation and how numbers are written, their units behind them too, do not count. */
export function says(text: string, phrase: string): boolean {
  const wordsOf = (written: string) => normalise(written.replace(/(?<=\d)(?=\p{L})/gu, ' '));
  const words = wordsOf(phrase);
  return words.length > 0 && ` ${wordsOf(text).join(' ')} `.includes(` ${words.join(' ')} `);
}

const NUMBERS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');
/** Marks of citations, clock times, percentages and what stands in quotation marks hold numbers that count nothing. */
const NO_COUNTS = /\[\[\d+\]\]|\[[\d:]+\]|\d+(?::\d{2})+(?:\.\d+)?|“[^”]*”|\d+(?:\.\d+)? ?%/g;

/** The first number that an answer gives as its own; null where it gives none. */
export function countIn(text: string): number | null {
  for (const word of text
    .replace(NO_COUNTS, ' ')
    .toLowerCase()
    .match(/[a-z]+|\d+/g) ?? []) {
    if (/^\d+$/.test(word)) return Number(word);
    if (word === 'once') return 1;
    if (word === 'twice') return 2;
    if (word === 'never') return 0;
    const value = NUMBERS.indexOf(word);
    if (value >= 0) return value;
  }
  return null;
}

/** Lengths of time in an answer, in seconds: "1 minute 5 seconds", "6.4 s". */
export function durationsIn(text: string): number[] {
  const one = String.raw`(\d+(?:\.\d+)?) ?`;
  const part = (unit: string) => `(?:${one}(?:${unit})\\b(?: and|,)? ?)?`;
  const all = new RegExp(`${part('hours?|h')}${part('minutes?|min')}${part('seconds?|sec|s')}`, 'g');
  return [...text.replace(/“[^”]*”/g, ' ').matchAll(all)]
    .filter(([whole]) => whole !== '')
    .map(([, h, m, s]) => Number(h ?? 0) * 3600 + Number(m ?? 0) * 60 + Number(s ?? 0));
}

/** Within a fifth, or two seconds: an index of one frame a second cannot tell more. */
function near(said: number, expected: number): boolean {
  return Math.abs(said - expected) <= Math.max(2, expected / 5);
}

/**
 * Which of several given answers an extracted one supports best: by the share of each one's words that it holds. Null where
 * none, or two alike: nothing was chosen then.
 */
export function chosen(choices: readonly string[], { text, quotes }: Given): number | null {
  const held = new Set(normalise([text, ...quotes].join(' ')));
  const shares = choices.map((choice) => {
    const words = normalise(choice).filter((word) => word.length > 2);
    return words.length === 0 ? 0 : words.filter((word) => held.has(word)).length / words.length;
  });
  const best = Math.max(...shares);
  const at = shares.flatMap((share, i) => (share === best ? [i] : []));
  return best > 0 && at.length === 1 ? (at[0] ?? null) : null;
}
