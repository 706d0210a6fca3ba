import type { ChatMessage } from '../../../src-shared/answers';
import { type ParsedQuery, readQuestion } from './question';

/** What a question takes over from the chat before it. */
export interface Context {
  readonly reading: ParsedQuery;
  /** Places cited in the last answer, so that "when else" can leave them out and "after that" knows where that is. */
  readonly cited: readonly { videoId: string; from: number; to: number }[];
}

/**
 * Reads the question in the light of the chat: earlier questions are read the same way, oldest first, so a chain
 * of follow-ups ("when is the dog seen?", "and the cat?", "how often?") keeps what each one left unsaid.
 *
 * @param history oldest first, without the present question
 */
export function readInContext(
  text: string,
  history: readonly ChatMessage[],
): Context & { readonly inherited: boolean } {
  let context = null as Context | null;
  for (const message of history) {
    if (message.role === 'user') {
      context = { reading: inherit(readQuestion(message.text), context), cited: context?.cited ?? [] };
    } else if (context && message.citations.length > 0) {
      context = { ...context, cited: message.citations };
    }
  }
  const own = readQuestion(text);
  const reading = inherit(own, context);
  return { reading, cited: context?.cited ?? [], inherited: reading !== own };
}

function inherit(own: ParsedQuery, before: Context | null): ParsedQuery {
  if (!before || own.followUp === null || own.followUp === 'then' || own.followUp === 'earlier') return own;
  const earlier = before.reading;
  const hasTopic = own.topic !== '' || own.quote !== null;
  const topic = hasTopic ? own.topic : earlier.topic;
  const quote = hasTopic ? own.quote : earlier.quote;
  const time = own.time ?? (own.followUp === 'more' ? null : earlier.time);
  const changed = { ...own, topic, quote, time, sense: own.sense === 'either' ? earlier.sense : own.sense };
  // "And the dog?" has no form of its own: it asks the same of something else. A place asked about before
  // ("what happens at 0:10?") asks of a named thing only whether it is there.
  if (own.form !== 'open') return changed;
  const form =
    hasTopic && (earlier.form === 'content' || earlier.form === 'summary') ? 'exists' : earlier.form;
  return {
    ...changed,
    form,
    limit: earlier.limit,
    side: earlier.side,
    ordinal: own.ordinal ?? earlier.ordinal,
  };
}
