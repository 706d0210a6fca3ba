import type { LanguageTurn } from '../../../base/film/language-tokens/types';
import type { ChatMessage, TextTokens } from './tokenizer';

/** Where the frames stand in a prompt. */
const IMAGE = '<image>';

/** A prompt around the frames: [system | frames | question]. Ids ≤ 0 count as padding in pre-fusion (see `isPadding`). */
export interface Prompt {
  /** What stands before the frames: the same for every question. */
  readonly system: readonly number[];
  /** All that stands after them: earlier turns, too. */
  readonly question: readonly number[];
}

/**
 * The reference masks ids that are not positive out of pre-fusion, meaning padding and the place of the frames. In Llama 3
 * id 0 is "!", so exclamation marks are never fused: positions skip them, and the language model gets their plain embedding.
 */
export function isPadding(id: number): boolean {
  return id <= 0;
}

/** Builds the prompt of a conversation that ends with a question. */
export function buildPrompt(
  tokens: TextTokens,
  systemPrompt: string,
  turns: readonly LanguageTurn[],
  question: string,
): Prompt {
  const messages: ChatMessage[] = [{ role: 'system', content: systemPrompt }];
  for (const turn of turns) {
    messages.push({ role: 'user', content: turn.question }, { role: 'assistant', content: turn.answer });
  }
  messages.push({ role: 'user', content: question });
  // The frames stand before the first question; index 0 is the system prompt.
  messages[1] = { role: 'user', content: `${IMAGE}\n${messages[1]?.content ?? ''}` };
  return split(tokens, tokens.render(messages));
}

/**
 * Cuts at the frames' place and tokenises each side alone, as the reference does. A quirk of its inference is kept, though
 * tuning did not have it: where both the template and the tokenizer write the token that texts begin with, the first side has it
 * twice. The second side never has it. What a user types as the frames' mark is a text like any other.
 */
function split(tokens: TextTokens, text: string): Prompt {
  const at = text.indexOf(IMAGE);
  const before = tokens.encode(at < 0 ? '' : text.slice(0, at));
  const after = tokens.encode(at < 0 ? text : text.slice(at + IMAGE.length));
  const begun = before.length > 0 && before[0] === tokens.bos;
  return { system: before, question: begun ? after.slice(1) : after };
}
