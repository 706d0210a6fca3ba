import type { Tokenizer } from '@huggingface/tokenizers';

/** Tokens of a prompt: each costs a step of the decoder for every utterance. */
const MOST_TOKENS = 80;

/**
 * What Whisper is told to have been said before, so that it writes names and terms as they are written: the terms in a row, as many
 * as there is room for.
 */
export function promptOf(terms: readonly string[], tokenizer: Pick<Tokenizer, 'encode'>): number[] {
  let taken: number[] = [];
  for (let count = 1; count <= terms.length; count++) {
    const text = ` ${terms.slice(0, count).join(', ')}.`;
    const tokens = tokenizer.encode(text, { add_special_tokens: false }).ids;
    if (tokens.length > MOST_TOKENS) break;
    taken = tokens;
  }
  return taken;
}
