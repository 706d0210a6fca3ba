import { type Context, readInContext } from '../follow-up';
import type { ParsedQuery } from '../question';
import { wordsOf } from '../words';
import { readByMeaning } from './by-meaning';
import { takeOutput } from './output';
import type { Classification } from './question-classifier';

/** A question as all readers together read it, and what it took from the chat. */
export interface Understood extends Context {
  /** Whether something was taken over from an earlier question. */
  readonly inherited: boolean;
  /** The language model that read it; null where the built-in readers did. */
  readonly readBy: string | null;
}

/** Reads a question in the light of the chat before it. */
export type QuestionReader = typeof understand;

/**
 * Reads a question by its form, and by its meaning where that says nothing and nothing was taken over from the chat.
 * @param history oldest first, without the present question
 * @param classify classifies a text by its meaning
 */
export async function understand(
  text: string,
  history: Parameters<typeof readInContext>[1],
  classify: (text: string) => Promise<Classification>,
): Promise<Understood> {
  const context = readInContext(text, history);
  return { ...context, reading: asSearch(await byMeaning(context, text, classify)), readBy: null };
}

async function byMeaning(
  { reading, inherited }: Omit<Understood, 'readBy'>,
  text: string,
  classify: (text: string) => Promise<Classification>,
): Promise<ParsedQuery> {
  if (
    reading.form !== 'open' ||
    reading.limit !== null ||
    inherited ||
    reading.quote !== null ||
    reading.own !== null
  )
    return reading;
  const { rest } = takeOutput(text);
  return readByMeaning(reading, rest, await classify(rest));
}

const MOST_KEYWORDS = 4;
/** "Dogs", "a dog in the garden": a few words without a question in them ask where these are. */
function asSearch(reading: ParsedQuery): ParsedQuery {
  const { form, topic, quote } = reading;
  const words = wordsOf(topic);
  const few = words.length > 0 && words.length <= MOST_KEYWORDS;
  const latin = words.every((w) => /^[\p{Script=Latin}\p{N}]/u.test(w.text));
  const asks =
    /^(?:why|how|what|which|who|whose)\b|\b(?:do|does|did|is|are|was|were|can|could|will|would|has|have|had|i|you|he|she|it|we|they)\b/i.test(
      topic,
    );
  return form === 'open' &&
    !reading.foreign &&
    reading.limit === null &&
    (quote !== null || (few && latin && !asks))
    ? { ...reading, form: 'when' }
    : reading;
}
