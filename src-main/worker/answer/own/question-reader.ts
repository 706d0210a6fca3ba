// A language model that the user runs on this computer reads a question that the built-in readers give up on: asked once, for a query
// in JSON, in bounded time. It is given the question and nothing else. What it says counts only where it holds (stated-query.ts).
import { z } from 'zod';
import type { OwnModel } from '../../../../src-shared/own-model';
import { OwnModelFailed } from '../../../base/answer/own-model-errors';
import { type ChatTurn, completeChat } from '../../own-model/chat-completion';
import type { Limits } from '../../own-model/loopback';
import type { NotRead } from '../messages/how-found';
import type { Query } from '../reader/query';
import type { Understood } from '../reader/understand';
import { harmless } from './passages';
import { type AskedOf, held, statedQuery } from './stated-query';

/** A query takes half of it; whoever writes more does not come to an end. */
const MOST_TOKENS = 200;
/** Milliseconds: who waits for an answer is not to wait long for a reading that may be no better. */
const LIMITS: Partial<Limits> = { first: 20_000, silence: 10_000, whole: 30_000 };
const SCHEMA = z.toJSONSchema(statedQuery);

const RULES = `You read questions about videos. You never answer them. Write one line of JSON and nothing else:
{"form": F, "sense": S, "words": W, "topic": T, "timeWords": X, "time": Y, "side": D, "not": N, "fact": A}
F: when (when or where is it), exists (is there), howMany (how many things), howOften (how many times), howLong (for how long is it there), whatSaid, whoSays, whatWritten, content (what happens at a time), around (what comes before or after something), summary (what is it about), kinds (which animals, which things), whichVideo (which of the videos), filmFact (length, sound, subtitles, size, picture of the file), scenes, transcript, open (anything else).
S: seen, said, written, or either.
W: the words of the question for the thing that is asked about, copied exactly; "" if none. T: the same in English.
X: the words of the question that name a time or a scene, copied exactly; "" if none. Y: the same in English, as "at 1:20", "after 2 minutes", "between 1:00 and 2:00", "in the first 20 seconds", "at the end", "in scene 3".
D: before, after, or none. N: true if it asks where something is not. A: for filmFact which; else none.`;

const EXAMPLES: readonly (readonly [question: string, query: z.infer<typeof statedQuery>])[] = [
  ['got a clue where that old mill turns up', example('when', 'seen', 'old mill', 'old mill')],
  ['Wanneer zie je de oude molen?', example('when', 'seen', 'oude molen', 'old mill')],
  [
    'Est-ce qu’on parle du loyer après 2:30 ?',
    {
      ...example('exists', 'said', 'loyer', 'rent'),
      ...{ timeWords: 'après 2:30', time: 'after 2:30' },
    },
  ],
  ['¿Cuántos gansos hay?', example('howMany', 'seen', 'gansos', 'geese')],
  [
    '最后十秒发生了什么',
    { ...example('content', 'either', '', ''), timeWords: '最后十秒', time: 'in the last 10 seconds' },
  ],
  ['De quoi s’agit-il ?', example('summary', 'either', '', '')],
];

function example(
  form: z.infer<typeof statedQuery>['form'],
  sense: z.infer<typeof statedQuery>['sense'],
  words: string,
  topic: string,
): z.infer<typeof statedQuery> {
  return { form, sense, words, topic, timeWords: '', time: '', side: 'none', not: false, fact: 'none' };
}

/**
 * Whether a model is asked to read a question: only where the built-in readers would do no more than search for its words, since its
 * form is not known or its language is none that they read. What leans on the chat is not: the model would have to be told of that.
 */
export function isGivenUp({ reading, inherited }: Pick<Understood, 'reading' | 'inherited'>): boolean {
  if (inherited || reading.quote !== null || reading.limit !== null) return false;
  return reading.foreign || (reading.form === 'open' && reading.followUp === null && reading.topic !== '');
}

/** @throws NotThisComputer, the signal's reason */
export async function readWithModel(
  own: OwnModel,
  asked: AskedOf,
  options: { readonly signal: AbortSignal; readonly limits?: Partial<Limits> | undefined },
): Promise<Query | NotRead> {
  try {
    const stated = statedQuery.safeParse(await stateOf(own, asked.question, options));
    return stated.success ? held(stated.data, asked) : 'invalid';
  } catch (error) {
    if (error instanceof OwnModelFailed) return error.fault;
    throw error;
  }
}

/** What the model writes, as JSON; undefined where it is none. */
async function stateOf(
  own: OwnModel,
  question: string,
  { signal, limits = {} }: Parameters<typeof readWithModel>[2],
): Promise<unknown> {
  const write = async (schema: object | null) => {
    let text = '';
    const options = { maxTokens: MOST_TOKENS, signal, schema, limits: { ...LIMITS, ...limits } };
    for await (const piece of completeChat(own, turns(question), options)) {
      text += piece;
      const object = firstObject(text);
      // Whatever else it has to say.
      if (object !== undefined) return object;
    }
    return undefined;
  };
  try {
    return await write(SCHEMA);
  } catch (error) {
    if (!(error instanceof OwnModelFailed) || error.fault !== 'refused') throw error;
    // Some servers know no schemas.
    return write(null);
  }
}

function turns(question: string): ChatTurn[] {
  const examples = EXAMPLES.map(([asked, query]) => `Question: ${asked}\n${JSON.stringify(query)}`);
  return [
    { role: 'system', content: RULES },
    { role: 'user', content: [...examples, `Question: ${harmless(question)}`].join('\n') },
  ];
}

/** The first JSON object in a text, whatever stands around it; undefined where there is none, or not all of it yet. */
function firstObject(text: string): unknown {
  const found = /\{[^{}]*\}/.exec(text)?.[0];
  try {
    return found === undefined ? undefined : JSON.parse(found);
  } catch {
    return undefined;
  }
}
