// The query that a language model makes of a question: its schema, and what of it holds. A reading is checked by nothing that comes
// after it, so that it has to bear itself out: each slot in words of the question, nothing lost of its numbers and its "not".
import { z } from 'zod';
import { FILM_WORDS } from '../../inference/lexicon';
import type { NotHeld } from '../messages/how-found';
import type { ParsedQuery } from '../question';
import { filmFact, form, type Query, sense, type TimeReference } from '../reader/query';
import { thingsIn } from '../things/names';
import { takeTime } from '../time-words';
import { contentStems, contentWords } from '../words';
import { asksHowMuch, asksWho, isNegated, numbersIn } from './other-words';

const words = z.string().max(200);

/** What a model is asked for, in the order in which it is to write it: the question's own words come before their English. */
export const statedQuery = z.object({
  form: form.extract([
    ...(['when', 'exists', 'howMany', 'howOften', 'howLong', 'whatSaid', 'whoSays', 'whatWritten'] as const),
    ...(['content', 'around', 'summary', 'kinds', 'whichVideo', 'filmFact', 'scenes', 'transcript'] as const),
    'open',
  ]),
  sense: sense.extract(['seen', 'said', 'written', 'either']),
  words,
  topic: words,
  timeWords: words,
  time: words,
  side: z.enum(['before', 'after', 'none']),
  not: z.boolean(),
  fact: z.enum([...filmFact.options, 'none']),
});
export type StatedQuery = z.infer<typeof statedQuery>;

export interface AskedOf {
  readonly question: string;
  /** What the built-in readers make of it; times, quotations and all that a model is not asked for stay theirs. */
  readonly builtIn: ParsedQuery;
  /** Whether a time can lie in what is asked about. */
  readonly isInside: (time: TimeReference) => boolean;
  /** Whether something is an English word; null where no such words are at hand. */
  readonly isWord: ((word: string) => boolean) | null;
}

/** What of it holds, as a query. */
export function held(stated: StatedQuery, asked: AskedOf): Query | NotHeld {
  const { builtIn, question } = asked;
  const topic = topicOf(stated, asked);
  if (topic === null || !mayAsk(stated, question)) return 'invented';
  const time = timeOf(stated, asked);
  if (time === 'invented') return 'invented';
  if (time !== null && !asked.isInside(time)) return 'outside';
  if (stated.not && !isNegated(question)) return 'invented';
  const negates = stated.form === 'when' || stated.form === 'exists';
  if (isNegated(question) && !(stated.not && negates)) return 'lost';
  if (losesNumbers(stated, asked)) return 'lost';
  const { form, sense, side, fact } = stated;
  const about =
    form === 'summary' || form === 'filmFact' || form === 'transcript' || form === 'scenes' ? '' : topic;
  if (!isWhole(stated, about, time)) return 'invalid';
  // A search for the question's words is what there is without the model; for their English it is more.
  if (form === 'open' && (!builtIn.foreign || about === '')) return 'unread';
  return {
    ...builtIn,
    ...{ form, sense, topic: about, time, foreign: false },
    own: builtIn.foreign && about !== '' ? stated.words.trim() : builtIn.own,
    side: form === 'around' && side !== 'none' ? side : null,
    wanted: wantedOf(stated, about, fact),
    limit: null,
  };
}

/** In the words of the question, or their English; null where the question does not say it. */
function topicOf({ topic, words }: StatedQuery, { question, builtIn, isWord }: AskedOf): string | null {
  // "How long is the film" names nothing in it.
  const content = contentWords(topic).filter((word) => !FILM_WORDS.has(word.toLowerCase()));
  if (content.length === 0) return '';
  if (!builtIn.foreign) {
    const said = new Set(contentStems(question));
    return contentStems(topic).every((stem) => said.has(stem)) ? topic.trim() : null;
  }
  if (!standsIn(words, question) || !hasContent(words, builtIn.topic)) return null;
  // What was put into English is about as long, in English letters, and made of words that there are; names stay as they are.
  const isName = (word: string) => /^\p{Lu}/u.test(word) && standsIn(word, question);
  const known = (word: string) => isName(word) || (isWord?.(word.toLowerCase()) ?? true);
  const latin = /^[\p{Script=Latin}\p{N}\p{P}\p{Zs}]*$/u.test(topic);
  const invented = numbersIn(topic).some((n) => !numbersIn(words).includes(n));
  const long = lengthOf(topic) > 2 * Math.max(2, lengthOf(words));
  return latin && !invented && !long && content.every(known) ? topic.trim() : null;
}

/** A time as the grammar of times reads its English; its numbers have to stand in the words that the question says it with. */
function timeOf(
  { time, timeWords }: StatedQuery,
  { question, builtIn }: AskedOf,
): TimeReference | null | 'invented' {
  // English times are read exactly without a model.
  if (!builtIn.foreign) return builtIn.time;
  if (plain(time) === '') return null;
  const read = takeTime(time);
  const whole = contentWords(read.rest).length === 0;
  const given = numbersIn(timeWords);
  const numbered = numbersIn(time).every((n) => given.includes(n) || n === '1');
  const said = plain(timeWords) !== '' && standsIn(timeWords, question);
  return read.time !== null && whole && numbered && said ? read.time : 'invented';
}

const AMOUNTS: ReadonlySet<StatedQuery['form']> = new Set(['howMany', 'howOften', 'howLong']);

/** Whether a question has a word for what its form asks: "how many" of one, "who" of another. */
function mayAsk({ form, fact }: StatedQuery, question: string): boolean {
  if (AMOUNTS.has(form) || (form === 'filmFact' && fact === 'length')) return asksHowMuch(question);
  return form !== 'whoSays' || asksWho(question);
}

/** Whether a number of the question stands neither in what it is about nor in its time. */
function losesNumbers({ words, timeWords }: StatedQuery, { question, builtIn }: AskedOf): boolean {
  if (!builtIn.foreign && builtIn.time !== null) return false;
  const kept = numbersIn(`${words} ${timeWords}`);
  return numbersIn(question).some((n) => !kept.includes(n));
}

/** Whether a form has what it asks about. */
function isWhole({ form, side, fact, not }: StatedQuery, topic: string, time: TimeReference | null): boolean {
  switch (form) {
    case 'when':
    case 'exists':
    case 'howMany':
    case 'howOften':
    case 'howLong':
    case 'whoSays':
    case 'whichVideo':
      return topic !== '' && (!not || thingsIn(topic).things.length > 0);
    case 'kinds':
      return thingsIn(topic).things.length > 0;
    case 'around':
      return side !== 'none' && (topic !== '' || time !== null);
    case 'content':
      return topic !== '' || time !== null;
    case 'filmFact':
      return fact !== 'none';
    default:
      return true;
  }
}

function wantedOf({ form, not }: StatedQuery, topic: string, fact: StatedQuery['fact']): Query['wanted'] {
  if (form === 'filmFact' && fact !== 'none') return { kind: 'fact', fact };
  if (form === 'kinds') return { kind: 'group', group: topic };
  if (form === 'whatWritten') return { kind: 'oneOf' };
  return not ? { kind: 'absence' } : null;
}

/** Writing systems that set no spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Whether words stand in a question as they are, case and punctuation aside. */
function standsIn(words: string, question: string): boolean {
  const [part, whole] = [plain(words), plain(question)];
  if (part === '') return false;
  if (UNSPACED.test(part)) return whole.replaceAll(' ', '').includes(part.replaceAll(' ', ''));
  return ` ${whole} `.includes(` ${part} `);
}

/** Whether words are more than a number, and than small words of their language, of which the built-in reading is free. */
function hasContent(words: string, topic: string): boolean {
  if (UNSPACED.test(words)) return true;
  const content = new Set(plain(topic).split(' '));
  return plain(words)
    .split(' ')
    .some((word) => /\p{L}/u.test(word) && content.has(word));
}

/** Words of a text. */
function lengthOf(text: string): number {
  return plain(text).split(' ').length;
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
