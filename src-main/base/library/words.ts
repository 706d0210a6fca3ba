/**
 * Between people's text and SQLite's full-text index (FTS5 with the unicode61 tokenizer, which takes a run
 * of letters for one word). Scripts written without spaces are therefore indexed character by character,
 * and looked up as phrases of characters.
 */

/** Written without spaces between words. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
/** A word with its inner apostrophes: "don't" is one phrase to the index. */
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*/gu;

/** Marks that FTS5's highlight() puts around a match: private use, so never part of a word that is kept. */
export const MARK_FROM = '\uE000';
export const MARK_TO = '\uE001';
const MARKS = /[\uE000\uE001]/g;

/** The text as it goes into the index: only spaces are added, and private marks blanked. */
export function indexTerms(text: string): string {
  let terms = '';
  let before = ' ';
  for (const character of text.replace(MARKS, ' ')) {
    const apart = UNSPACED.test(character) || UNSPACED.test(before);
    if (apart && before.trim() !== '' && character.trim() !== '') terms += ' ';
    terms += character;
    before = character;
  }
  return terms;
}

/**
 * An FTS5 expression for any text a user may type. Every word is quoted, so none of FTS5's own syntax
 * (AND, NEAR, *, ^, column:) has an effect. Null when the text holds no word at all.
 * @param runTogether also finds the words where the spaces between them are missing: "COMINGSOON"
 */
export function matchExpression(
  text: string,
  mode: 'all' | 'any' | 'phrase',
  runTogether = false,
): string | null {
  const inOrder = text.match(WORD) ?? [];
  const words = [...new Set(inOrder)];
  if (words.length === 0) return null;
  const phrase = (parts: readonly string[]) => `"${parts.map(indexTerms).join(' ')}"`;
  if (mode === 'phrase') return (runTogether ? writings(inOrder) : [inOrder]).map(phrase).join(' OR ');
  const each = words.map((word) => phrase([word])).join(mode === 'all' ? ' AND ' : ' OR ');
  const joined = inOrder.join('');
  return runTogether && words.length > 1 && isLong(joined) ? `(${each}) OR ${phrase([joined])}` : each;
}

/** More words than this are looked for as they stand, or all in one: the ways to join them double with each. */
const MOST_JOINED = 6;

/** The ways to write words in their order with some of the spaces left out, the given one first. */
function writings(words: readonly string[]): (readonly string[])[] {
  const [first, ...rest] = words;
  if (first === undefined) return [[]];
  if (words.length > MOST_JOINED) return [words, [words.join('')]];
  const all = words.map((_, more) => {
    const head = [first, ...rest.slice(0, more)].join('');
    return more === 0 || isLong(head) ? writings(rest.slice(more)).map((tail) => [head, ...tail]) : [];
  });
  return all.flat();
}

/** Short words run together are other words: "a way". */
function isLong(joined: string): boolean {
  return joined.length >= 6;
}

/**
 * Turns highlight()'s output over `indexTerms(text)` into character ranges [from, to) of `text`,
 * skipping the spaces that indexing added.
 */
export function markedRanges(text: string, highlighted: string): [number, number][] {
  const plain = text.replace(MARKS, ' ');
  const ranges: [number, number][] = [];
  let position = 0;
  let from = 0;
  for (const unit of highlighted.split('')) {
    if (unit === MARK_FROM) {
      // A space added just before the match was not stepped over; the match starts at this very place.
      from = position;
    } else if (unit === MARK_TO) {
      ranges.push([from, position]);
    } else if (unit === plain[position]) {
      position += 1;
    }
  }
  return ranges;
}
