import { describe, expect, it } from 'vitest';
import { type Sentence, sentencesOf } from './sentences';

async function read(text: string, size = 1): Promise<Sentence[]> {
  async function* pieces() {
    for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
  }
  return Array.fromAsync(sentencesOf(pieces()));
}
const brief = (sentences: Sentence[]) => sentences.map(({ words, cites }) => [words, ...cites]);

describe('sentencesOf', () => {
  it.each([
    ['A dog runs [1]. It barks. [2] End', [['A dog runs.', 1], ['It barks.', 2], ['End']]],
    [
      'A dog runs.[1][2] Then [3, 4; 6-8].',
      [
        ['A dog runs.', 1, 2],
        ['Then.', 3, 4, 6, 7, 8],
      ],
    ],
    [
      'Dr. Smith has 3.5 dogs, i.e. many [2]! Really?” [3]',
      [
        ['Dr. Smith has 3.5 dogs, i.e. many!', 2],
        ['Really?”', 3],
      ],
    ],
    ['One [1]\n\n- Two [2]\n- Three [3]\n2. Four', [['One', 1], ['Two', 2], ['Three', 3], ['Four']]],
    ['## Head\n**Bold** `it` [1]', [['Head'], ['Bold it', 1]]],
    [
      '狗在跑。[1] 猫在睡。[2]',
      [
        ['狗在跑。', 1],
        ['猫在睡。', 2],
      ],
    ],
    ['---\n[1]\n\n.', []],
    [
      'Range [1-9999] of [12345] [x]',
      [['Range of [12345] [x]', ...Array.from({ length: 20 }, (_, n) => n + 1)]],
    ],
  ])('reads %j', async (text, sentences) => {
    expect(brief(await read(text))).toEqual(sentences);
    // However it is cut.
    expect(brief(await read(text, 1000))).toEqual(sentences);
    expect(brief(await read(text, 3))).toEqual(sentences);
  });

  it('tells lines and items from what goes on', async () => {
    const text = 'One. Two.\n- Three. Four.\n\nFive.';
    expect((await read(text)).map(({ begins }) => begins)).toEqual(['line', 'on', 'item', 'on', 'line']);
  });

  it('gives a sentence as soon as it is whole', async () => {
    const more = Promise.withResolvers<string>();
    async function* pieces() {
      yield 'One [1]. T';
      yield await more.promise;
    }
    const sentences = sentencesOf(pieces());
    expect((await sentences.next()).value).toMatchObject({ words: 'One.', cites: [1] });
    more.resolve('wo.');
    expect((await sentences.next()).value).toMatchObject({ words: 'Two.' });
  });
});
