import llamaTokenizer from 'llama-tokenizer-js';
import { describe, expect, it } from 'vitest';
import { spokenWords } from './words';

const tokensOf = (text: string) => llamaTokenizer.encode(text, false, true);

describe('spokenWords', () => {
  it('joins pieces and punctuation to words', () => {
    const text = "Somebody's stolen the crown jewels, haven't they?";
    const tokens = tokensOf(text);
    const words = spokenWords(
      tokens,
      tokens.map((_, i) => i),
    );
    expect(words.map((w) => w.text)).toEqual(text.split(' '));
  });

  it('places a word by the tokens that sound, not by its comma', () => {
    const tokens = tokensOf('you, ask');
    const places = tokens.map((token) => (llamaTokenizer.vocabById[token] === ',' ? 9 : 2));
    expect(spokenWords(tokens, places)[0]).toEqual({ text: 'you,', first: 2, last: 2 });
  });

  it('puts letters together that the vocabulary spells in bytes', () => {
    const tokens = tokensOf('naïve 日本');
    expect(
      spokenWords(
        tokens,
        tokens.map(() => 0),
      )
        .map((w) => w.text)
        .join(' '),
    ).toBe('naïve 日本');
  });

  it('leaves out ids that stand for no text', () => {
    expect(spokenWords([32_500], [0])).toEqual([]);
  });
});
