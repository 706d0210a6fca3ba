import { describe, expect, it } from 'vitest';
import { TextStream } from './text-stream';
import type { TextTokens } from './tokenizer';

/** Ids 0 to 255 are bytes; from 300 on special tokens. */
const SPECIAL = ['<|start_header_id|>', '<|end_header_id|>', '<|eot_id|>'];
const tokens: TextTokens = {
  render: () => '',
  encode: (text) => [...Buffer.from(text)],
  decode: (ids) => Buffer.from(ids.filter((id) => id < 300)).toString('utf8'),
  id: (token) => (SPECIAL.includes(token) ? 300 + SPECIAL.indexOf(token) : null),
  bos: null,
};
const bytes = (text: string) => [...Buffer.from(text)];

function stream(ids: readonly number[]) {
  const one = new TextStream(tokens);
  const pieces = ids.map((id) => one.push(id));
  return { pieces, end: one.finish(), text: one.text };
}

describe('text as it is written', () => {
  it('comes in whole characters only', () => {
    const { pieces, text } = stream(bytes('é😀!'));
    expect(pieces).toEqual(['', 'é', '', '', '', '😀', '!']);
    expect(text).toBe('é😀!');
  });

  it('has no header, no special tokens, and no blanks around it', () => {
    const ids = [300, ...bytes('assistant'), 301, ...bytes('\n\n A dog.  '), 302];
    expect(stream(ids).text).toBe('A dog.');
  });

  it('keeps blanks within it, and gives out together what it returns', () => {
    const { pieces, end, text } = stream(bytes('a \n b'));
    expect(text).toBe('a \n b');
    expect(pieces.join('') + end).toBe(text);
  });

  it('is the model’s whole text where there is no header', () => {
    expect(stream(bytes('assistant')).text).toBe('assistant');
  });

  it('shows at the end that a character was broken off', () => {
    const { end, text } = stream([...bytes('ok'), 0xf0, 0x9f]);
    expect(end).toBe('\uFFFD');
    expect(text).toBe('ok\uFFFD');
  });

  it('is right over many tokens', () => {
    const long = 'Zwölf Boxkämpfer 🥊 jagen Viktor quer über den großen Sylter Deich. '.repeat(20).trim();
    const { pieces, text } = stream(bytes(long));
    expect(text).toBe(long);
    expect(pieces.join('')).toBe(long);
  });
});
