import { contentWordsOf, forms } from './query-reader';

/**
 * What holds of a whole picture rather than of a thing in it, and sentences that lie nearer to pictures of it than its bare word does.
 * `scripts/picture-map/train.ts --check` measures more of them; here are those that tell 95 pairs of pictures in 100 apart and are
 * better than the word (docs/lab/pictures.md). They rank, and claim nothing.
 */
const SENTENCES = new Map<string, readonly string[]>([
  ...each(
    ['animated', 'animation', 'cartoon'],
    ['a cartoon', 'a scene of a computer game', 'computer generated 3d graphics'],
  ),
  ...each(['snow', 'snowy'], ['snow on the ground', 'a snowy slope', 'skiing in winter']),
  ...each(['water', 'sea'], ['a boat on the water', 'the sea', 'a lake or a river']),
  ...each(
    ['screenshot', 'screencast'],
    ['a screenshot of a computer program', 'a window with text and menus', 'source code on a screen'],
  ),
]);

function each(words: readonly string[], sentences: readonly string[]) {
  return words.map((word) => [word, sentences] as const);
}

/** The sentences that stand for a query of one such word; null where it asks for more, or for something else. */
export function attributeSentences(query: string): readonly string[] | null {
  const [word, ...more] = contentWordsOf(query);
  if (word === undefined || more.length > 0) return null;
  for (const form of forms(word)) {
    const sentences = SENTENCES.get(form);
    if (sentences) return sentences;
  }
  return null;
}
