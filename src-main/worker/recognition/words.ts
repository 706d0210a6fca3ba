import llamaTokenizer from 'llama-tokenizer-js';
import type { SpokenWord } from './align';

/** Llama's vocabulary marks the beginning of a word so. */
const WORD_MARK = '▁';
/** Special ids that the 32,000 pieces of the vocabulary do not cover carry no text. */
const VOCABULARY = 32_000;

interface Group {
  readonly tokens: number[];
  readonly places: number[];
}

/**
 * Puts tokens together to words, with the places of the tokens that sound: punctuation is no sound.
 * @param places seconds, one a token
 */
export function spokenWords(tokens: readonly number[], places: readonly number[]): SpokenWord[] {
  const groups: Group[] = [];
  tokens.forEach((token, i) => {
    if (token >= VOCABULARY) return;
    const place = places[i] as number;
    const current = groups.at(-1);
    if (!current || pieceOf(token).startsWith(WORD_MARK)) groups.push({ tokens: [token], places: [place] });
    else {
      current.tokens.push(token);
      current.places.push(place);
    }
  });
  const words: SpokenWord[] = [];
  for (const group of groups) {
    const text = llamaTokenizer.decode(group.tokens, false, false).trim();
    if (text === '') continue;
    const sounding = group.places.filter((_, i) => /[\p{L}\p{N}]/u.test(pieceOf(group.tokens[i] as number)));
    const first = sounding[0] ?? (group.places[0] as number);
    const last = sounding.at(-1) ?? first;
    const previous = words.at(-1);
    if (sounding.length === 0 && previous)
      words[words.length - 1] = { ...previous, text: previous.text + text };
    else words.push({ text, first, last });
  }
  return words;
}

function pieceOf(token: number): string {
  return llamaTokenizer.vocabById[token] ?? '';
}
