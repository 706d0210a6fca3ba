// A language model on this computer reads a question as a query in JSON: asked once, in bounded time, and held to the schema. What it
// says counts only where it is a query about words of the question; else the reading that is built in stands.
import { z } from 'zod';
import { OwnModelFailed } from '../../src-main/base/answer/own-model-errors';
import { form, sense } from '../../src-main/worker/answer/reader/query';
import { contentStems } from '../../src-main/worker/answer/words';
import { type ChatTurn, completeChat } from '../../src-main/worker/own-model/chat-completion';
import type { Limits } from '../../src-main/worker/own-model/loopback';
import type { OwnModel } from '../../src-shared/own-model';
import type { Reading } from './score';

const MOST_TOKENS = 80;
const LIMITS: Partial<Limits> = { first: 20_000, silence: 10_000, whole: 30_000 };

/** What is asked of the model: times, numbers and quotations are read exactly without it. */
const answer = z.object({
  form: form.extract([
    ...(['when', 'howOften', 'howLong', 'whatSaid', 'whoSays', 'content', 'around', 'exists'] as const),
    ...(['whichVideo', 'summary', 'howMany', 'whatWritten', 'kinds', 'open'] as const),
  ]),
  sense: sense.extract(['seen', 'said', 'written', 'either']),
  topic: z.string().max(200),
});

const RULES = `You read questions about videos. Write one line of JSON and nothing else: {"form": F, "sense": S, "topic": T}.
F: when (where or when is it), exists (is there), howMany (how many things), howOften (how many times), howLong (for how long), whatSaid, whoSays, whatWritten, content (what happens at a time), around (before or after something), summary, kinds (which animals, things), whichVideo, open (anything else).
S: seen, said, written or either.
T: the thing that is asked about, in the words of the question; empty if none.`;
const EXAMPLES: readonly (readonly [string, string])[] = [
  ['when do you see the old mill', '{"form": "when", "sense": "seen", "topic": "old mill"}'],
  ['do they talk about rent', '{"form": "exists", "sense": "said", "topic": "rent"}'],
  ['what does the door sign say', '{"form": "whatWritten", "sense": "written", "topic": "door sign"}'],
  ['how many geese are there', '{"form": "howMany", "sense": "seen", "topic": "geese"}'],
  ['whats it about', '{"form": "summary", "sense": "either", "topic": ""}'],
];

export type Outcome = 'model' | 'invalid' | 'invented' | 'failed';

/**
 * @param builtIn the reading to fall back on, which also has the time, the quotation and all that the model is not asked
 * @throws the signal's reason
 */
export async function readWithModel(
  own: OwnModel,
  question: string,
  builtIn: Reading,
  options: { readonly signal: AbortSignal; readonly limits?: Partial<Limits> },
): Promise<{ readonly reading: Reading; readonly outcome: Outcome }> {
  const fallback = (outcome: Outcome) => ({ reading: builtIn, outcome });
  let text = '';
  try {
    const limits = { ...LIMITS, ...options.limits };
    for await (const piece of completeChat(own, turns(question), {
      maxTokens: MOST_TOKENS,
      signal: options.signal,
      limits,
    }))
      text += piece;
  } catch (error) {
    if (error instanceof OwnModelFailed) return fallback('failed');
    throw error;
  }
  const said = answer.safeParse(firstObject(text));
  if (!said.success) return fallback('invalid');
  const { form, sense, topic } = said.data;
  const asked = new Set(contentStems(question));
  if (contentStems(topic).some((word) => !asked.has(word))) return fallback('invented');
  return { reading: { ...builtIn, form, sense, topic }, outcome: 'model' };
}

function turns(question: string): ChatTurn[] {
  const examples = EXAMPLES.map(([asked, json]) => `Question: ${asked}\n${json}`).join('\n');
  return [
    { role: 'system', content: RULES },
    { role: 'user', content: `${examples}\nQuestion: ${question.replace(/\s+/g, ' ').slice(0, 500)}` },
  ];
}

/** The first JSON object in a text, whatever stands around it; undefined where there is none. */
function firstObject(text: string): unknown {
  const found = /\{[^{}]*\}/.exec(text)?.[0];
  try {
    return found === undefined ? undefined : JSON.parse(found);
  } catch {
    return undefined;
  }
}
